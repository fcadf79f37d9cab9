package dev.tributary.audience.http.visibility;

import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.definition.RulesInForce;
import dev.tributary.audience.postgres.status.AudienceRules;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Visibility;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import java.util.Map;

/** Creates the visibility of rules for one request or one question. Thread-safe. */
public final class RuleVisibilityPolicy {
  private final DefinitionStore<AudienceSpec> store;
  private final AudienceRules rules;
  private final VisibilityPolicy visibilityPolicy;

  public RuleVisibilityPolicy(
      DefinitionStore<AudienceSpec> store, AudienceRules rules, VisibilityPolicy visibilityPolicy) {
    this.store = store;
    this.rules = rules;
    this.visibilityPolicy = visibilityPolicy;
  }

  public RuleVisibility of(Tenant tenant) {
    return of(tenant.workspaceId(), visibilityPolicy.of(tenant));
  }

  /** For readers without the right to personal data, and without a request of their own. */
  RuleVisibility withoutPersonalData(WorkspaceId workspace) {
    return of(workspace, visibilityPolicy.withoutPersonalData(workspace));
  }

  private RuleVisibility of(WorkspaceId workspace, Visibility visibility) {
    // This order is necessary: a rule that comes into force in between is among the definitions.
    Map<AudienceId, RulesInForce> inForce = rules.of(workspace);
    return new RuleVisibility(visibility, store.all(workspace), inForce);
  }
}
