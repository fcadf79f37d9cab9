package dev.tributary.destinations.http.visibility;

import dev.tributary.contracts.definition.Definition;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.tenancy.CountNoise;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.view.DefinitionView;
import java.util.List;

/** Creates the visibility of the people of syncs for one request. Thread-safe. */
public final class MemberVisibilityPolicy {
  private final DefinitionStore<SyncSpec> syncs;
  private final DefinitionView audiences;
  private final CountNoise noise;

  public MemberVisibilityPolicy(
      DefinitionStore<SyncSpec> syncs, DefinitionView audiences, CountNoise noise) {
    this.syncs = syncs;
    this.audiences = audiences;
    this.noise = noise;
  }

  /**
   * A sync that this version cannot read counts as deleted, so it is concealed. Callers with the
   * right to personal data see everything, whatever syncs there are.
   */
  public MemberVisibility of(Tenant tenant) {
    boolean personalData = tenant.mayReadPersonalData();
    return new MemberVisibility(
        personalData,
        tenant.workspaceId(),
        personalData ? List.of() : syncs.readable(tenant.workspaceId()),
        audience -> audiences.find(audience.value()).map(Definition::version).orElse(0L),
        noise);
  }
}
