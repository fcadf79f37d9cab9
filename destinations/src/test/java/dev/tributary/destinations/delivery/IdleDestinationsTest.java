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
import dev.tributary.destinations.limit.Backoff;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.protocol.StoreFailure;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a destination costs that has nothing to do. */
class IdleDestinationsTest {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final Duration SHORT_BOUND = Duration.ofSeconds(45);
  private static final Backoff YEARS =
      new Backoff(Duration.ofDays(3_650), Duration.ofDays(3_650), new Random(7));
  private static final int DESTINATIONS = 50;
  private static final int ROUNDS = 4;
  private static final int PEOPLE = 10;

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

      bench.apply(events(bench, 0, 1_050, 1_050));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2_100);
    }
  }

  @Test
  void aDestinationThatAnswersWithALimitIsNeitherAskedNorSearchedForMeanwhile() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> limit();
      Counting counting = new Counting(bench.deliveries);
      DeliveryEngine engine = bench.engine(counting);
      bench.apply(events(bench, 0, 1_050));
      await().atMost(BOUND).until(() -> isLimited(bench, engine));
      // The ends of the last deliveries may still wake the dispatcher.
      int ended = counting.rounds.get();
      await().atMost(BOUND).until(() -> counting.rounds.get() >= ended + ROUNDS);
      int looks = counting.looks.get();
      int rounds = counting.rounds.get();
      await().atMost(BOUND).until(() -> counting.rounds.get() >= rounds + ROUNDS);
      assertThat(counting.looks).hasValueLessThan(looks + ROUNDS);
      assertThat(store.requests).hasSizeLessThanOrEqualTo(bench.fake.manifest().concurrency());
    }
  }

  /** Each of the other deliveries needs a search, and the oldest rows are searched first. */
  @Test
  void aLimitOfOneObjectHoldsNoOther() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> batch.object().equals("events") ? limit() : null;
      DeliveryEngine engine = bench.engine();
      bench.apply(events(bench, 0, 1_050));
      await().atMost(BOUND).until(() -> isLimited(bench, engine));
      deliverOthers(bench, destination);
      assertThat(events(store)).isLessThanOrEqualTo(bench.fake.manifest().concurrency());
    }
  }

  @Test
  void anOptOutDoesNotWaitForTheLimitOfOtherRows() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> batch.object().equals("events") ? limit() : null;
      DeliveryEngine engine = bench.engine();
      bench.apply(events(bench, 0, 1_050));
      await().atMost(BOUND).until(() -> isLimited(bench, engine));
      long before = events(store);
      bench.change(
          "update delivery set lane = 0 where id in (select id from delivery"
              + " where state = 'pending' and reason is null limit 300)");
      deliverOthers(bench, destination);
      assertThat(events(store))
          .as("opt-outs have a limit of their own")
          .isBetween(before + 1, before + bench.fake.manifest().concurrency());
    }
  }

  @Test
  void aLateSuccessOfAnOlderBatchEndsNoLimit() throws Exception {
    assertThatALimitLastsAfter(null);
  }

  @Test
  void aTimeOutAfterALimitDoesNotShortenTheLimit() throws Exception {
    assertThatALimitLastsAfter(new Outcome.Ambiguous("time-out"));
  }

  @Test
  void aBatchThatIsOnlyHeldBackEndsNoLimit() throws Exception {
    assertThatALimitLastsAfter(new Outcome.HeldBack(Instant.now(), "our pace"));
  }

  /**
   * Of the first batches, which are under way together, one gets a limit.
   *
   * @param late the outcome of the others after that; null for a success
   */
  private static void assertThatALimitLastsAfter(@Nullable Outcome late) throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      int workers = bench.fake.manifest().concurrency();
      CountDownLatch limited = new CountDownLatch(1);
      store.before = () -> await().atMost(BOUND).until(() -> store.requests.size() >= workers);
      store.behaviour =
          (batch, item) -> {
            if (!batch.object().equals("events")) {
              return null;
            }
            if (batch == store.requests.getFirst()) {
              return limit();
            }
            await().pollDelay(Duration.ZERO).atMost(BOUND).until(() -> limited.getCount() == 0);
            return late;
          };
      DeliveryEngine engine = bench.engine();
      bench.apply(events(bench, 0, 1_050));
      await().atMost(BOUND).until(() -> rateLimited(bench) > 0);
      limited.countDown();
      await().atMost(BOUND).until(engine::idle);
      deliverOthers(bench, destination);
      assertThat(events(store)).isEqualTo(workers);
    }
  }

  @Test
  void anObjectThatTakesPartOfEachBatchIsNotLimited() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> item == batch.items().getFirst() ? limit() : null;
      bench.engine();
      bench.apply(events(bench, 0, 250));
      await()
          .atMost(SHORT_BOUND)
          .until(() ->
              bench.count(destination, "delivered") + rateLimited(bench) == 250
                  && bench.count(destination, "in-flight") == 0);
      assertThat(store.requests).hasSizeGreaterThan(2);
    }
  }

  @Test
  void afterALimitTheObjectGoesOn() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      Instant until = Instant.now().plusSeconds(1);
      store.behaviour =
          (batch, item) ->
              Instant.now().isBefore(until) ? new Outcome.RateLimited(until, "slowly") : null;
      bench.engine(Counting.withoutPolls(bench.deliveries));
      bench.apply(events(bench, 0, 1_050));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1_050);
    }
  }

  /** A user may have bought a larger quota. */
  @Test
  void aChangedDefinitionEndsTheLimits() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> limit();
      DeliveryEngine engine = bench.engine();
      bench.apply(events(bench, 0, 1_050));
      await().atMost(BOUND).until(() -> isLimited(bench, engine));
      store.behaviour = (batch, item) -> null;
      bench.execute(
          "update definition set version = version + 1, updated_at = now() where id = '"
              + destination
              + "'");
      await().atMost(SHORT_BOUND).until(() -> bench.count(destination, "delivered") == 1_050);
    }
  }

  /** A limit that lasts longer than {@link #SHORT_BOUND}. */
  private static Outcome limit() {
    return new Outcome.RateLimited(Instant.now().plusSeconds(59), "slowly");
  }

  private static long rateLimited(Bench bench) throws SQLException {
    return bench.number("select count(*) from delivery where reason = 'rate-limited'");
  }

  private static boolean isLimited(Bench bench, DeliveryEngine engine) throws SQLException {
    return rateLimited(bench) > 0 && engine.idle();
  }

  private static long events(FakeDestination.Store store) {
    return store.requests.stream().filter(batch -> batch.object().equals("events")).count();
  }

  /** Delivers records of another object, one after another. */
  private static void deliverOthers(Bench bench, DestinationId destination) throws Exception {
    bench.profileSync(destination);
    bench.catalogue();
    for (int i = 0; i < 5; i++) {
      String email = "other" + i + "@example.org";
      bench.apply(bench.updated(person(new ProfileId("prf_other" + i), 1, email, "Name")));
      await()
          .atMost(SHORT_BOUND)
          .until(() ->
              bench.number(
                      "select count(*) from delivery where state = 'delivered' and record_key = '"
                          + email
                          + "'")
                  == 1);
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

  /** Events of a few people, because each person costs more than an event. */
  private static Message[] events(Bench bench, int from, int count) {
    return events(bench, from, count, PEOPLE);
  }

  private static Message[] events(Bench bench, int from, int count, int people) {
    return IntStream.range(from, from + count)
        .mapToObj(n ->
            bench.updated(
                person(new ProfileId("prf_" + n % people), 1, n % people + "@example.org", "Name"),
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
        throws StoreFailure {
      looks.incrementAndGet();
      return super.claim(destination, turn, retries, limit);
    }

    @Override
    public Set<DestinationId> due(Collection<Catalogue.Destination> destinations)
        throws StoreFailure {
      asleep.set(destinations.size());
      Set<DestinationId> due = polls ? super.due(destinations) : Set.of();
      rounds.incrementAndGet();
      return due;
    }
  }
}
