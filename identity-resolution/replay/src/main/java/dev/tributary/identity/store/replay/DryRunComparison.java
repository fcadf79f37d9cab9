package dev.tributary.identity.store.replay;

import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.replay.DryRunReport;
import dev.tributary.identity.replay.ReplayCopy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Compares a workspace with its replay copy. Confined to one transaction, which the caller must
 * roll back.
 */
public interface DryRunComparison {
  /**
   * How much of the history the replay has processed.
   *
   * @param horizon the log may have deleted inputs that were accepted before this time
   */
  record Extent(
      boolean complete, long inputs, long gone, @Nullable Instant reached, Instant horizon) {}

  /**
   * Call it in a transaction with repeatable reads.
   *
   * @param inForce the reader of identifiers of the workspace
   * @param tried the reader of identifiers of the replay copy
   */
  DryRunReport report(
      ReplayCopy copy, IdentifierReader inForce, IdentifierReader tried, Extent extent);
}
