package dev.tributary.destinations.http.visibility;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.FigureVisibility;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.http.installation.ObjectRoute;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Whether readers without the right to personal data may see how many deliveries of a sync fail,
 * for the notices of alerts. The rule is the one of {@link MemberVisibility}.
 */
@Singleton
public class SyncVisibilityRoute implements ObjectRoute {
  private final DefinitionStore<SyncSpec> syncs;

  public SyncVisibilityRoute(DefinitionStore<SyncSpec> syncs) {
    this.syncs = syncs;
  }

  @Override
  public String collection() {
    return "syncs";
  }

  @Override
  public String part() {
    return FigureVisibility.PART;
  }

  /**
   * Before its last change, the sync may have taken an audience, and a figure counts deliveries of
   * the time before it.
   */
  @Override
  public FigureVisibility answer(WorkspaceId workspace, String object, @Nullable String guesser) {
    return syncs.readable(workspace).stream()
        .filter(sync -> sync.id().equals(object) && !sync.spec().from().revealsMembership())
        .findFirst()
        .map(StoredDefinition::updatedAt)
        .map(changed -> changed.plus(Fact.SyncDeliveries.WINDOW))
        .map(FigureVisibility::new)
        .orElse(FigureVisibility.HIDDEN);
  }
}
