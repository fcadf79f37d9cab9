package dev.tributary.audience.http.audience;

import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.http.AudienceNames;
import dev.tributary.audience.rule.describe.Describe;
import dev.tributary.audience.rule.reader.RuleReader;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.http.DefinitionHistory;
import dev.tributary.definitions.http.DefinitionHistory.Words;
import dev.tributary.definitions.http.DefinitionVersionRoutes;
import dev.tributary.definitions.http.Unfiled;
import dev.tributary.runtime.openapi.RoutesFor;
import dev.tributary.runtime.tenancy.Tenant;
import jakarta.ws.rs.Path;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The versions of an audience, with their times, and the users who made them. */
@Path("/api/v1/workspaces/{workspace}/audiences/{audience}/versions")
@Tag(name = "Audiences")
@RoutesFor("audience")
public class AudienceVersionsResource extends DefinitionVersionRoutes<AudienceSpec, AudienceView> {
  private final DefinitionStore<AudienceSpec> store;

  public AudienceVersionsResource(
      Tenant tenant, AudienceResource audiences, DefinitionStore<AudienceSpec> store) {
    super(
        tenant,
        new DefinitionHistory<>(
            store, Unfiled.form(AudienceRequest::written, "description"), Set.of("rule")),
        audiences::change);
    this.store = store;
  }

  @Override
  protected Words<AudienceSpec> words(Tenant caller) {
    Describe describe = new Describe(AudienceNames.of(store, caller.workspaceId()));
    return spec -> RuleReader.find(spec.rule()).map(describe::sentence).orElse(null);
  }
}
