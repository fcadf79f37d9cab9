package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.event;
import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.start.ForwardingDeliveryStore;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a destination costs that has nothing to do. */
class IdleDestinationsTest {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final Backoff YEARS =
      new Backoff(Duration.ofDays(3_650), Duration.ofDays(3_650), new Random(7));
  private static final int DESTINATIONS = 50;
  private static final int ROUNDS = 4;

  @Test
  void anIdleDestinationIsNotAskedAndWorkIsFoundWithoutANotification() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      List<DestinationId> ids = new ArrayList<>();
      for (int i = 0; i < DESTINATIONS; i++) {
        ids.add(bench.destination());
      }
      DestinationId busy = ids.getFirst();
      bench.eventSync(busy);
      Counting counting = new Counting(bench.deliveries);
      bench.engine(counting);
      await().atMost(BOUND).until(() -> counting.asleep.get() == DESTINATIONS);

      int looks = counting.looks.get();
      int rounds = counting.rounds.get();
      await().atMost(BOUND).until(() -> counting.rounds.get() >= rounds + ROUNDS);
      assertThat(counting.looks).hasValue(looks);

      bench.apply(
          bench.updated(
              person(new ProfileId("prf_1"), 1, "a@example.org", "A"), event("evt_1", Map.of())));
      await().atMost(BOUND).until(() -> bench.count(busy, "delivered") == 1);
      bench.change("update delivery set state = 'pending', not_before = clock_timestamp()");
      await().atMost(BOUND).until(() -> bench.fake.store(busy).requests.size() == 2);
    }
  }

  @Test
  void aDeliveryThatLeavesNothingDueIsNoReasonToSearchAgain() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      Counting counting = Counting.withoutPolls(bench.deliveries);
      DeliveryEngine engine = bench.engine(counting);
      await().atMost(BOUND).until(() -> counting.asleep.get() == 1);
      int looks = counting.looks.get();

      bench.apply(events(bench, 0, 3));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 3);
      await().atMost(BOUND).until(engine::idle);
      int rounds = counting.rounds.get();
      await().atMost(BOUND).until(() -> counting.rounds.get() >= rounds + 2);
      assertThat(counting.looks).hasValue(looks + 1);
    }
  }

  @Test
  void oneNotificationIsEnoughForMoreThanAllWorkersCanTake() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      int workers = bench.fake.manifest().concurrency();
      store.before = () -> await().atMost(BOUND).until(() -> store.requests.size() >= workers);
      Counting counting = Counting.withoutPolls(bench.deliveries);
      bench.engine(counting);
      await().atMost(BOUND).until(() -> counting.asleep.get() == 1);

      bench.apply(events(bench, 0, 1_050));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2_100);
    }
  }

  @Test
  void aDestinationThatTakesNoMoreForAWhileGetsNoOtherBatchMeanwhile() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      Instant until = Instant.now().plusSeconds(50);
      store.behaviour = (batch, item) -> new Outcome.RateLimited(until, "slowly");
      DeliveryEngine engine = bench.engine();
      bench.apply(events(bench, 0, 1_050));
      await()
          .atMost(BOUND)
          .until(() ->
              engine.idle()
                  && bench.number("select count(*) from delivery where reason = 'rate-limited'")
                      > 0);
      assertThat(store.requests)
          .hasSizeLessThanOrEqualTo(bench.fake.manifest().concurrency());
      assertThat(bench.count(destination, "pending")).isPositive();
    }
  }

  @Test
  void contentThatChangesInFlightIsSentAgainWithoutANotification() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      CountDownLatch answering = new CountDownLatch(1);
      store.before = () -> await().atMost(BOUND).until(() -> answering.getCount() == 0);
      Counting counting = Counting.withoutPolls(bench.deliveries);
      bench.engine(counting);
      await().atMost(BOUND).until(() -> counting.asleep.get() == 1);
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> store.requests.size() == 1);

      int looks = counting.looks.get();
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 2, "a@example.org", "Anna")));
      await().atMost(BOUND).until(() -> counting.looks.get() > looks);
      answering.countDown();
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              assertThat(store.records).containsEntry("rows/a@example.org", "{\"name\":\"Anna\"}"));
    }
  }

  @Test
  void aMembershipFollowsItsRecordWithoutANotification() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.audienceSync(destination, "contacts", new AudienceId("aud_1"));
      Counting counting = Counting.withoutPolls(bench.deliveries);
      bench.engine(counting);
      await().atMost(BOUND).until(() -> counting.asleep.get() == 1);

      bench.apply(
          bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")),
          bench.member(new AudienceId("aud_1"), new ProfileId("prf_1"), true, 1, 1));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
    }
  }

  @Test
  void aDeliveryThatEndsThePauseOfTheDestinationWakesTheDispatcher() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      AtomicInteger asked = new AtomicInteger();
      CountDownLatch answering = new CountDownLatch(1);
      store.behaviour =
          (batch, item) ->
              switch (asked.incrementAndGet()) {
                case 1 -> {
                  await().atMost(BOUND).until(() -> asked.get() == 2);
                  yield new Outcome.Transient("HTTP 500", null);
                }
                case 2 -> {
                  await().atMost(BOUND).until(() -> answering.getCount() == 0);
                  yield null;
                }
                default -> null;
              };
      Counting counting = new Counting(bench.deliveries);
      bench.engine(counting, YEARS);
      await().atMost(BOUND).until(() -> counting.asleep.get() == 1);
      bench.apply(events(bench, 0, 1));
      await().atMost(BOUND).until(() -> asked.get() == 1);
      bench.apply(events(bench, 1, 1));
      await().atMost(BOUND).until(() -> bench.count(destination, "retrying") == 1);
      int rounds = counting.rounds.get();
      await().atMost(BOUND).until(() -> counting.rounds.get() >= rounds + 2);
      assertThat(counting.asleep).as("it waits for the end of the pause").hasValue(0);

      answering.countDown();
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
    }
  }

  private static Message[] events(Bench bench, int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(n ->
            bench.updated(
                person(new ProfileId("prf_" + n), 1, n + "@example.org", "Name"),
                event("evt_" + n, Map.of())))
        .toArray(Message[]::new);
  }

  @Test
  void aPausedDestinationHasNothingDue() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId paused = bench.destination();
      DestinationId open = bench.destination();
      bench.eventSync(paused);
      bench.eventSync(open);
      bench.apply(
          bench.updated(
              person(new ProfileId("prf_1"), 1, "a@example.org", "A"), event("evt_1", Map.of())));
      Collection<Catalogue.Destination> both = bench.catalogue().destinations().values();
      assertThat(bench.deliveries.due(both)).containsExactlyInAnyOrder(paused, open);

      bench.pause(paused);
      assertThat(bench.deliveries.due(both)).containsExactly(open);

      bench.change("update delivery set lane = 0");
      assertThat(bench.deliveries.due(both)).containsExactlyInAnyOrder(paused, open);

      bench.change("update pause set reason = 'unauthorised'");
      assertThat(bench.deliveries.due(both)).containsExactly(open);

      bench.change("update delivery set not_before = clock_timestamp() + interval '1 hour'");
      assertThat(bench.deliveries.due(both)).isEmpty();
    }
  }

  /** Only an opt-out goes: the decision of a person does not wait for ours. */
  @Test
  void aDispatcherSleepsWhileOnlyPausedSyncsHaveRows() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId paused = bench.eventSync(destination);
      bench.apply(
          bench.updated(
              person(new ProfileId("prf_1"), 1, "a@example.org", "A"), event("evt_1", Map.of())));
      bench.pause(paused);
      Counting counting = new Counting(bench.deliveries);
      bench.engine(counting);
      await().atMost(BOUND).until(() -> counting.asleep.get() == 1);
      int looks = counting.looks.get();
      int rounds = counting.rounds.get();
      await().atMost(BOUND).until(() -> counting.rounds.get() >= rounds + ROUNDS);
      assertThat(counting.looks).hasValue(looks);

      Collection<Catalogue.Destination> all = bench.catalogue().destinations().values();
      bench.execute("delete from pause");
      bench.execute(
          "insert into pause (workspace, kind, id, reason) values ('another', 'sync', '"
              + paused
              + "', 'asked')");
      assertThat(bench.deliveries.due(all)).as("of another workspace").containsOnly(destination);
    }
  }

  @Test
  void ofPausedSyncsOnlyOptOutsAreDueAndNoJobs() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId paused = bench.eventSync(destination);
      bench.apply(
          bench.updated(
              person(new ProfileId("prf_1"), 1, "a@example.org", "A"), event("evt_1", Map.of())));
      bench.pause(paused);
      Collection<Catalogue.Destination> all = bench.catalogue().destinations().values();
      assertThat(bench.deliveries.due(all)).isEmpty();
      bench.change("update delivery set lane = 0");
      assertThat(bench.deliveries.due(all)).containsExactly(destination);
      bench.change(
          "update delivery set lane = 1, state = 'submitted', job = 'j', sent_sync = sync,"
              + " submitted_at = now()");
      assertThat(bench.deliveries.due(all)).isEmpty();
      bench.execute("delete from pause");
      assertThat(bench.deliveries.due(all)).containsExactly(destination);
    }
  }

  /** Counts how often the ledger is asked, for one destination and for all. */
  private static final class Counting extends ForwardingDeliveryStore {
    private final boolean polls;
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicInteger asleep = new AtomicInteger();

    Counting(DeliveryStore store) {
      this(store, true);
    }

    /**
     * @param polls whether the engine finds work without a notification
     */
    private Counting(DeliveryStore store, boolean polls) {
      super(store);
      this.polls = polls;
    }

    /** Work that no notification announces, and that the engine itself does not know, waits. */
    static Counting withoutPolls(DeliveryStore store) {
      return new Counting(store, false);
    }

    @Override
    public WorkSearchResult claim(
        Catalogue.Destination destination, int turn, boolean retries, RowLimit limit)
        throws SQLException {
      looks.incrementAndGet();
      return super.claim(destination, turn, retries, limit);
    }

    @Override
    public Set<DestinationId> due(Collection<Catalogue.Destination> destinations)
        throws SQLException {
      asleep.set(destinations.size());
      Set<DestinationId> due = polls ? super.due(destinations) : Set.of();
      rounds.incrementAndGet();
      return due;
    }
  }
}
