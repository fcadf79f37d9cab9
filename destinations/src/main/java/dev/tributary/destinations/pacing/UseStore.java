package dev.tributary.destinations.pacing;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores who has used how much of which budget. Nothing waits for these numbers. Thread-safe. */
public interface UseStore {
  /**
   * A user of a budget.
   *
   * @param sync null for requests of no sync, such as a test of the destination
   */
  record User(WorkspaceId workspace, DestinationId destination, @Nullable SyncId sync) {}

  /**
   * The use of a budget in a part of its window.
   *
   * @param account an opaque name
   * @param budget its name within the account
   * @param since the beginning of the part
   * @param keptUntil when nobody asks for the numbers any more
   */
  record Use(
      String account,
      String budget,
      Instant since,
      User user,
      long units,
      Times times,
      Instant keptUntil) {}

  /**
   * When units were used.
   *
   * @param first when the first of the units was used
   * @param last when the last of the units was used
   * @param alone when the last unit was used that only the pace of one instance has; null if all
   *     instances share the pace of all units
   */
  record Times(Instant first, Instant last, @Nullable Instant alone) {
    /** The times of both together. */
    public Times and(Times other) {
      return new Times(
          first.isBefore(other.first) ? first : other.first,
          last.isAfter(other.last) ? last : other.last,
          alone == null || (other.alone != null && other.alone.isAfter(alone))
              ? other.alone
              : alone);
    }
  }

  /**
   * A budget that is asked for.
   *
   * @param budget its name within the account
   * @param since the first part that counts
   */
  record Asked(String budget, Instant since) {}

  /**
   * The answer of the store.
   *
   * @param spent of budgets that are counted; none of a budget that has nothing spent
   * @param used by whom
   * @param reports the vendor's last answers to the question how much is used
   * @param openJobs of the account
   */
  record Stored(List<Spent> spent, List<Used> used, List<Report> reports, int openJobs) {
    /** Of an account without reports and jobs. */
    public Stored(List<Spent> spent, List<Used> used) {
      this(spent, used, List.of(), 0);
    }
  }

  /**
   * The vendor's last answer to the question how much of a budget is used.
   *
   * @param at when it was asked
   */
  record Report(String budget, ReportedUse use, Instant at) {}

  /**
   * The units of a budget that are spent: those that instances have taken, before they use them.
   *
   * @param own of the workspace that asks
   * @param otherWorkspaces of all other workspaces together
   * @param others of other programs, as the vendor says, beyond the part that is left to them
   * @param othersUntil when this number counts no longer; null if the vendor has said nothing
   */
  record Spent(
      String budget, long own, long otherWorkspaces, long others, @Nullable Instant othersUntil) {}

  /**
   * The units that one user has used.
   *
   * @param destination of the workspace that asks; null for all other workspaces together
   * @param sync null for requests of no sync
   */
  record Used(
      String budget,
      @Nullable DestinationId destination,
      @Nullable SyncId sync,
      long units,
      Times times) {}

  /**
   * Adds units.
   *
   * @return false if certainly nothing was added: the caller adds them again
   */
  boolean add(List<Use> uses);

  /**
   * The stored numbers of an account, under all its names of the last day.
   *
   * @param workspace that asks: of others, only sums are returned
   * @throws UnavailableStore if the store does not answer
   */
  Stored read(WorkspaceId workspace, String account, List<Asked> asked, Instant now);

  /** The store does not answer. */
  final class UnavailableStore extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnavailableStore(Throwable cause) {
      super("What is used of budgets cannot be read", cause);
    }
  }
}
