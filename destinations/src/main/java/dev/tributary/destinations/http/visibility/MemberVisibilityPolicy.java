package dev.tributary.destinations.http.visibility;

import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.tenancy.CountNoise;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.view.DefinitionView;
import java.util.List;
import java.util.Set;

/** Creates the visibility of the people of syncs for one request. Thread-safe. */
public final class MemberVisibilityPolicy {
  private final DefinitionStore<SyncSpec> syncs;
  private final DefinitionView audiences;
  private final AudienceSpaces spaces;
  private final CountNoise noise;

  public MemberVisibilityPolicy(
      DefinitionStore<SyncSpec> syncs,
      DefinitionView audiences,
      AudienceSpaces spaces,
      CountNoise noise) {
    this.syncs = syncs;
    this.audiences = audiences;
    this.spaces = spaces;
    this.noise = noise;
  }

  /**
   * A sync that this version cannot read counts as deleted, so it is concealed. Callers with the
   * right to personal data see everything, whatever syncs there are.
   */
  public MemberVisibility of(Tenant tenant) {
    return concealing(Set.of(), tenant);
  }

  /**
   * The visibility for answers about single records. Syncs that share records with a sync of an
   * audience are concealed too. A record has the sync that changed it last, so a record of another
   * sync differs for members, whatever is left out.
   */
  public MemberVisibility ofRecords(Tenant tenant) {
    return concealing(
        tenant.mayReadPersonalData() ? Set.of() : spaces.sharing(tenant.workspaceId()), tenant);
  }

  private MemberVisibility concealing(Set<SyncId> sharing, Tenant tenant) {
    boolean personalData = tenant.mayReadPersonalData();
    return new MemberVisibility(
        personalData,
        tenant.workspaceId(),
        personalData ? List.of() : syncs.readable(tenant.workspaceId()),
        sharing,
        () -> spaces.destinations(tenant.workspaceId()),
        audience -> audiences.find(audience.value()).map(Definition::version).orElse(0L),
        noise);
  }
}
