package dev.tributary.destinations.reconciliation;

import dev.tributary.destinations.connector.Listing.Listed;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reconciliations as workers use them. Each method is one committed transaction, and ends the
 * lease of the run. It changes nothing if the run was cancelled, or if another worker has leased it
 * since. Thread-safe.
 */
public interface ReconciliationStore {

  /**
   * An uncertain delivery that the vendor has.
   *
   * @param version whose content the vendor has
   */
  record Arrived(String delivery, long version) {}

  /** Leases the next run that is due. Workspaces and runs take turns. */
  Optional<ReconciliationRun> lease();

  /**
   * Notes some thousand records that the ledger expects at the vendor, and begins to read after the
   * last ones. Only records that were delivered some time before the start are compared.
   */
  void expect(ReconciliationRun run, Catalogue.Sync sync);

  /**
   * Compares the records of a page with the ledger, and stores where the next page begins.
   *
   * @param next null after the last page
   * @return the uncertain deliveries that the vendor has with their whole content
   */
  List<Arrived> compare(
      ReconciliationRun run, Catalogue.Sync sync, List<Listed> page, @Nullable String next);

  /** Looks again at some thousand differences; after the last ones, stores the numbers. */
  void close(ReconciliationRun run);

  /**
   * Deletes some thousand notes that are not needed any more; after the last ones, the run ends.
   */
  void clear(ReconciliationRun run);

  /** Counts uncertain deliveries of which the run has shown that they arrived. */
  void arrived(ReconciliationRun run, int deliveries);

  /**
   * @param words why, without any personal data
   * @param failed whether this counts as a failure
   */
  void postpone(ReconciliationRun run, String words, Duration wait, boolean failed);

  /**
   * Ends a run that cannot continue.
   *
   * @param words why, and what to do
   */
  void fail(ReconciliationRun run, String words);
}
