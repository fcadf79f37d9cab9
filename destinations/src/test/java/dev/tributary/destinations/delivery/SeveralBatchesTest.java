package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest.BatchLimits;
import dev.tributary.destinations.connector.ManifestObjectTypeBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.limit.RequestsOfClaim;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.start.ForwardingDeliveryStore;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  void aRetryIsClaimedAlone() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.declaring = FakeDestination.batches(1);
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      apply(bench, 0, 1);
      bench.change("update delivery set attempt = 1, state = 'retrying'");
      apply(bench, 1, 7);
      WorkSearchResult.Taken retry = claim(bench, destination, 4);
      assertThat(retry.batch().retry()).isTrue();
      assertThat(retry.next()).isEmpty();
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

  /** The destination recognises a repetition by its batch, which has the same records and name. */
  @Test
  void eachBatchOfAClaimIsRepeatedAlone() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.B)) {
      bench.fake.declaring = FakeDestination.batches(2);
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      apply(bench, 0, 6);
      WorkSearchResult.Taken taken = claim(bench, destination, 3);
      assertThat(taken.next()).hasSize(2);
      List<LeasedBatch> sent =
          Stream.concat(Stream.of(taken.batch()), taken.next().stream()).toList();
      OutcomeDecision decision =
          new OutcomeDecision(EffectClass.B, false, Instant.now(), Duration.ZERO, Duration.ZERO);
      List<DeliveryStore.Reported> reports = new ArrayList<>();
      for (LeasedBatch batch : sent) {
        List<Outcome> outcomes =
            Collections.nCopies(batch.rows().size(), new Outcome.Ambiguous("no answer"));
        List<AttemptReport> each = decision.of(batch.rows(), outcomes);
        reports.add(
            new DeliveryStore.Reported(batch, each, AttemptResult.of(each, outcomes, List.of())));
      }
      bench.deliveries.report(reports);
      Map<String, Set<String>> repeated = new HashMap<>();
      for (int i = 0; i < 3; i++) {
        WorkSearchResult.Taken repeat = claim(bench, destination, 3);
        assertThat(repeat.next()).isEmpty();
        repeated.putAll(byBatch(List.of(repeat.batch())));
      }
      assertThat(repeated).isEqualTo(byBatch(sent)).hasSize(3);
    }
  }

  private static Map<String, Set<String>> byBatch(List<LeasedBatch> batches) {
    return batches.stream()
        .flatMap(batch -> batch.rows().stream())
        .collect(
            Collectors.groupingBy(
                ClaimedDelivery::batch,
                Collectors.mapping(ClaimedDelivery::id, Collectors.toSet())));
  }

  /** A record that its own first request has created would be refused. */
  @Test
  void recordsThatAreOnlyCreatedAreClaimedBatchByBatch() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.declaring = FakeDestination.batches(1);
      DestinationId destination = bench.destination();
      bench.profileSync(destination, Mode.CREATE_ONLY);
      apply(bench, 0, 4);
      WorkSearchResult.Taken taken = claim(bench, destination, 4);
      assertThat(taken.next()).isEmpty();
      assertThat(taken.more()).isTrue();
    }
  }

  @Test
  void theLastBatchOfAClaimWaitsForMoreRecordsLikeOthers() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.declaring =
          object ->
              ManifestObjectTypeBuilder.builder(object)
                  .batchSize(2)
                  .batch(new BatchLimits(2, null, null, Duration.ofHours(1)))
                  .build();
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      apply(bench, 0, 5);
      WorkSearchResult.Taken taken = claim(bench, destination, 4);
      assertThat(taken.next())
          .singleElement()
          .satisfies(batch -> assertThat(batch.rows()).hasSize(2));
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

  private static WorkSearchResult.Taken claim(Bench bench, DestinationId destination, int batches)
      throws StoreFailure, SQLException {
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
