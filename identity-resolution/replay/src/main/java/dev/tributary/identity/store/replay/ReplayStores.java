package dev.tributary.identity.store.replay;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.replay.ConnectedComponent;
import dev.tributary.identity.replay.ReplayCopy;
import java.util.Map;

/** The stores of replays and rebuilds in one transaction. Confined to one thread. */
public interface ReplayStores {
  ReplayCopyStore copies();

  SeedEvidence seedEvidence();

  SeedProfiles seedProfiles(ReplayCopy copy);

  ReplayDifferences differences();

  DryRunComparison comparison();

  RebuildStore rebuilds();

  CommandOutcomes commands();

  ComponentReads components();

  /**
   * @param living the workspace's profile for each profile of the replay
   */
  Reassignment reassignment(
      ReplayCopy copy, ConnectedComponent component, Map<ProfileId, ProfileId> living);
}
