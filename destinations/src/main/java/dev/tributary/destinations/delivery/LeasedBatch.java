package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.sync.Catalogue;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a worker may send once, or may ask about if a job of the vendor has them. Their attempt
 * is committed, and their lease has begun.
 *
 * @param attempt the id of this attempt
 * @param rows of one sync, object and operation; at least one
 * @param retry whether they were sent before
 * @param recorded the job that has the rows, if this ledger has recorded it; null otherwise
 */
public record LeasedBatch(
    String attempt,
    Catalogue.Sync sync,
    List<ClaimedDelivery> rows,
    boolean retry,
    @Nullable RecordedJob recorded) {

  /** Rows that no recorded job has. */
  public LeasedBatch(
      String attempt, Catalogue.Sync sync, List<ClaimedDelivery> rows, boolean retry) {
    this(attempt, sync, rows, retry, null);
  }

  LeasedBatch with(List<ClaimedDelivery> some) {
    return new LeasedBatch(attempt, sync, some, retry, recorded);
  }

  LeasedBatch with(RecordedJob job) {
    return new LeasedBatch(attempt, sync, rows, retry, job);
  }

  /**
   * The outcomes that say something about the destination: a row that was not sent, because it is
   * invalid, says nothing.
   *
   * @param outcomes one per row
   */
  List<Outcome> answers(List<Outcome> outcomes) {
    return IntStream.range(0, outcomes.size())
        .filter(i -> rows.get(i).invalid() == null)
        .mapToObj(outcomes::get)
        .toList();
  }

  /** The object of all rows. */
  String object() {
    return rows.getFirst().object();
  }

  /** The vendor's job that has the rows; null if the rows are to be sent. */
  public @Nullable String job() {
    return rows.getFirst().job();
  }
}
