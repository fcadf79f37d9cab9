package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.limit.RequestsOfClaim;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.start.ForwardingDeliveryStore;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

  /** A worker that is killed would leave more requests without a report: records count twice. */
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

  /** They are sent with a later claim, and had no attempt. */
  @Test
  void theBatchesAfterAFailureAreNotSentWithItsClaim() throws Exception {
    assertThatTheRestIsSentLater(() -> new Outcome.Transient("503", null));
  }

  @Test
  void theBatchesAfterALimitAreNotSentWithItsClaim() throws Exception {
    assertThatTheRestIsSentLater(() -> new Outcome.RateLimited(Instant.now(), "429"));
  }

  /** A user may have paused the sync meanwhile. */
  @Test
  void theBatchesAfterASlowAnswerAreNotSentWithItsClaim() throws Exception {
    assertThatTheRestIsSentLater(() -> {
      LockSupport.parkNanos(RequestsOfClaim.LONGEST.plusMillis(100).toNanos());
      return null;
    });
  }

  private static void assertThatTheRestIsSentLater(Supplier<@Nullable Outcome> answer)
      throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.declaring = FakeDestination.batches(1);
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      apply(bench, 0, PEOPLE);
      Claims claims = new Claims(bench.deliveries);
      FakeDestination.Store store = bench.fake.store(destination);
      claims.store = store;
      AtomicReference<WorkSearchResult.@Nullable Taken> stopped = new AtomicReference<>();
      store.behaviour =
          (batch, item) -> {
            WorkSearchResult.Taken claim = claims.firstOfSeveral(item.delivery());
            return claim != null && stopped.compareAndSet(null, claim) ? answer.get() : null;
          };
      bench.engine(claims);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == PEOPLE);
      WorkSearchResult.Taken claim = Objects.requireNonNull(stopped.get());
      Set<String> unsent =
          claim.next().stream()
              .map(batch -> batch.rows().getFirst().id())
              .collect(Collectors.toSet());
      assertThat(claims.unsent).containsAll(unsent);
      assertThat(claims.sentBefore).doesNotContainAnyElementsOf(unsent);
      assertThat(bench.number("select count(*) from attempt"))
          .as("one attempt for each request")
          .isEqualTo(store.requests.size());
      assertThat(bench.number("select count(*) from delivery where attempt > 2")).isZero();
    }
  }

  @Test
  void whereRequestsHaveLimitsAClaimHasOneBatch() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.declaring = FakeDestination.batches(1);
      bench.fake.budgets = List.of(PacedDeliveriesTest.TEN);
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      apply(bench, 0, 40);
      Claims claims = new Claims(bench.deliveries);
      bench.engine(claims);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 40);
      assertThat(claims.hasSeveral()).isFalse();
    }
  }

  private static void apply(Bench bench, int from, int to) throws SQLException {
    Message[] changes = new Message[to - from];
    for (int i = from; i < to; i++) {
      changes[i - from] =
          bench.updated(person(new ProfileId("prf_" + i), 1, "p" + i + "@example.org", "P" + i));
    }
    bench.apply(changes);
  }

  /** Keeps what was claimed, and what was not sent. */
  private static final class Claims extends ForwardingDeliveryStore {
    private final Queue<WorkSearchResult.Taken> taken = new ConcurrentLinkedQueue<>();

    /** Deliveries that were claimed and not sent. */
    private final Set<String> unsent = ConcurrentHashMap.newKeySet();

    /** Deliveries that were sent before the first report of some that were not. */
    private final Set<String> sentBefore = ConcurrentHashMap.newKeySet();

    private volatile FakeDestination.@Nullable Store store;

    Claims(DeliveryStore store) {
      super(store);
    }

    boolean hasSeveral() {
      return taken.stream().anyMatch(each -> !each.next().isEmpty());
    }

    /** The claim of several batches that begins with a delivery; null for none. */
    WorkSearchResult.@Nullable Taken firstOfSeveral(String delivery) {
      return taken.stream()
          .filter(each -> !each.next().isEmpty())
          .filter(each -> each.batch().rows().getFirst().id().equals(delivery))
          .findFirst()
          .orElse(null);
    }

    @Override
    public WorkSearchResult claim(
        Catalogue.Destination destination, int turn, boolean retries, RowLimit limit)
        throws StoreFailure {
      WorkSearchResult found = super.claim(destination, turn, retries, limit);
      if (found instanceof WorkSearchResult.Taken some) {
        taken.add(some);
      }
      return found;
    }

    @Override
    public boolean report(List<Reported> batches) throws StoreFailure {
      FakeDestination.Store sent = store;
      for (Reported each : batches) {
        if (each.result() == null) {
          if (unsent.isEmpty() && sent != null) {
            sent.requests.forEach(
                batch -> batch.items().forEach(item -> sentBefore.add(item.delivery())));
          }
          each.batch().rows().forEach(row -> unsent.add(row.id()));
        }
      }
      return super.report(batches);
    }
  }
}
