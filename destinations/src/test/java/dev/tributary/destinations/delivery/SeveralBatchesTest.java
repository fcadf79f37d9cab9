package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.start.ForwardingDeliveryStore;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One claim takes several small batches, each of which stays an attempt of its own. */
class SeveralBatchesTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int PEOPLE = 150;

  @Test
  void aDestinationThatAnswersGetsSeveralSmallBatchesFromOneClaim() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.declaring = FakeDestination.batches(1);
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      apply(bench, 0, PEOPLE);
      Claims claims = new Claims(bench.deliveries);
      bench.engine(claims);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == PEOPLE);
      FakeDestination.Store store = bench.fake.store(destination);
      assertThat(store.records).hasSize(PEOPLE);
      assertThat(store.requests)
          .hasSize(PEOPLE)
          .allSatisfy(batch -> assertThat(batch.items()).hasSize(1));
      assertThat(claims.taken).anySatisfy(each -> assertThat(each.next()).isNotEmpty());
      assertThat(claims.taken).hasSizeLessThan(PEOPLE);
      assertThat(bench.number("select count(*) from attempt where outcome = 'delivered'"))
          .as("attempts")
          .isEqualTo(PEOPLE);
      assertThat(bench.number("select count(distinct attempt_ids) from delivery"))
          .as("deliveries with an attempt of their own")
          .isEqualTo(PEOPLE);
      assertThat(bench.number("select sum(delivered) from sync_hour")).isEqualTo(PEOPLE);
    }
  }

  /** A worker that stops would leave more requests without an answer, whose records count twice. */
  @Test
  void recordsThatMustNotBeRepeatedAreClaimedBatchByBatch() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.C)) {
      bench.fake.declaring = FakeDestination.batches(1);
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      apply(bench, 0, 40);
      Claims claims = new Claims(bench.deliveries);
      bench.engine(claims);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 40);
      assertThat(claims.taken).hasSize(40).allSatisfy(each -> assertThat(each.next()).isEmpty());
    }
  }

  /** The batches after a failure are sent with a later claim; they have had no attempt. */
  @Test
  void theBatchesAfterAFailureAreNotSentWithItsClaim() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.declaring = FakeDestination.batches(1);
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      apply(bench, 0, PEOPLE);
      Claims claims = new Claims(bench.deliveries);
      AtomicBoolean failed = new AtomicBoolean();
      bench.fake.store(destination).behaviour =
          (batch, item) ->
              claims.hasSeveral() && failed.compareAndSet(false, true)
                  ? new Outcome.Transient("503", null)
                  : null;
      bench.engine(claims);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == PEOPLE);
      assertThat(failed).isTrue();
      assertThat(bench.fake.store(destination).requests).hasSize(PEOPLE + 1);
      assertThat(bench.number("select count(*) from delivery where attempt > 1"))
          .as("only the failed request counts as an attempt")
          .isEqualTo(1);
    }
  }

  @Test
  void aClaimOfRetriesHasOneBatch() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.declaring = FakeDestination.batches(1);
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      apply(bench, 0, 6);
      bench.change("update delivery set attempt = 1, state = 'retrying'");
      apply(bench, 6, 12);
      WorkSearchResult.Taken retry = claim(bench, destination, 4);
      assertThat(retry.batch().retry()).isTrue();
      assertThat(retry.next()).isEmpty();
      bench.change("update delivery set state = 'delivered' where state = 'retrying'");
      WorkSearchResult.Taken first = claim(bench, destination, 4);
      assertThat(first.next()).hasSize(3).noneMatch(LeasedBatch::retry);
      assertThat(first.more()).isTrue();
      List<LeasedBatch> all =
          Stream.concat(Stream.of(first.batch()), first.next().stream()).toList();
      assertThat(all).extracting(LeasedBatch::attempt).doesNotHaveDuplicates();
      assertThat(all)
          .allSatisfy(batch -> assertThat(batch.rows()).hasSize(1))
          .extracting(batch -> batch.rows().getFirst().id())
          .doesNotHaveDuplicates();
    }
  }

  /** Of records that are recognised by their batch, each has a batch of its own. */
  @Test
  void eachBatchOfAClaimIsRepeatedAlone() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.B)) {
      bench.fake.declaring = FakeDestination.batches(2);
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      apply(bench, 0, 8);
      WorkSearchResult.Taken taken = claim(bench, destination, 3);
      assertThat(taken.next()).hasSize(2);
      assertThat(bench.number("select count(distinct batch) from delivery")).isEqualTo(3);
      assertThat(
              bench.number(
                  "select count(*) from (select from delivery where batch is not null"
                      + " group by batch having count(*) = 2) b"))
          .isEqualTo(3);
    }
  }

  private static WorkSearchResult.Taken claim(Bench bench, DestinationId destination, int batches)
      throws SQLException {
    Catalogue.Destination found = bench.catalogue().destination(destination).orElseThrow();
    RowLimit limit = RowLimit.NONE.inBatches(Map.of("rows", batches));
    return (WorkSearchResult.Taken) bench.deliveries.claim(found, 0, true, limit);
  }

  private static void apply(Bench bench, int from, int to) throws SQLException {
    Message[] changes = new Message[to - from];
    for (int i = from; i < to; i++) {
      changes[i - from] =
          bench.updated(person(new ProfileId("prf_" + i), 1, "p" + i + "@example.org", "P" + i));
    }
    bench.apply(changes);
  }

  /** Keeps what was claimed. */
  private static final class Claims extends ForwardingDeliveryStore {
    private final Queue<WorkSearchResult.Taken> taken = new ConcurrentLinkedQueue<>();

    Claims(DeliveryStore store) {
      super(store);
    }

    boolean hasSeveral() {
      return taken.stream().anyMatch(each -> !each.next().isEmpty());
    }

    @Override
    public WorkSearchResult claim(
        Catalogue.Destination destination, int turn, boolean retries, RowLimit limit)
        throws SQLException {
      WorkSearchResult found = super.claim(destination, turn, retries, limit);
      if (found instanceof WorkSearchResult.Taken some) {
        taken.add(some);
      }
      return found;
    }
  }
}
