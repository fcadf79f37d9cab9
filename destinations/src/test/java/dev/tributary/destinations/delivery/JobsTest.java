package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Manifest.BatchLimits;
import dev.tributary.destinations.connector.ManifestObjectTypeBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.deliveries.DeliveryFilter;
import dev.tributary.destinations.deliveries.DeliveryRow;
import dev.tributary.destinations.ledger.DeliveryOrder;
import dev.tributary.destinations.ledger.Presence;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.postgres.queries.FlowQueries;
import dev.tributary.destinations.postgres.queries.PostgresDeliveryLog;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Records in jobs of a destination, which is asked for their results. */
class JobsTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String NOW_DUE =
      "update delivery set not_before = clock_timestamp() - interval '1 second'";

  /** The order of the ids is the opposite of the order in which the items were sent. */
  private static final String REVERSED =
      "update delivery d set desired_at = d.desired_at - interval '1 second'"
          + " * (select count(*) from delivery o where o.id < d.id)";

  @Test
  void eachResultIsForTheItemAtItsPositionAlsoIfTheJobHasSomeResultsFirst() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> submitted("job-1");
      Map<Integer, Outcome> results =
          Map.of(
              0, new Outcome.Delivered("v-0"),
              1, new Outcome.Rejected(null, "no"),
              2, new Outcome.Accepted("v-2"),
              3, new Outcome.RefusedExisting("is there"));
      List<Integer> firstOnes = List.of(1, 2);
      AtomicInteger answers = new AtomicInteger();
      store.jobAnswer =
          (job, item) -> {
            int position = store.requests.getFirst().items().indexOf(item);
            boolean first = answers.getAndIncrement() < 4;
            return first && !firstOnes.contains(position) ? submitted(job) : results.get(position);
          };
      bench.apply(people(bench, 4));
      bench.change(REVERSED);
      bench.engine();
      await().atMost(BOUND).until(() -> bench.busy() == 0);

      List<Item> sent = store.requests.getFirst().items();
      assertThat(sent).extracting(Item::delivery).isSortedAccordingTo((a, b) -> b.compareTo(a));
      Map<String, String> states =
          rows(bench).stream()
              .collect(Collectors.toMap(DeliveryRow::id, row -> row.state().wireName()));
      assertThat(sent.stream().map(item -> states.get(item.delivery())))
          .containsExactly("delivered", "rejected", "accepted", "rejected");
      assertThat(bench.text("select reason from delivery where id = '%s'".formatted(id(sent, 3))))
          .isEqualTo("exists");
      assertThat(store.asked.getFirst().items())
          .extracting(Item::position)
          .containsExactly(0, 1, 2, 3);
      assertThat(store.asked.getLast().items()).extracting(Item::position).containsExactly(0, 3);
      assertThat(store.requests).hasSize(1);
    }
  }

  @Test
  void questionsAreNoSentRecordsAndAnOutcomeIsPublishedOncePerAttempt() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.fake.store(destination).behaviour = (batch, item) -> submitted("job-1");
      bench.apply(people(bench, 3));
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 3);
      assertThat(bench.number("select count(*) from attempt where question")).isEqualTo(1);
      assertThat(new FlowQueries(bench.requests).of(Bench.WORKSPACE, destination).sentLastMinute())
          .isEqualTo(3);
      String published =
          bench.text("select string_agg(convert_from(payload, 'UTF8'), '') from outcome_outbox");
      assertThat(published).contains("\"delivered\"").doesNotContain("\"submitted\"");
    }
  }

  @Test
  void theSyncThatSentTheItemsAsksAlsoForThoseOfAnotherSyncByNow() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> submitted("job-1");
      store.jobAnswer = (job, item) -> submitted(job);
      bench.engine();
      bench.apply(people(bench, 3));
      await().atMost(BOUND).until(() -> bench.count(destination, "submitted") == 3);
      SyncId other = bench.profileSync(destination);
      bench.change(
          "update delivery set sync = '%s' where record_key = 'p1@example.org'".formatted(other));
      delete(bench, other);
      int before = store.asked.size();
      await().atMost(BOUND).until(() -> store.asked.size() > before + 4);
      assertThat(bench.count(destination, "submitted")).isEqualTo(3);
      assertThat(store.asked.subList(before + 1, store.asked.size()))
          .allMatch(batch -> batch.sync().equals(sync) && batch.items().size() == 3);
      store.jobAnswer = (job, item) -> null;
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 3);
      assertThat(store.requests).hasSize(1);
    }
  }

  @Test
  void ifTheSyncThatSentTheItemsIsDeletedTheirContentIsUnknown() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      SyncId other = bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> store.requests.size() == 1 ? submitted("job-1") : null;
      store.jobAnswer = (job, item) -> submitted(job);
      DeliveryEngine engine = bench.engine();
      bench.apply(people(bench, 3));
      await().atMost(BOUND).until(() -> bench.count(destination, "submitted") == 3);
      engine.close();
      await().atMost(BOUND).until(engine::idle);
      // One of them has been taken over by the other sync since it was sent.
      bench.change(
          ("update delivery set sent_sync = '%1$s', lease_until = null, sync = case record_key"
                  + " when 'p1@example.org' then '%2$s' else '%1$s' end")
              .formatted(sync, other));
      delete(bench, sync);
      bench.engine();
      await().atMost(BOUND).until(() -> bench.busy() == 0);
      assertThat(bench.count(destination, "dead")).isEqualTo(2);
      assertThat(bench.count(destination, "delivered")).as("the other sync sent it").isEqualTo(1);
      assertThat(rows(bench))
          .filteredOn(row -> "sync-deleted".equals(row.reason()))
          .hasSize(2)
          .allMatch(row -> row.presence() == Presence.UNKNOWN);
      assertThat(bench.number("select count(*) from delivery where job is not null")).isZero();
    }
  }

  @Test
  void aJobThatIsYoungerThanTheFirstAttemptHasItsWholeDay() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> submitted("job-1");
      store.jobAnswer = (job, item) -> submitted(job);
      bench.engine();
      bench.apply(people(bench, 2));
      await().atMost(BOUND).until(() -> bench.count(destination, "submitted") == 2);
      bench.change("update delivery set first_attempt_at = first_attempt_at - interval '30 hours'");
      int before = store.questions.get();
      await().atMost(BOUND).until(() -> store.questions.get() > before + 2);
      assertThat(bench.count(destination, "submitted")).isEqualTo(2);
    }
  }

  @Test
  void aPauseOfMoreThanADayLosesNoResult() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> submitted("job-1");
      store.jobAnswer = (job, item) -> new Outcome.Unauthorised("401");
      bench.engine();
      bench.apply(people(bench, 2));
      await().atMost(BOUND).until(() -> bench.number("select count(*) from pause") == 1);
      bench.change(
          "update delivery set first_attempt_at = first_attempt_at - interval '30 hours',"
              + " submitted_at = submitted_at - interval '30 hours'");
      store.jobAnswer = (job, item) -> null;
      bench.resume(destination);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
      assertThat(store.requests).hasSize(1);
    }
  }

  @Test
  void aQuestionThatShowsAWrongSyncIsNotRepeatedWhileTheSyncIsPaused() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> submitted("job-1");
      store.jobAnswer = (job, item) -> new Outcome.Misconfigured("no such list");
      bench.engine();
      bench.apply(people(bench, 1));
      await()
          .atMost(BOUND)
          .until(() ->
              bench.number("select count(*) from pause where id = '%s'".formatted(sync)) == 1);
      int before = store.questions.get();
      await()
          .during(Duration.ofSeconds(2))
          .atMost(BOUND)
          .until(() -> store.questions.get() <= before + 1);
      assertThat(bench.count(destination, "submitted")).isEqualTo(1);
    }
  }

  @Test
  void optOutsGoBeforeQuestionsAndOthersTakeTurnsWithThem() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      bench.profileSync(id);
      bench.fake.store(id).behaviour = (batch, item) -> submitted("job-" + item.matchValue());
      DeliveryEngine engine = bench.engine();
      bench.fake.store(id).jobAnswer = (job, item) -> submitted(job);
      bench.apply(people(bench, 9));
      await().atMost(BOUND).until(() -> bench.count(id, "submitted") == 9);
      engine.close();
      await().atMost(BOUND).until(engine::idle);
      bench.eventSync(id);
      for (int i = 0; i < 150; i++) {
        bench.apply(
            bench.updated(
                person(new ProfileId("prf_new"), i + 1, "new@example.org", "Name"),
                Bench.event("evt_" + i, Map.of())));
      }
      bench.change("update delivery set lane = 0 where record_key = 'new@example.org'");
      bench.change(NOW_DUE + " where state = 'submitted'");
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      List<String> claimed = new ArrayList<>();
      for (int turn = 0; turn < 5; turn++) {
        LeasedBatch batch =
            ((WorkSearchResult.Taken) bench.deliveries.claim(destination, turn, true)).batch();
        boolean optOut = batch.rows().getFirst().lane() == Priority.OPT_OUT;
        claimed.add(batch.job() != null ? "question" : optOut ? "opt-out" : "live");
      }
      assertThat(claimed).containsExactly("opt-out", "live", "question", "live", "question");
    }
  }

  @Test
  void aSearchForJobsLocksInTheOrderOfTheLedgerAndOnlyOneInstanceAsks() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      bench.profileSync(id);
      bench.fake.store(id).behaviour = (batch, item) -> submitted("job-1");
      bench.fake.store(id).jobAnswer = (job, item) -> submitted(job);
      bench.apply(people(bench, 2));
      bench.change(REVERSED);
      DeliveryEngine engine = bench.engine();
      await().atMost(BOUND).until(() -> bench.count(id, "submitted") == 2);
      engine.close();
      await().atMost(BOUND).until(engine::idle);
      // The last row in the order of the ids is the first one of the job.
      bench.change(NOW_DUE + " - interval '1 second' * job_item, lease_until = null");
      bench.change(
          "update delivery set not_before = not_before - interval '1 minute' where job_item = 0");
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();

      List<CompletableFuture<WorkSearchResult>> instances = new ArrayList<>();
      try (Connection ledger = bench.worker.getConnection()) {
        ledger.setAutoCommit(false);
        lock(ledger, "asc");
        for (int i = 0; i < 2; i++) {
          instances.add(
              CompletableFuture.supplyAsync(
                  () -> claim(bench, destination), Thread::startVirtualThread));
        }
        await()
            .atMost(BOUND)
            .untilAsserted(() -> assertThat(waiting(bench, instances)).isEqualTo(2));
        lock(ledger, "desc");
        ledger.commit();
      }
      List<WorkSearchResult> found = instances.stream().map(CompletableFuture::join).toList();
      assertThat(found)
          .filteredOn(WorkSearchResult.Taken.class::isInstance)
          .singleElement()
          .satisfies(taken ->
              assertThat(((WorkSearchResult.Taken) taken).batch().rows())
                  .extracting(ClaimedDelivery::jobItem)
                  .containsExactly(0, 1));
      assertThat(bench.deliveries.due(List.of(destination))).as("leased").isEmpty();
    }
  }

  /** A failure of ours says nothing about the job, so its records are not sent again. */
  @Test
  void recordsStayInTheirJobWhileTheirAccountCannotBeRead() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.account = "one";
      store.behaviour = (batch, item) -> submitted("job-1");
      store.jobAnswer = (job, item) -> submitted(job);
      bench.engine();
      bench.apply(people(bench, 1));
      await().atMost(BOUND).until(() -> bench.count(destination, "submitted") == 1);
      bench.execute("alter table vendor_account rename to unreadable");
      long before = bench.number("select fence from delivery");
      bench.change(NOW_DUE);
      await()
          .atMost(BOUND)
          .until(() ->
              bench.number(
                      "select count(*) from delivery where lease_until is null and fence > "
                          + (before + 1))
                  == 1);
      assertThat(bench.count(destination, "submitted")).isEqualTo(1);
      bench.execute("alter table unreadable rename to vendor_account");
      bench.change(NOW_DUE);
      store.jobAnswer = (job, item) -> new Outcome.Delivered(null);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      assertThat(store.requests).hasSize(1);
    }
  }

  private static long waiting(Bench bench, List<CompletableFuture<WorkSearchResult>> instances)
      throws SQLException {
    assertThat(instances).noneMatch(CompletableFuture::isDone);
    return bench.number(
        "select count(*) from pg_stat_activity"
            + " where datname = current_database() and wait_event_type = 'Lock'");
  }

  private static WorkSearchResult claim(Bench bench, Catalogue.Destination destination) {
    try {
      return bench.deliveries.claim(destination, 0, true);
    } catch (StoreFailure e) {
      throw new IllegalStateException(e);
    }
  }

  private static void lock(Connection tx, String order) throws SQLException {
    try (Statement statement = tx.createStatement()) {
      statement.execute("set local lock_timeout = '2s'");
      statement.execute("select from delivery order by id " + order + " limit 1 for update");
    }
  }

  @Test
  void aLateReportOfAQuestionChangesNothing() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      bench.profileSync(id);
      bench.fake.store(id).behaviour = (batch, item) -> submitted("job-1");
      bench.fake.store(id).jobAnswer = (job, item) -> submitted(job);
      bench.apply(people(bench, 1));
      DeliveryEngine engine = bench.engine();
      await().atMost(BOUND).until(() -> bench.count(id, "submitted") == 1);
      engine.close();
      await().atMost(BOUND).until(engine::idle);
      bench.change(NOW_DUE + ", lease_until = null");
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      LeasedBatch late = ((WorkSearchResult.Taken) claim(bench, destination)).batch();
      bench.change(NOW_DUE + ", lease_until = null");
      LeasedBatch asked = ((WorkSearchResult.Taken) claim(bench, destination)).batch();
      report(bench, asked);
      report(bench, late);
      DeliveryRow row = rows(bench).getFirst();
      assertThat(row.state().wireName()).isEqualTo("delivered");
      assertThat(row.attempts()).hasSize(2).endsWith(asked.attempt());
      assertThat(bench.number("select sum(delivered) from sync_hour")).isEqualTo(1);
    }
  }

  @Test
  void aJobIsNotLostIfItsAttemptIsTakenOverBeforeItsReport() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      bench.profileSync(id);
      bench.apply(people(bench, 1));
      Catalogue catalogue = bench.catalogue();
      LeasedBatch sent =
          ((WorkSearchResult.Taken) claim(bench, catalogue.destination(id).orElseThrow())).batch();
      bench.change("update delivery set lease_until = clock_timestamp() - interval '1 second'");
      LeasedBatch takenOver = bench.deliveries.abandoned(catalogue).getFirst();
      report(bench, sent, submitted("job-1"));
      report(bench, takenOver, new Outcome.Ambiguous("The worker stopped"));
      assertThat(rows(bench).getFirst().state().wireName()).isEqualTo("submitted");
      assertThat(bench.text("select job from delivery")).isEqualTo("job-1");
    }
  }

  /** Otherwise each question would read all rows of all jobs that are due. */
  @Test
  void aQuestionReadsABoundedNumberOfRowsAndALaterOneTheRest() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.declaring =
          object ->
              ManifestObjectTypeBuilder.builder(object)
                  .batchSize(2)
                  .batch(new BatchLimits(2, null, null, Duration.ZERO))
                  .build();
      DestinationId id = bench.destination();
      bench.profileSync(id);
      bench.apply(people(bench, 1));
      bench.change(
          """
          update delivery set id = 'dlv_1', state = 'submitted', sent_sync = sync, job = 'job-1',
            job_item = 1, submitted_at = now(), not_before = now() - interval '1 hour'\
          """);
      bench.insertCopies(
          """
          select (jsonb_populate_record(d, jsonb_build_object(
            'id', 'dlv_' || n, 'record_key', 'more' || n, 'job_item', n,
            'job', 'job-' || case when n in (2, 60) then 1 else n end,
            'not_before', d.not_before + interval '1 second' * n))).*
          from delivery d, generate_series(2, 60) n\
          """);
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      List<List<String>> questions = new ArrayList<>();
      while (bench.deliveries.claim(destination, 0, true)
          instanceof WorkSearchResult.Taken(LeasedBatch batch, _, _)) {
        questions.add(batch.rows().stream().map(ClaimedDelivery::id).toList());
      }
      assertThat(questions.getFirst()).containsExactly("dlv_1", "dlv_2");
      assertThat(questions.stream().flatMap(List::stream))
          .hasSize(60)
          .doesNotHaveDuplicates()
          .endsWith("dlv_60");
    }
  }

  private static void report(Bench bench, LeasedBatch batch) throws StoreFailure, SQLException {
    report(bench, batch, new Outcome.Delivered("v-1"));
  }

  private static void report(Bench bench, LeasedBatch batch, Outcome outcome)
      throws StoreFailure, SQLException {
    List<Outcome> outcomes = List.of(outcome);
    OutcomeDecision decision =
        new OutcomeDecision(
            EffectClass.A, false, Instant.now(), Duration.ofSeconds(1), Duration.ofSeconds(1));
    List<AttemptReport> reports = decision.of(batch.rows(), outcomes);
    bench.deliveries.report(batch, reports, AttemptResult.of(reports, outcomes, List.of()));
  }

  private static String id(List<Item> sent, int position) {
    return sent.get(position).delivery();
  }

  private static void delete(Bench bench, SyncId sync) throws SQLException {
    bench.change(
        "update definition set deleted = true, version = version + 1, updated_at = now()"
            + " where id = '%s'".formatted(sync));
  }

  private static Outcome.Submitted submitted(String job) {
    return new Outcome.Submitted(job, Instant.now(), "working");
  }

  private static Message[] people(Bench bench, int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            bench.updated(person(new ProfileId("prf_" + i), 1, "p" + i + "@example.org", "Name")))
        .toArray(Message[]::new);
  }

  private static List<DeliveryRow> rows(Bench bench) {
    return new PostgresDeliveryLog(bench.requests)
        .list(Bench.WORKSPACE, DeliveryFilter.ALL, DeliveryOrder.CREATED, null, 100);
  }
}
