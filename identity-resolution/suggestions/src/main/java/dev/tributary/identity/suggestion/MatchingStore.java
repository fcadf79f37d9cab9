package dev.tributary.identity.suggestion;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.matching.MatchRecord;
import dev.tributary.identity.matching.Pair;
import dev.tributary.identity.matching.Suggestion;
import dev.tributary.identity.store.IdentityTransaction;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The data that a run of matching reads and writes. Thread-safe. */
public interface MatchingStore {
  /** All profiles of a workspace, read page by page. */
  Iterator<MatchRecord> people(WorkspaceId workspace);

  /** The profiles to which labels lead, for labels whose two identifiers both lead to one. */
  List<QualityMeasurement.ResolvedLabel> labels(WorkspaceId workspace);

  /** Pairs of profiles between which there is a cut, as they are now. */
  Set<Pair> cuts(WorkspaceId workspace);

  /** The pairs that a run has merged. */
  List<Pair> merged(WorkspaceId workspace, String run);

  /**
   * Writes the findings of a run. A pair that is open already keeps its id and the time since when
   * it is known. Settled pairs are left out, and profiles that no longer exist.
   *
   * @return how many suggestions of the run are open
   */
  int write(WorkspaceId workspace, String run, List<Suggestion> found);

  /**
   * Deletes open suggestions that the run has not found again.
   *
   * @return how many pairs the run has merged
   */
  int forgetOthers(WorkspaceId workspace, String run);

  /** Does work in a transaction, which is kept unless the work throws an exception. */
  <R> R transaction(Function<Transaction, R> work);

  /** The stores of an automatic merge. Confined to one thread. */
  interface Transaction {
    IdentityTransaction identity();

    /** Whether a user or the threshold has settled the pair. */
    boolean settled(WorkspaceId workspace, Pair pair);

    /**
     * Records that the run merged two profiles above the threshold, and settles their open
     * suggestion.
     */
    void merged(
        WorkspaceId workspace,
        String run,
        Suggestion found,
        Collection<Identifier> left,
        Collection<Identifier> right);
  }
}
