package dev.tributary.destinations.reconciliation;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The questions about uncertain deliveries. Each method is one committed transaction. A method with
 * a question ends its lease, and changes nothing if another worker has leased it since.
 * Thread-safe.
 */
public interface LookupQuestions {

  /**
   * Notes the uncertain deliveries of a destination, some hundred at a time, each once.
   *
   * @param objects the names of the objects whose records can be looked for
   * @param after the last delivery of the part before; empty for the first part
   * @param first how long after the attempt the destination is asked first
   * @return the last delivery of this part; null after the last part
   */
  @Nullable String note(
      WorkspaceId workspace,
      DestinationId destination,
      List<String> objects,
      String after,
      Duration first);

  /**
   * Leases the next question that is due, of a destination that is not paused. Destinations are in
   * the order of their ids, so each has its turn.
   *
   * @param after the destination that had the turn before; empty at first
   * @param without destinations that are not asked now
   */
  Optional<LookupQuestion> lease(String after, Collection<DestinationId> without);

  /** The record of a question; empty if its delivery is no longer uncertain, or was sent since. */
  Optional<UncertainRecord> record(LookupQuestion question);

  /**
   * Sends the delivery again, if it is still uncertain, and ends the question.
   *
   * @param vendorId of the record to update; null if the vendor has none
   */
  void sendAgain(LookupQuestion question, @Nullable String vendorId);

  /** The answer leaves the delivery uncertain: the destination is asked once more. */
  void askAgain(LookupQuestion question, Duration wait);

  /** The destination has not answered. */
  void postpone(LookupQuestion question, Duration wait, boolean failed);

  /** Ends a question. It begins again if the delivery becomes uncertain again. */
  void close(LookupQuestion question);

  /** Deletes questions that ended some days before and whose delivery does not wait any more. */
  void forget();
}
