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
   * @param vendorId null if the vendor has none
   */
  record Arrived(String delivery, long version, @Nullable String vendorId) {}

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
   */
  void compare(
      ReconciliationRun run, Catalogue.Sync sync, List<Listed> page, @Nullable String next);

  /**
   * The uncertain deliveries among the next notes to close that the vendor has with their whole
   * content. A delivery that the vendor has twice is none of them. It keeps the lease of the run.
   */
  List<Arrived> arrived(ReconciliationRun run);

  /**
   * Looks again at some thousand notes, counts the differences, and deletes the other notes. After
   * the last ones, the run ends.
   *
   * @param arrived how many of them were uncertain and are delivered now
   */
  void close(ReconciliationRun run, int arrived);

  /** Sends some thousand records again; after the last ones, the repair ends. */
  void repair(ReconciliationRun run, Catalogue.Sync sync);

  /**
   * Deletes some thousand notes of runs that ended without a result, or that are not the newest
   * ones, and ends runs of more than a week. Returns false if there are none.
   */
  boolean forget();

  /**
   * @param words why, without any personal data
   * @param failed whether this counts as a failure
   */
  void postpone(ReconciliationRun run, String words, Duration wait, boolean failed);

  /**
   * Ends a run or a repair that cannot continue.
   *
   * @param words why, and what to do
   */
  void fail(ReconciliationRun run, String words);
}
