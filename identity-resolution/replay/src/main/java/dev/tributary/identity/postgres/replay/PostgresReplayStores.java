package dev.tributary.identity.postgres.replay;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.replay.ConnectedComponent;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.store.replay.CommandOutcomes;
import dev.tributary.identity.store.replay.ComponentReads;
import dev.tributary.identity.store.replay.DryRunComparison;
import dev.tributary.identity.store.replay.Reassignment;
import dev.tributary.identity.store.replay.RebuildStore;
import dev.tributary.identity.store.replay.ReplayCopyStore;
import dev.tributary.identity.store.replay.ReplayDifferences;
import dev.tributary.identity.store.replay.ReplayStores;
import dev.tributary.identity.store.replay.SeedEvidence;
import dev.tributary.identity.store.replay.SeedProfiles;
import java.sql.Connection;
import java.util.Map;

/** {@link ReplayStores} over a transaction of PostgreSQL. */
public final class PostgresReplayStores implements ReplayStores {
  private final Connection tx;

  public PostgresReplayStores(Connection tx) {
    this.tx = tx;
  }

  @Override
  public ReplayCopyStore copies() {
    return new PostgresReplayCopyStore(tx);
  }

  @Override
  public SeedEvidence seedEvidence() {
    return new PostgresSeedEvidence(tx);
  }

  @Override
  public ReplayDifferences differences() {
    return new PostgresReplayDifferences(tx);
  }

  @Override
  public DryRunComparison comparison() {
    return new PostgresDryRunComparison(tx);
  }

  @Override
  public RebuildStore rebuilds() {
    return new PostgresRebuildStore(tx);
  }

  @Override
  public CommandOutcomes commands() {
    return new PostgresCommandOutcomes(tx);
  }

  @Override
  public ComponentReads components() {
    return new PostgresComponentReads(tx);
  }

  @Override
  public SeedProfiles seedProfiles(ReplayCopy copy) {
    return new PostgresSeedProfiles(tx, copy);
  }

  @Override
  public Reassignment reassignment(
      ReplayCopy copy, ConnectedComponent component, Map<ProfileId, ProfileId> living) {
    return new PostgresReassignment(tx, copy, component, living);
  }
}
