package dev.tributary.identity.postgres.replay;

import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.postgres.store.Jdbc;
import dev.tributary.identity.replay.DryRunReport;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.store.replay.DryRunComparison;
import java.sql.Connection;

/** {@link DryRunComparison} over PostgreSQL. */
record PostgresDryRunComparison(Connection tx) implements DryRunComparison {
  @Override
  public DryRunReport report(
      ReplayCopy copy, IdentifierReader inForce, IdentifierReader tried, Extent extent) {
    return Jdbc.query(() -> new WorkspaceComparison(tx, copy, inForce, tried).report(extent));
  }
}
