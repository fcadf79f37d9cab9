package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.JobHeldBack;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.JobLost;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.protocol.StoreFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Records the job of one batch in the ledger, for the worker that has the batch. A job can have
 * fewer rows than the batch: the others are released before it begins, because a job takes longer
 * than their lease.
 */
final class JobRecording implements JobLog {
  private final DeliveryStore store;
  private final Release release;
  private final Slots slots;
  private final List<ClaimedDelivery> claimed;
  private LeasedBatch batch;
  private Account account = Account.ANY;
  private @Nullable Outcome heard;
  private boolean lost;

  /**
   * @param slots for a job that begins
   */
  JobRecording(DeliveryStore store, LeasedBatch batch, Release release, Slots slots) {
    this.store = store;
    this.slots = slots;
    this.batch = batch;
    this.claimed = batch.rows();
    this.release = release;
  }

  /** Reports rows that a job leaves out, so that they go in another batch. */
  @FunctionalInterface
  interface Release {
    void of(LeasedBatch left) throws JobLost;
  }

  /** Gives a job a worker of its own, so that it does not hold up other rows. */
  @FunctionalInterface
  interface Slots {
    /**
     * @throws JobHeldBack if all of them are taken
     */
    void take() throws JobHeldBack;
  }

  @Override
  public void within(Account present) {
    account = present;
  }

  /** The batch, with its job as it was last recorded, and without rows that the job left out. */
  LeasedBatch batch() {
    return batch;
  }

  /** The last answer about the job as a whole; null if there was none. */
  @Nullable Outcome heard() {
    return heard;
  }

  /** Whether a step is not recorded. Then this worker reports nothing: another one continues. */
  boolean isLost() {
    return lost;
  }

  /**
   * A second submission within one attempt follows a refused one: the job stays the same. After a
   * failure, nothing was sent. If the job is recorded all the same, the report of this worker
   * changes nothing, and another worker takes the job over.
   */
  @Override
  public RecordedJob begin(Batch sent, Duration deadline) throws JobLost {
    RecordedJob begun = batch.recorded();
    if (begun != null) {
      return begun;
    }
    Set<String> going = sent.items().stream().map(Item::delivery).collect(Collectors.toSet());
    Map<Boolean, List<ClaimedDelivery>> rows =
        batch.rows().stream().collect(Collectors.partitioningBy(row -> going.contains(row.id())));
    slots.take();
    List<ClaimedDelivery> left = Objects.requireNonNull(rows.get(false));
    if (!left.isEmpty()) {
      release.of(batch.with(left));
    }
    batch = store.begin(batch.with(Objects.requireNonNull(rows.get(true))), deadline, account);
    return Objects.requireNonNull(batch.recorded());
  }

  /** The outcomes of the rows of {@link #batch}, in their order. */
  BatchSender.Sent ofBatch(BatchSender.Sent sent) {
    if (batch.rows().size() == claimed.size()) {
      return sent;
    }
    Set<String> kept = batch.rows().stream().map(ClaimedDelivery::id).collect(Collectors.toSet());
    List<Outcome> outcomes =
        IntStream.range(0, claimed.size())
            .filter(i -> kept.contains(claimed.get(i).id()))
            .mapToObj(sent.outcomes()::get)
            .toList();
    return sent.of(outcomes);
  }

  @Override
  public void record(RecordedJob job) throws JobLost {
    try {
      store.record(job);
    } catch (JobLost e) {
      lost = true;
      throw e;
    }
    batch = batch.with(job);
  }

  @Override
  public boolean needsIds(RecordedJob job) {
    try {
      return store.needsIds(job);
    } catch (StoreFailure e) {
      return true;
    }
  }

  @Override
  public void heard(Outcome outcome) {
    heard = outcome;
  }
}
