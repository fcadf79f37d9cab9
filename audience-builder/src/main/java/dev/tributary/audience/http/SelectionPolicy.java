package dev.tributary.audience.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.rule.RuleDependencies;
import dev.tributary.audience.rule.reader.RuleReader;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.SyncBody;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.tenancy.PersonalDataPolicy;
import dev.tributary.runtime.tenancy.PersonalDataPolicy.Matter;
import dev.tributary.runtime.tenancy.PersonalDataPolicy.Seeing;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Visibility;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import dev.tributary.runtime.view.DefinitionView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a caller choose whose data a sync sends only if the caller may see the data by which the
 * rule chooses. A sync that a second person approved continues with the new rule, so a change of
 * the rule needs the same right as a change of the sync. Thread-safe.
 */
public final class SelectionPolicy {
  private final DefinitionStore<AudienceSpec> store;
  private final DefinitionView syncs;
  private final VisibilityPolicy visibilityPolicy;
  private final PersonalDataPolicy policy;

  public SelectionPolicy(
      DefinitionStore<AudienceSpec> store,
      DefinitionView syncs,
      VisibilityPolicy visibilityPolicy,
      PersonalDataPolicy policy) {
    this.store = store;
    this.syncs = syncs;
    this.visibilityPolicy = visibilityPolicy;
    this.policy = policy;
  }

  /**
   * Checks before the rule of an audience is changed. A rule that uses only harmless traits, before
   * and after the change, needs no right.
   *
   * @throws dev.tributary.runtime.problem.Problem unless the caller may
   */
  public void requireRule(Tenant tenant, StoredDefinition<AudienceSpec> before, JsonNode wanted) {
    if (before.spec().rule().equals(wanted)) {
      return;
    }
    Map<AudienceId, JsonNode> rules = new HashMap<>();
    store
        .all(tenant.workspaceId())
        .forEach(each -> rules.put(new AudienceId(each.id()), each.spec().rule()));
    if (!sent(tenant.workspaceId(), new AudienceId(before.id()), rules)) {
      return;
    }
    Visibility visibility = visibilityPolicy.of(tenant);
    boolean sees =
        visibility.personalData()
            || sees(visibility, before.spec().rule(), rules, new HashSet<>())
                && sees(visibility, wanted, rules, new HashSet<>());
    policy.require(tenant, Matter.SELECT, before.id(), Seeing.where(sees));
  }

  /** Whether a sync sends the members of the audience, or of one that depends on the audience. */
  private boolean sent(
      WorkspaceId workspace, AudienceId audience, Map<AudienceId, JsonNode> rules) {
    Set<AudienceId> sent = new HashSet<>();
    for (Definition sync : syncs.all(workspace)) {
      AudienceId source = sync.bodyAs(SyncBody.class).audience();
      if (source != null) {
        collect(source, rules, sent);
      }
    }
    return sent.contains(audience);
  }

  private static void collect(
      AudienceId audience, Map<AudienceId, JsonNode> rules, Set<AudienceId> sent) {
    JsonNode rule = rules.get(audience);
    if (rule != null && sent.add(audience)) {
      RuleReader.find(rule)
          .ifPresent(found ->
              RuleDependencies.of(found).audiences().forEach(used -> collect(used, rules, sent)));
    }
  }

  /**
   * For a caller without the right to personal data. Whether a trait exists chooses people too, and
   * properties of events and answers about consent are never harmless. A rule that cannot be read
   * counts as hidden.
   */
  private static boolean sees(
      Visibility visibility,
      @Nullable JsonNode json,
      Map<AudienceId, JsonNode> rules,
      Set<AudienceId> seen) {
    return json != null
        && RuleReader.find(json)
            .map(RuleDependencies::of)
            .filter(uses ->
                visibility.everyTrait(uses.traits())
                    && uses.purposes().isEmpty()
                    && uses.events().values().stream()
                        .noneMatch(RuleDependencies.Needed::properties)
                    && uses.audiences().stream()
                        .allMatch(used ->
                            !seen.add(used) || sees(visibility, rules.get(used), rules, seen)))
            .isPresent();
  }
}
