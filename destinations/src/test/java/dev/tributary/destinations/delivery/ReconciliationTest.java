package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.WORKSPACE;
import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.Question;
import dev.tributary.destinations.postgres.queries.PostgresUncertainDeliveries;
import dev.tributary.destinations.postgres.queries.SyncStatusQueries;
import dev.tributary.destinations.postgres.reconciliation.PostgresReconciliationStore;
import dev.tributary.destinations.postgres.reconciliation.PostgresReconciliations;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.reconciliation.Reconciliation;
import dev.tributary.destinations.reconciliation.ReconciliationRounds;
import dev.tributary.destinations.reconciliation.Reconciliations;
import dev.tributary.destinations.reconciliation.Reconciliations.Difference;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.CatalogueSyncBuilder;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.SyncStatus;
import dev.tributary.destinations.sync.ValueSource;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ledger is compared with what a destination in memory has. */
class ReconciliationTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
  private Bench bench = Bench.allowing(EffectClass.A);
  private DestinationId destination = new DestinationId("");
  private SyncId sync = new SyncId("");
  private FakeDestination.Store store = new FakeDestination.Store();

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  private void syncOf(int people) throws Exception {
    destination = bench.destination();
    sync = bench.profileSync(destination);
    store = bench.fake.store(destination);
    bench.engine();
    deliver(people);
  }

  private void deliver(int people) throws Exception {
    for (int i = 1; i <= people; i++) {
      change(i, 1, "Name " + i);
    }
    await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == people);
  }

  private void change(int person, int version, String name) throws SQLException {
    bench.apply(
        bench.updated(person(new ProfileId("prf_" + person), version, address(person), name)));
  }

  private static String address(int person) {
    return "p%d@x.example".formatted(person);
  }

  private static String key(int person) {
    return "rows/" + address(person);
  }

  private Reconciliations runs() {
    return new PostgresReconciliations(bench.requests, () -> ids.next(Ids.RUN));
  }

  private ReconciliationRounds rounds(Duration margin) {
    return new ReconciliationRounds(
        new PostgresReconciliationStore(bench.worker, margin),
        this::catalogue,
        bench.sender::page,
        new PostgresUncertainDeliveries(bench.requests, Clock.systemUTC()),
        Clock.systemUTC());
  }

  private Catalogue catalogue() throws StoreFailure {
    try {
      return bench.catalogue();
    } catch (SQLException e) {
      throw new StoreFailure(e);
    }
  }

  private String started() throws SQLException {
    return runs().start(bench.catalogue().sync(sync).orElseThrow(), true).orElseThrow();
  }

  /** All steps of a run, each by an instance of its own. */
  private Reconciliation reconciled() throws SQLException {
    String id = started();
    int steps = 0;
    while (rounds(Duration.ZERO).step()) {
      assertThat(steps++).isLessThan(100);
    }
    return found(id);
  }

  /** How many records a repair has sent again. */
  private long repaired(String id) throws SQLException {
    long before = Objects.requireNonNullElse(found(id).repaired(), 0L);
    if (!runs().repair(bench.catalogue().sync(sync).orElseThrow(), id)) {
      return 0;
    }
    settle();
    return Objects.requireNonNull(found(id).repaired()) - before;
  }

  /** Until no step is due. */
  private void settle() {
    int steps = 0;
    while (rounds(Duration.ZERO).step()) {
      assertThat(steps++).isLessThan(100);
    }
  }

  private Reconciliation found(String id) {
    return runs().find(WORKSPACE, sync, id).orElseThrow();
  }

  private SyncStatus.@Nullable Drift drift() {
    return Objects.requireNonNull(
            new SyncStatusQueries(bench.requests).of(WORKSPACE, List.of(sync)).get(sync))
        .drift();
  }

  private String delivery(int person) throws SQLException {
    return bench.text(
        "select id from delivery where record_key = '%s' and destination = '%s'"
            .formatted(address(person), destination.value()));
  }

  @Test
  void recordsThatAgreeAreTheSame() throws Exception {
    syncOf(5);
    Reconciliation run = reconciled();
    assertThat(run.state()).isEqualTo(Reconciliation.State.DONE);
    assertThat(numbers(run)).containsExactly(5L, 0L, 0L, 0L);
    assertThat(run.listed()).isEqualTo(5);
    assertThat(store.pages.get()).as("two records a page").isEqualTo(3);
    assertThat(bench.number("select count(*) from reconciliation_record")).isZero();
    assertThat(bench.text("select coalesce(place, 'none') from reconciliation")).isEqualTo("none");
  }

  /** The same, missing, different and foreign ones. */
  private static List<@Nullable Long> numbers(Reconciliation run) {
    return List.of(
        Objects.requireNonNull(run.same()),
        Objects.requireNonNull(run.missing()),
        Objects.requireNonNull(run.different()),
        run.foreign());
  }

  @Test
  void missingDifferentAndForeignRecordsAreFoundAndTheFirstTwoAreSentAgain() throws Exception {
    syncOf(6);
    store.records.remove(key(2));
    store.records.put(key(4), "{\"name\":\"Edited\"}");
    store.records.put("rows/stranger@elsewhere.example", "{\"name\":\"Stranger\"}");
    Reconciliation run = reconciled();
    assertThat(numbers(run)).containsExactly(4L, 1L, 1L, 1L);
    assertThat(run.foreignExamples()).containsExactly("s•••@•••.example");
    assertThat(runs().differences(WORKSPACE, run.id(), true, 10))
        .containsExactly(new Difference(delivery(2), List.of()));
    assertThat(runs().differences(WORKSPACE, run.id(), false, 10))
        .containsExactly(new Difference(delivery(4), List.of("name")));
    assertThat(drift()).isEqualTo(new SyncStatus.Drift(run.id(), 1, 1, 1, run.startedAt()));
    int sent = store.requests.size();
    assertThat(repaired(run.id())).isEqualTo(2);
    assertThat(drift()).as("they were sent again").isNull();
    await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 6);
    assertThat(store.records.get(key(2))).isEqualTo("{\"name\":\"Name 2\"}");
    assertThat(store.records.get(key(4))).isEqualTo("{\"name\":\"Name 4\"}");
    assertThat(store.records).containsKey("rows/stranger@elsewhere.example");
    assertThat(store.writes.get(key(1))).as("same records are not sent").isEqualTo(1);
    assertThat(store.requests.size()).isGreaterThan(sent);
    assertThat(repaired(run.id())).as("a repetition").isZero();
    assertThat(found(run.id()).repaired()).isEqualTo(2);
    assertThat(numbers(reconciled())).containsExactly(6L, 0L, 0L, 1L);
    assertThat(bench.wronglyOpenOrLeased()).isEmpty();
  }

  @Test
  void recordsThatChangeWhileTheListIsReadAreNotMissing() throws Exception {
    syncOf(6);
    store.records.remove(key(5));
    store.records.remove(key(6));
    store.beforePage =
        () -> {
          store.beforePage = () -> {};
          try {
            change(5, 2, "Changed");
            change(7, 1, "New");
            await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 7);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
          // The list does not have yet what was written last.
          store.records.remove(key(5));
        };
    Reconciliation run = reconciled();
    assertThat(numbers(run)).containsExactly(4L, 1L, 0L, 0L);
    assertThat(runs().differences(WORKSPACE, run.id(), true, 10))
        .extracting(Difference::delivery)
        .containsExactly(delivery(6));
    assertThat(run.skipped()).isEqualTo(1);
  }

  @Test
  void recordsThatChangeAfterTheResultAreNotRepaired() throws Exception {
    syncOf(3);
    store.records.remove(key(1));
    store.records.remove(key(2));
    Reconciliation run = reconciled();
    change(1, 2, "Changed");
    await().atMost(BOUND).until(() -> store.records.containsKey(key(1)));
    await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 3);
    assertThat(repaired(run.id())).isEqualTo(1);
    await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 3);
    assertThat(store.writes.get(key(1))).isEqualTo(2);
  }

  /** A record whose match value a user has changed at the vendor keeps its id there. */
  @Test
  void aRecordWithAnotherMatchValueAtTheVendorIsFoundByItsIdAndNeverSentAgain() throws Exception {
    syncOf(2);
    store.records.put("rows/other@x.example", store.records.remove(key(1)));
    store.ids.put("rows/other@x.example", "v-" + delivery(1));
    Reconciliation run = reconciled();
    assertThat(numbers(run)).containsExactly(1L, 0L, 0L, 0L);
    assertThat(run.renamed()).isEqualTo(1);
    assertThat(repaired(run.id())).as("a repair could create a second record").isZero();
    assertThat(bench.count(destination, "delivered")).isEqualTo(2);
  }

  @Test
  void aSyncWithAnotherDestinationByNowRepairsNothing() throws Exception {
    syncOf(1);
    store.records.clear();
    Reconciliation run = reconciled();
    Catalogue.Sync now = bench.catalogue().sync(sync).orElseThrow();
    DestinationId another = bench.destination();
    Catalogue.Destination other = bench.catalogue().destination(another).orElseThrow();
    assertThat(
            runs().repair(CatalogueSyncBuilder.builder(now).destination(other).build(), run.id()))
        .isFalse();
    assertThat(runs().repair(CatalogueSyncBuilder.builder(now).version(9).build(), run.id()))
        .isFalse();
    assertThat(bench.count(destination, "delivered")).isEqualTo(1);
  }

  @Test
  void recordsThatWereDeliveredJustBeforeAreLeftOut() throws Exception {
    syncOf(2);
    store.records.clear();
    String id = started();
    while (rounds(Duration.ofMinutes(5)).step()) {
      assertThat(found(id).state()).isNotEqualTo(Reconciliation.State.FAILED);
    }
    assertThat(numbers(found(id))).containsExactly(0L, 0L, 0L, 0L);
    assertThat(found(id).skipped()).isEqualTo(2);
  }

  @Test
  void anotherInstanceContinuesAfterTheLastPageThatIsStored() throws Exception {
    syncOf(6);
    String id = started();
    ReconciliationRounds first = rounds(Duration.ZERO);
    assertThat(first.step()).as("notes what is expected").isTrue();
    assertThat(first.step()).as("the first page").isTrue();
    // The instance ends before it stores the second page.
    store.beforePage =
        () -> {
          store.beforePage = () -> {};
          throw new StackOverflowError("killed");
        };
    try {
      first.step();
    } catch (StackOverflowError e) {
      assertThat(e).hasMessage("killed");
    }
    assertThat(rounds(Duration.ZERO).step()).as("the lease goes on").isFalse();
    bench.execute("update reconciliation set lease_until = clock_timestamp()");
    settle();
    assertThat(numbers(found(id))).containsExactly(6L, 0L, 0L, 0L);
    assertThat(found(id).listed()).as("no page is counted twice").isEqualTo(6);
    assertThat(store.pages.get()).isEqualTo(4);
  }

  @Test
  void aListThatFailsIsNoEmptyList() throws Exception {
    syncOf(3);
    String id = started();
    rounds(Duration.ZERO).step();
    store.noPage = new Outcome.Transient("busy", null);
    rounds(Duration.ZERO).step();
    assertThat(found(id).words()).isEqualTo("busy");
    assertThat(found(id).state()).isEqualTo(Reconciliation.State.RUNNING);
    store.noPage = new Outcome.Misconfigured("no right to read");
    bench.execute("update reconciliation set not_before = clock_timestamp()");
    rounds(Duration.ZERO).step();
    assertThat(found(id).state()).isEqualTo(Reconciliation.State.FAILED);
    assertThat(found(id).words()).isEqualTo("no right to read");
    assertThat(found(id).missing()).isNull();
    assertThat(repaired(id)).isZero();
    settle();
    assertThat(bench.number("select count(*) from reconciliation_record")).isZero();
  }

  @Test
  void aSyncHasOneReconciliationAtATimeWhichCanBeCancelled() throws Exception {
    syncOf(3);
    String id = started();
    assertThat(runs().start(bench.catalogue().sync(sync).orElseThrow(), true)).isEmpty();
    rounds(Duration.ZERO).step();
    store.beforePage = () -> assertThat(runs().cancel(WORKSPACE, sync, id)).isTrue();
    rounds(Duration.ZERO).step();
    store.beforePage = () -> {};
    settle();
    assertThat(found(id).state()).isEqualTo(Reconciliation.State.CANCELLED);
    assertThat(found(id).listed()).isZero();
    assertThat(bench.number("select count(*) from reconciliation_record")).isZero();
    assertThat(runs().cancel(WORKSPACE, sync, id)).isFalse();
    assertThat(numbers(reconciled())).containsExactly(3L, 0L, 0L, 0L);
  }

  @Test
  void aPausedDestinationIsNotRead() throws Exception {
    syncOf(1);
    started();
    bench.pause(destination);
    assertThat(rounds(Duration.ZERO).step()).isFalse();
    bench.resume(destination);
    assertThat(rounds(Duration.ZERO).step()).isTrue();
  }

  @Test
  void pagesTakeOfTheBudgetsOfTheAccountBehindLiveRecords() throws Exception {
    bench.fake.budgets = List.of(Budget.requests(10, 1));
    syncOf(1);
    String id = started();
    rounds(Duration.ZERO).step();
    List<Question> asked = new CopyOnWriteArrayList<>();
    Instant later = Instant.now().plusSeconds(300);
    bench.limits.later =
        question -> {
          asked.add(question);
          return Optional.of(later);
        };
    rounds(Duration.ZERO).step();
    assertThat(asked).isNotEmpty().allMatch(question -> question.flow().backfill());
    assertThat(store.pages).hasValue(0);
    assertThat(found(id).state()).isEqualTo(Reconciliation.State.RUNNING);
    assertThat(found(id).words()).isNotEmpty();
    bench.limits.later = _ -> Optional.empty();
    assertThat(rounds(Duration.ZERO).step()).as("it waits").isFalse();
    bench.execute("update reconciliation set not_before = clock_timestamp()");
    while (rounds(Duration.ZERO).step()) {
      assertThat(found(id).state()).isNotEqualTo(Reconciliation.State.FAILED);
    }
    assertThat(numbers(found(id))).containsExactly(1L, 0L, 0L, 0L);
  }

  /** It belongs to the destination from the first accepted value on. */
  @Test
  void aFieldThatIsSetOnceIsNotComparedAndNotOverwrittenByARepair() throws Exception {
    destination = bench.destination();
    sync =
        bench.profileSync(
            destination,
            FakeDestination.PEOPLE,
            List.of(
                new FieldMapping("name", new ValueSource.Trait("name")),
                new FieldMapping("source", new ValueSource.Trait("email"), null, true)));
    store = bench.fake.store(destination);
    bench.engine();
    deliver(2);
    store.records.put("people/" + address(1), "{\"name\":\"Name 1\",\"source\":\"theirs\"}");
    store.records.put("people/" + address(2), "{\"name\":\"Edited\",\"source\":\"theirs\"}");
    Reconciliation run = reconciled();
    assertThat(numbers(run)).containsExactly(1L, 0L, 1L, 0L);
    assertThat(repaired(run.id())).isEqualTo(1);
    await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
    assertThat(store.records.get("people/" + address(2)))
        .isEqualTo("{\"name\":\"Name 2\",\"source\":\"theirs\"}");
  }

  @Test
  void anUncertainDeliveryThatIsThereIsDeliveredAndAnAbsentOneStaysUncertain() throws Exception {
    bench.close();
    bench = Bench.allowing(EffectClass.C);
    destination = bench.destination("{\"delivery\":\"at-most-once\"}");
    sync = bench.profileSync(destination);
    store = bench.fake.store(destination);
    store.behaviour = (batch, item) -> new Outcome.Ambiguous("no answer");
    bench.engine();
    change(1, 1, "Ann");
    change(2, 1, "Bob");
    change(3, 1, "Cid");
    await().atMost(BOUND).until(() -> bench.count(destination, "uncertain") == 3);
    store.records.put(key(1), "{\"name\":\"Ann\"}");
    store.ids.put(key(1), "their-1");
    store.records.put(key(3), "{\"name\":\"Before\"}");
    Reconciliation run = reconciled();
    assertThat(run.arrived()).isEqualTo(1);
    assertThat(run.skipped()).isEqualTo(2);
    assertThat(numbers(run)).containsExactly(0L, 0L, 0L, 0L);
    assertThat(bench.count(destination, "uncertain")).isEqualTo(2);
    assertThat(bench.text("select state from delivery where id = '%s'".formatted(delivery(1))))
        .isEqualTo("delivered");
    assertThat(bench.text("select vendor_id from delivery where id = '%s'".formatted(delivery(1))))
        .as("a change must not create the record again")
        .isEqualTo("their-1");
  }

  /** HubSpot has one record with the names and ids of those that were merged into it. */
  @Test
  void aRecordThatWasMergedIntoAnotherOneIsNotMissingAndNeverSentAgain() throws Exception {
    syncOf(3);
    store.records.remove(key(2));
    store.alsoNamed.put(key(1), List.of(address(2)));
    store.records.remove(key(3));
    store.alsoIds.put(key(1), List.of("v-" + delivery(3)));
    Reconciliation run = reconciled();
    assertThat(numbers(run)).containsExactly(1L, 0L, 0L, 0L);
    assertThat(run.renamed()).isEqualTo(2);
    assertThat(repaired(run.id())).isZero();
  }

  /** The record belongs to the sync that changed it last, but both have delivered it. */
  @Test
  void aRecordThatTwoSyncsFillIsComparedByBothAndSentAgainByNone() throws Exception {
    syncOf(2);
    SyncId first = sync;
    sync =
        bench.profileSync(
            destination, List.of(new FieldMapping("score", new ValueSource.Trait("name"))));
    change(1, 2, "Changed");
    await()
        .atMost(BOUND)
        .until(() -> Objects.requireNonNull(store.records.get(key(1))).contains("score"));
    await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
    store.records.remove(key(1));
    Reconciliation second = reconciled();
    assertThat(numbers(second)).as("it knows the other record").containsExactly(0L, 1L, 0L, 0L);
    sync = first;
    Reconciliation run = reconciled();
    assertThat(numbers(run)).containsExactly(1L, 1L, 0L, 0L);
    assertThat(repaired(run.id())).isZero();
  }

  /** Its fields are the same, so the list is not in the content of the record. */
  @Test
  void aRecordThatIsOnAListOfAnotherSyncIsNotSentAgain() throws Exception {
    destination = bench.destination();
    List<FieldMapping> mapping = List.of(new FieldMapping("name", new ValueSource.Trait("name")));
    sync = bench.profileSync(destination, "contacts", mapping);
    store = bench.fake.store(destination);
    bench.engine();
    deliver(2);
    AudienceId audience = new AudienceId("aud_1");
    SyncId list = bench.audienceSync(destination, "contacts", audience);
    bench.apply(bench.member(audience, new ProfileId("prf_1"), true, 1, 1));
    await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 3);
    assertThat(bench.text("select sync from delivery where parent is not null"))
        .isEqualTo(list.value());
    store.records.remove("contacts/" + address(1));
    store.records.remove("contacts/" + address(2));
    Reconciliation run = reconciled();
    assertThat(numbers(run)).containsExactly(0L, 2L, 0L, 0L);
    assertThat(repaired(run.id())).as("a new id would have no membership").isEqualTo(1);
    await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 3);
    assertThat(store.records).containsKey("contacts/" + address(2));
    assertThat(store.records).doesNotContainKey("contacts/" + address(1));
  }

  @Test
  void aRemovedRecordThatIsThereAgainIsCounted() throws Exception {
    syncOf(1);
    bench.execute(
        "update delivery set hash = 'absent', delivered_hash = 'absent', content = '{}' where id ="
            + " '%s'".formatted(delivery(1)));
    Reconciliation run = reconciled();
    assertThat(run.returned()).isEqualTo(1);
    assertThat(numbers(run)).containsExactly(0L, 0L, 0L, 0L);
  }

  @Test
  void aChangeOfTheDestinationEndsARun() throws Exception {
    syncOf(1);
    String id = started();
    rounds(Duration.ZERO).step();
    bench.execute("update reconciliation set destination_version = destination_version + 1");
    rounds(Duration.ZERO).step();
    assertThat(found(id).state()).isEqualTo(Reconciliation.State.FAILED);
    assertThat(found(id).words()).contains("destination has changed");
  }

  @Test
  void aRunThatCannotGoOnForAWeekEndsAndKeepsNoMatchValue() throws Exception {
    syncOf(1);
    String id = started();
    bench.execute(
        "update reconciliation set place = 'ann', started_at = clock_timestamp() - interval '8"
            + " days', not_before = clock_timestamp() + interval '1 hour'");
    settle();
    assertThat(found(id).state()).isEqualTo(Reconciliation.State.FAILED);
    assertThat(bench.text("select coalesce(place, 'none') from reconciliation")).isEqualTo("none");
  }

  /** In parts of 5,000: the notes are made up, as if their records had been listed or not. */
  @Test
  void manyNotesAreClosedSentAgainAndForgottenInParts() throws Exception {
    syncOf(1);
    String id = started();
    bench.insertCopies(
        """
        select (jsonb_populate_record(d, jsonb_build_object(
          'id', 'dlv_' || lpad(i::text, 6, '0'), 'record_key', 'k' || i))).*
        from delivery d, generate_series(1, 12001) i where d.id = '%s'\
        """
            .formatted(delivery(1)));
    bench.execute("update reconciliation set phase = 'closing'");
    bench.execute(
        """
        insert into reconciliation_record (reconciliation, workspace, delivery, version, finding)
        select '%s', workspace, id, version,
          case when id < 'dlv_012001' then 'expected' else 'same' end
        from delivery where record_key like 'k%%'\
        """
            .formatted(id));
    settle();
    assertThat(numbers(found(id))).containsExactly(1L, 12_000L, 0L, 0L);
    assertThat(bench.number("select count(*) from reconciliation_record")).isEqualTo(12_000);
    assertThat(found(id).compared()).isEqualTo(12_001);
    bench.pause(destination);
    assertThat(runs().repair(bench.catalogue().sync(sync).orElseThrow(), id)).isTrue();
    assertThat(rounds(Duration.ZERO).step()).as("it is paused").isFalse();
    bench.execute("delete from pause where kind = 'destination'");
    bench.execute("update delivery set not_before = 'infinity' where state = 'pending'");
    assertThat(rounds(Duration.ZERO).step()).isTrue();
    assertThat(found(id).repaired()).isEqualTo(5_000);
    assertThat(runs().start(bench.catalogue().sync(sync).orElseThrow(), true))
        .as("its repair goes on")
        .isEmpty();
    settle();
    assertThat(found(id).repaired()).isEqualTo(12_000);
    assertThat(started()).isNotEqualTo(id);
    PostgresReconciliationStore notes =
        new PostgresReconciliationStore(bench.worker, Duration.ZERO);
    int parts = 0;
    while (notes.forget()) {
      parts++;
    }
    assertThat(parts).isEqualTo(3);
    assertThat(bench.number("select count(*) from reconciliation_record")).isZero();
  }

  @Test
  void aSyncFromWhichRecordsCanHaveLeftIsNotRepaired() throws Exception {
    syncOf(0);
    Catalogue.Sync profiles = bench.catalogue().sync(sync).orElseThrow();
    assertThat(ReconciliationRounds.repairObstacle(profiles)).isEmpty();
    bench.fake.idsChange = true;
    assertThat(ReconciliationRounds.repairObstacle(profiles).orElseThrow())
        .contains("looks like a missing one");
    bench.fake.idsChange = false;
    SyncId audience = bench.audienceSync(destination, "rows", new AudienceId("aud_1"));
    Catalogue.Sync members = bench.catalogue().sync(audience).orElseThrow();
    assertThat(ReconciliationRounds.repairObstacle(members).isPresent())
        .isEqualTo(!members.mirrors());
    String id = runs().start(members, false).orElseThrow();
    bench.execute("update reconciliation set state = 'done', missing = 1, different = 0");
    assertThat(runs().repair(members, id)).isFalse();
    sync = audience;
    assertThat(drift()).as("nobody can decide").isNull();
  }

  @Test
  void aRepairOfManyRecordsNeedsTheConsentOfAUser() {
    assertThat(Reconciliation.isHeld(20, 100)).isFalse();
    assertThat(Reconciliation.isHeld(21, 100)).isTrue();
    assertThat(Reconciliation.isHeld(100, 1_000)).isFalse();
    assertThat(Reconciliation.isHeld(101, 1_000)).isTrue();
  }
}
