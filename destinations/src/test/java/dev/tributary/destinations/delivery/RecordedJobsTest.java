package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.deliveries.DeliveryFilter;
import dev.tributary.destinations.deliveries.DeliveryRow;
import dev.tributary.destinations.delivery.FakeJobVendor.Shape;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.DeliveryOrder;
import dev.tributary.destinations.ledger.Presence;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.BudgetBuilder;
import dev.tributary.destinations.postgres.queries.PostgresDeliveryLog;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.JobLost;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Jobs that the ledger records: their results, their leases and their end. */
class RecordedJobsTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int RECORDS = 4;

  @Test
  void resultsAreReadByTheirKeyWhateverTheirOrderIs() throws Exception {
    FakeJobVendor vendor = vendor(Shape.CLOSED, EffectClass.A);
    vendor.refuses = List.of("p1@example.org");
    vendor.files =
        lines(rows -> {
          List<String> other = new ArrayList<>(rows);
          Collections.reverse(other);
          other.addAll(rows);
          other.add("another@example.org,");
          return other.stream();
        });
    try (Running run = new Running(vendor)) {
      wait(() -> run.count("delivered") == RECORDS - 1);
      assertThat(run.states())
          .containsEntry("p1@example.org", "rejected rejected")
          .containsEntry("p2@example.org", "delivered");
      assertThat(run.bench.text("select words from delivery where state = 'rejected'"))
          .isEqualTo("refused p1@example.org");
      assertThat(run.jobs()).isZero();
    }
  }

  /** The job may refuse a record later, and then nothing says any more that the place was gone. */
  @Test
  void aPlaceThatIsGoneHasNoFieldsOfRecordsThatStayInAJob() throws Exception {
    FakeJobVendor vendor = vendor(Shape.SUBMITTED, EffectClass.A);
    vendor.place =
        new Place(
            "people",
            "ID",
            FakeJobVendor.finding(new Place.Finding.Found("new")),
            FakeJobVendor.finding(new Place.Finding.Missing("")));
    try (Running run = new Running(vendor, new LostRecordTest.OnePlace())) {
      wait(() -> run.count("delivered") == RECORDS);
      vendor.always = "working";
      vendor.statuses.add(410);
      run.bench.apply(people(run.bench, 2));
      wait(() -> run.bench.number("select count(*) from job where lease_until is null") == 1);
      assertThat(vendor.statuses).isEmpty();
      assertThat(
              run.bench.number(
                  "select count(*) from delivery where state = 'submitted'"
                      + " and delivered_hash = '%s' and delivered_fields = ''"
                          .formatted(Content.UNKNOWN)))
          .isEqualTo(RECORDS);
    }
  }

  @Test
  void eachPartOfABatchIsAJobOfItsOwn() throws Exception {
    FakeJobVendor vendor = vendor(Shape.SUBMITTED, EffectClass.E);
    vendor.bytes = 150;
    try (Running run = new Running(vendor)) {
      wait(() -> run.count("delivered") == RECORDS);
      assertThat(vendor.jobs).hasSizeGreaterThan(1);
      assertThat(vendor.effects.values()).hasSize(RECORDS).containsOnly(1);
      assertThat(run.bench.number("select max(attempt) from delivery")).isEqualTo(1);
      wait(() -> run.jobs() == 0);
    }
  }

  @Test
  void aRecordThatIsHeldBackIsInNoJob() throws Exception {
    FakeJobVendor vendor = vendor(Shape.CLOSED, EffectClass.E);
    vendor.budgets =
        List.of(BudgetBuilder.builder(Budget.requests(10, 1)).scope(Budget.Scope.RECORD).build());
    try (Bench bench = Bench.ofVendor(vendor, vendor)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.apply(people(bench, 1));
      String held = bench.text("select id from delivery order by id limit 1");
      AtomicBoolean spent = new AtomicBoolean(true);
      bench.limits.later =
          question ->
              spent.get() && question.account().endsWith(held)
                  ? Optional.of(Instant.now().plusMillis(20))
                  : Optional.empty();
      bench.engine();
      wait(() -> bench.count(destination, "delivered") == RECORDS - 1);
      wait(() -> bench.limits.refused.get() >= 2);
      assertThat(bench.text("select coalesce(job, 'none') from delivery where id = '" + held + "'"))
          .isEqualTo("none");
      spent.set(false);
      wait(() -> bench.count(destination, "delivered") == RECORDS);
      assertThat(vendor.effects.values()).hasSize(RECORDS).containsOnly(1);
    }
  }

  @Test
  void aJobOfAnAccountWithBudgetsIsContinuedIfNothingElseIsDue() throws Exception {
    FakeJobVendor vendor = vendor(Shape.CLOSED, EffectClass.E);
    vendor.budgets = List.of(Budget.requests(10, 1));
    vendor.states.addAll(List.of("working", "working"));
    try (Running run = new Running(vendor)) {
      wait(() -> run.count("delivered") == RECORDS);
      assertThat(vendor.states).isEmpty();
      assertThat(vendor.jobs).hasSize(1);
    }
  }

  @Test
  void aJobThatFailsForTheSettingsOfItsSyncPausesTheSync() throws Exception {
    FakeJobVendor vendor = vendor(Shape.CLOSED, EffectClass.E);
    vendor.states.add("misconfigured");
    try (Running run = new Running(vendor)) {
      wait(() -> run.bench.number("select count(*) from pause") == 1);
      wait(() -> run.count("pending") == RECORDS);
      assertThat(run.bench.text("select reason || ' ' || id from pause"))
          .isEqualTo("misconfigured " + run.sync);
      assertThat(vendor.jobs).hasSize(1);
      assertThat(run.jobs()).isZero();
    }
  }

  /** The vendor cannot abort, so the job is closed again; both closes may arrive. */
  @Test
  void aJobThatMayBeClosedIsNotLeftIfAnotherCloseFails() throws Exception {
    FakeJobVendor vendor = new FakeJobVendor(Shape.CLOSED, EffectClass.E, false, false);
    AtomicInteger closes = new AtomicInteger();
    vendor.watch =
        (request, after) -> {
          if (request.equals("POST close") && !after) {
            int close = closes.incrementAndGet();
            if (close > 1) {
              vendor.closeArrives();
            }
            throw new EgressFailure(close == 1 ? Reach.MAYBE_ARRIVED : Reach.NOT_SENT, "cut");
          }
        };
    try (Running run = new Running(vendor)) {
      wait(() -> run.count("delivered") == RECORDS);
      assertThat(vendor.jobs).hasSize(1);
      assertThat(vendor.effects.values()).hasSize(RECORDS).containsOnly(1);
      assertThat(closes).hasValue(2);
    }
  }

  @Test
  void afterAPartOfAnUploadThatStartsItsJobTheOthersAreNotSentInASecondJob() throws Exception {
    FakeJobVendor vendor = vendor(Shape.UPLOADED, EffectClass.E);
    vendor.uploads = 2;
    AtomicInteger parts = new AtomicInteger();
    vendor.watch =
        (request, after) -> {
          if (request.equals("PUT data") && !after && parts.incrementAndGet() == 2) {
            throw new EgressFailure(Reach.NOT_SENT, "no connection");
          }
        };
    try (Running run = new Running(vendor)) {
      wait(() -> run.bench.number("select count(*) from job where step = 'working'") == 1);
      assertThat(run.count("submitted")).isEqualTo(RECORDS);
      run.bench.change("update job set deadline_at = begun_at, not_before = begun_at");
      wait(() -> run.count("uncertain") == RECORDS);
      assertThat(vendor.jobs).hasSize(1);
      assertThat(vendor.effects).hasSize(RECORDS / 2);
      assertThat(vendor.effects.values()).containsOnly(1);
    }
  }

  /** An upload that can be neither closed nor aborted may still arrive. */
  @Test
  void anOpenJobBeginsAgainOnceItsUploadCannotArriveAnyMore() throws Exception {
    FakeJobVendor vendor = new FakeJobVendor(Shape.UPLOADED, EffectClass.E, false, false);
    AtomicInteger parts = new AtomicInteger();
    vendor.watch =
        (request, after) -> {
          if (request.equals("PUT data") && !after && parts.incrementAndGet() == 1) {
            throw new EgressFailure(Reach.MAYBE_ARRIVED, "cut");
          }
        };
    try (Running run = new Running(vendor)) {
      wait(() ->
          run.bench.number(
                  "select count(*) from job where lease_until is null"
                      + " and not_before > now() + interval '29 minutes'")
              == 1);
      assertThat(run.count("submitted")).isEqualTo(RECORDS);
      assertThat(vendor.jobs).hasSize(1);
      run.bench.change("update job set not_before = begun_at");
      wait(() -> run.count("delivered") == RECORDS);
      assertThat(vendor.jobs).hasSize(2);
      assertThat(vendor.effects.values()).hasSize(RECORDS).containsOnly(1);
    }
  }

  @Test
  void theLeaseOfAJobBeginsAgainWithEachStepThatIsRecorded() throws Exception {
    FakeJobVendor vendor = vendor(Shape.CLOSED, EffectClass.E);
    vendor.always = "working";
    try (Running run = new Running(vendor)) {
      wait(() -> run.bench.number("select count(*) from job where step = 'working'") == 1);
      run.stop();
      Bench bench = run.bench;
      bench.change("update job set not_before = begun_at");
      Catalogue.Destination destination =
          bench.catalogue().destination(run.destination).orElseThrow();
      LeasedBatch leased = taken(bench.deliveries.claim(destination, 0, true));
      bench.change("update job set lease_until = statement_timestamp() + interval '1 minute'");
      bench.deliveries.record(job(leased));
      assertThat(
              bench.number(
                  "select count(*) from job"
                      + " where lease_until > statement_timestamp() + interval '14 minutes'"))
          .isEqualTo(1);
    }
  }

  /** The attempts of a row are given up after a day, and a job may take longer than that. */
  @Test
  void aLongJobHoldsUpNoOtherBatchOfItsDestination() throws Exception {
    FakeJobVendor vendor = vendor(Shape.CLOSED, EffectClass.E);
    vendor.concurrency = 1;
    CountDownLatch uploaded = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    vendor.watch =
        (request, after) -> {
          if (request.equals("PUT data") && !after && first.getAndSet(false)) {
            awaits(uploaded);
          }
        };
    try (Running run = new Running(vendor)) {
      wait(() -> !first.get());
      run.bench.apply(
          run.bench.updated(person(new ProfileId("prf_other"), 1, "o@example.org", "Olga")));
      wait(() ->
          run.bench.number("select count(*) from delivery where reason = 'rate-limited'") == 1);
      assertThat(vendor.jobs).hasSize(1);
      uploaded.countDown();
      run.bench.change(
          "update delivery set not_before = statement_timestamp() where reason = 'rate-limited'");
      wait(() -> run.count("delivered") == RECORDS + 1);
      assertThat(vendor.effects.values()).containsOnly(1);
    }
  }

  private static void awaits(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theTimeInAJobIsNoTimeOfAttempts() throws Exception {
    FakeJobVendor vendor = vendor(Shape.CLOSED, EffectClass.A);
    vendor.always = "working";
    try (Running run = new Running(vendor)) {
      wait(() -> run.bench.number("select count(*) from job where step = 'working'") == 1);
      run.stop();
      run.bench.change(
          "update delivery set first_attempt_at = first_attempt_at - interval '25 hours',"
              + " submitted_at = submitted_at - interval '24 hours 30 minutes'");
      run.bench.change("update job set deadline_at = begun_at, not_before = begun_at");
      vendor.states.add("gone");
      vendor.states.addAll(Collections.nCopies(10_000, "working"));
      vendor.always = null;
      run.bench.engine();
      wait(() ->
          vendor.jobs.size() == 2
              && run.bench.number("select count(*) from job where step = 'working'") == 1);
      assertThat(
              run.bench.number(
                  "select count(*) from delivery"
                      + " where first_attempt_at between now() - interval '2 hours'"
                      + " and now() - interval '20 minutes'"))
          .isEqualTo(RECORDS);
      vendor.states.clear();
      wait(() -> run.count("delivered") == RECORDS);
    }
  }

  @Test
  void aResultFileWithAnUnknownHeaderIsReadAgainAndThenItsRecordsAreUncertain() throws Exception {
    FakeJobVendor vendor = vendor(Shape.CLOSED, EffectClass.A);
    AtomicInteger read = new AtomicInteger();
    vendor.files =
        file -> {
          read.incrementAndGet();
          return file.replace("key,error", "id,message");
        };
    try (Running run = new Running(vendor)) {
      wait(() -> run.count("uncertain") == RECORDS);
      assertThat(read).hasValue(2 * 5);
      assertThat(vendor.jobs).hasSize(1);
      assertThat(run.states().values()).containsOnly("uncertain result-unknown");
      assertThat(
              new PostgresDeliveryLog(run.bench.requests)
                  .list(Bench.WORKSPACE, DeliveryFilter.ALL, DeliveryOrder.CREATED, null, 100))
          .extracting(DeliveryRow::presence)
          .containsOnly(Presence.UNKNOWN);
      vendor.files = file -> file;
      run.bench.apply(people(run.bench, 2));
      wait(() -> run.count("delivered") == RECORDS);
    }
  }

  @Test
  void aRecordThatIsMissingOrContradictedIsUncertainAndTheOthersAreKnown() throws Exception {
    FakeJobVendor vendor = vendor(Shape.CLOSED, EffectClass.E);
    vendor.refuses = List.of("p3@example.org");
    vendor.files =
        lines(rows ->
            rows.stream()
                .filter(row -> !row.startsWith("p1@"))
                .flatMap(row ->
                    row.startsWith("p3@")
                        ? Stream.of(row, "p2@example.org,refused")
                        : Stream.of(row)));
    try (Running run = new Running(vendor)) {
      wait(() -> run.count("uncertain") == 2);
      assertThat(run.states())
          .containsEntry("p0@example.org", "delivered")
          .containsEntry("p1@example.org", "uncertain result-unknown")
          .containsEntry("p2@example.org", "uncertain result-unknown")
          .containsEntry("p3@example.org", "rejected rejected");
      assertThat(vendor.jobs).hasSize(1);
      assertThat(run.jobs()).isZero();
    }
  }

  @Test
  void aFileThatIsCutOnceOnlyDelaysItsResults() throws Exception {
    FakeJobVendor vendor = vendor(Shape.CLOSED, EffectClass.E);
    AtomicInteger read = new AtomicInteger();
    vendor.files = file -> read.getAndIncrement() < 2 ? file.substring(0, file.length() / 2) : file;
    try (Running run = new Running(vendor)) {
      wait(() -> run.count("delivered") == RECORDS);
      assertThat(vendor.jobs).hasSize(1);
    }
  }

  @Test
  void ifOnlyRefusalsAreListedACutListConfirmsNothing() throws Exception {
    FakeJobVendor vendor = vendor(Shape.SUBMITTED, EffectClass.A);
    vendor.refuses = List.of("p1@example.org", "p2@example.org");
    vendor.files = lines(rows -> rows.stream().limit(1));
    try (Running run = new Running(vendor)) {
      wait(() -> run.count("uncertain") == RECORDS - 1);
      assertThat(run.count("rejected")).isEqualTo(1);
      assertThat(run.count("delivered")).isZero();
    }
    FakeJobVendor onceCut = vendor(Shape.SUBMITTED, EffectClass.A);
    onceCut.refuses = vendor.refuses;
    UnaryOperator<String> cut = vendor.files;
    AtomicInteger read = new AtomicInteger();
    onceCut.files = file -> read.getAndIncrement() == 0 ? cut.apply(file) : file;
    try (Running run = new Running(onceCut)) {
      wait(() -> run.count("delivered") == 2);
      assertThat(run.count("rejected")).isEqualTo(2);
    }
  }

  @Test
  void anUnknownStateIsAskedAgainAndRepeatsNoStep() throws Exception {
    FakeJobVendor vendor = vendor(Shape.CLOSED, EffectClass.E);
    vendor.states.addAll(List.of("paused-by-vendor", "", "working", "what?"));
    try (Running run = new Running(vendor)) {
      wait(() -> run.count("delivered") == RECORDS);
      assertThat(vendor.steps).containsExactly("POST jobs", "PUT data", "PUT data", "POST close");
    }
  }

  @Test
  void aJobThatIsOlderThanItsDeadlineEndsByItsClass() throws Exception {
    for (EffectClass effectClass : List.of(EffectClass.A, EffectClass.E)) {
      FakeJobVendor vendor = vendor(Shape.CLOSED, effectClass);
      vendor.always = "working";
      try (Running run = new Running(vendor)) {
        wait(() -> run.bench.number("select count(*) from job where step = 'working'") == 1);
        run.bench.change("update job set deadline_at = begun_at, not_before = begun_at");
        if (effectClass == EffectClass.E) {
          wait(() -> run.count("uncertain") == RECORDS);
          assertThat(run.states().values()).containsOnly("uncertain no-answer");
          assertThat(vendor.jobs).hasSize(1);
        } else {
          wait(() -> vendor.jobs.size() == 2);
          vendor.always = null;
          wait(() -> run.count("delivered") == RECORDS);
        }
      }
    }
  }

  @Test
  void anAnswerAboutTheAccountEndsNoJobHoweverOldItIs() throws Exception {
    FakeJobVendor vendor = vendor(Shape.CLOSED, EffectClass.E);
    vendor.always = "unauthorised";
    try (Running run = new Running(vendor)) {
      wait(() -> run.bench.number("select count(*) from pause") == 1);
      run.bench.change("update job set deadline_at = begun_at, not_before = begun_at");
      vendor.always = null;
      run.bench.resume(run.destination);
      wait(() -> run.count("delivered") == RECORDS);
      assertThat(vendor.jobs).hasSize(1);
    }
  }

  @Test
  void aRefusedSubmissionIsHalvedAndALimitedOneIsSentLater() throws Exception {
    FakeJobVendor vendor = vendor(Shape.SUBMITTED, EffectClass.E);
    vendor.statuses.addAll(List.of(429, 400));
    try (Running run = new Running(vendor)) {
      wait(() -> run.count("delivered") == RECORDS);
      assertThat(vendor.jobs).hasSize(2);
      assertThat(vendor.effects.values()).containsOnly(1);
      assertThat(run.bench.number("select max(attempt) from delivery")).isEqualTo(1);
    }
  }

  @Test
  void contentThatChangesDuringAJobIsSentByTheNextOne() throws Exception {
    FakeJobVendor vendor = vendor(Shape.CLOSED, EffectClass.A);
    vendor.always = "working";
    try (Running run = new Running(vendor)) {
      wait(() -> run.bench.number("select count(*) from job where step = 'working'") == 1);
      run.bench.apply(people(run.bench, 2));
      assertThat(run.count("submitted")).isEqualTo(RECORDS);
      vendor.always = null;
      wait(() -> run.count("delivered") == RECORDS);
      assertThat(vendor.jobs).hasSize(2);
      assertThat(run.bench.number("select count(*) from delivery where version = 2"))
          .isEqualTo(RECORDS);
      assertThat(
              run.bench.number(
                  "select count(*) from delivery where delivered_version = version"
                      + " and not_before < 'infinity' and job is null"))
          .isEqualTo(RECORDS);
    }
  }

  @Test
  void ifTheSyncOfAJobIsDeletedItsRecordsAreGivenUp() throws Exception {
    FakeJobVendor vendor = vendor(Shape.CLOSED, EffectClass.A);
    vendor.always = "working";
    try (Running run = new Running(vendor)) {
      wait(() -> run.bench.number("select count(*) from job where step = 'working'") == 1);
      run.bench.change(
          "update definition set deleted = true, version = version + 1, updated_at = now()"
              + " where id = '%s'".formatted(run.sync));
      wait(() -> run.count("dead") == RECORDS);
      assertThat(run.jobs()).isZero();
    }
  }

  @Test
  void onlyOneInstanceHasAJobAndALateOneChangesNothing() throws Exception {
    FakeJobVendor vendor = vendor(Shape.CLOSED, EffectClass.E);
    vendor.always = "working";
    try (Running run = new Running(vendor)) {
      wait(() -> run.bench.number("select count(*) from job where step = 'working'") == 1);
      run.stop();
      run.bench.change("update job set not_before = begun_at");
      Bench bench = run.bench;
      Catalogue.Destination destination =
          bench.catalogue().destination(run.destination).orElseThrow();
      LeasedBatch late = taken(bench.deliveries.claim(destination, 0, true));
      assertThat(bench.deliveries.claim(destination, 0, true))
          .isInstanceOf(WorkSearchResult.Nothing.class);
      assertThat(bench.deliveries.due(List.of(destination))).isEmpty();
      RecordedJob old = job(late);
      assertThat(old.abandoned()).isFalse();

      bench.change("update job set lease_until = begun_at");
      assertThat(bench.deliveries.due(List.of(destination))).containsExactly(run.destination);
      LeasedBatch next = taken(bench.deliveries.claim(destination, 0, true));
      assertThat(job(next).abandoned()).isTrue();
      assertThat(next.rows()).extracting(ClaimedDelivery::jobItem).containsExactly(0, 1, 2, 3);
      assertThatThrownBy(() -> bench.deliveries.record(old)).isInstanceOf(JobLost.class);
      bench.deliveries.record(job(next));
      report(bench, late, new Outcome.Rejected(null, "too late"));
      assertThat(run.count("submitted")).isEqualTo(RECORDS);
      report(bench, next, new Outcome.Delivered(null));
      assertThat(run.count("delivered")).isEqualTo(RECORDS);
      report(bench, late, new Outcome.Rejected(null, "too late"));
      assertThat(run.count("delivered")).isEqualTo(RECORDS);
      assertThat(run.jobs()).isZero();
      assertThat(bench.number("select sum(delivered) from sync_hour")).isEqualTo(RECORDS);
    }
  }

  @Test
  void aJobIsNotRecordedIfAnotherWorkerHasTakenOverOneOfItsRows() throws Exception {
    FakeJobVendor vendor = vendor(Shape.CLOSED, EffectClass.A);
    try (Bench bench = Bench.ofVendor(vendor, vendor)) {
      DestinationId id = bench.destination();
      bench.profileSync(id);
      bench.apply(people(bench, 1));
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      LeasedBatch batch = taken(bench.deliveries.claim(destination, 0, true));
      bench.change("update delivery set fence = fence + 1 where record_key = 'p2@example.org'");
      assertThatThrownBy(
              () -> bench.deliveries.begin(batch, Duration.ofHours(1), JobLog.Account.ANY))
          .isInstanceOf(JobLost.class);
      assertThat(bench.number("select count(*) from job")).isZero();
      assertThat(bench.count(id, "in-flight")).isEqualTo(RECORDS);
    }
  }

  @Test
  void aPreviewShowsEachStepOfAJob() {
    FakeJobVendor vendor = vendor(Shape.CLOSED, EffectClass.A);
    Target target =
        new Target(
            Bench.WORKSPACE,
            new DestinationId("dst_1"),
            Json.MAPPER.createObjectNode(),
            Map.of(),
            null);
    Batch batch =
        new Batch(
            target,
            "key",
            new SyncId("syn_1"),
            "rows",
            null,
            Batch.Operation.WRITE,
            Json.MAPPER.createObjectNode(),
            List.of());
    assertThat(new Protocols(Clock.systemUTC()).preview(vendor, batch, target))
        .extracting(shown -> shown.method() + " " + shown.target())
        .containsExactly(
            "POST https://jobs.example/jobs?name=NAME_OF_JOB",
            "PUT https://jobs.example/data/ID_OF_JOB",
            "PUT https://jobs.example/data/ID_OF_JOB",
            "POST https://jobs.example/close/ID_OF_JOB",
            "GET https://jobs.example/state/ID_OF_JOB",
            "GET https://jobs.example/successful/ID_OF_JOB",
            "GET https://jobs.example/failed/ID_OF_JOB");
    assertThat(vendor.jobs).isEmpty();
  }

  private static FakeJobVendor vendor(Shape shape, EffectClass effectClass) {
    return new FakeJobVendor(shape, effectClass, false, true);
  }

  /** Changes the rows of a file, and not its header. */
  private static UnaryOperator<String> lines(Function<List<String>, Stream<String>> rows) {
    return file -> {
      List<String> all = Arrays.asList(file.split("\n"));
      return Stream.concat(Stream.of(all.getFirst()), rows.apply(all.subList(1, all.size())))
          .map(row -> row + "\n")
          .collect(Collectors.joining());
    };
  }

  private static LeasedBatch taken(WorkSearchResult found) {
    return ((WorkSearchResult.Taken) found).batch();
  }

  private static RecordedJob job(LeasedBatch batch) {
    return Objects.requireNonNull(batch.recorded());
  }

  private static void report(Bench bench, LeasedBatch batch, Outcome outcome)
      throws StoreFailure, SQLException {
    List<Outcome> outcomes = Collections.nCopies(batch.rows().size(), outcome);
    OutcomeDecision decision =
        new OutcomeDecision(
            EffectClass.E, false, Instant.now(), Duration.ofSeconds(1), Duration.ofSeconds(1));
    List<AttemptReport> reports = decision.of(batch.rows(), outcomes);
    bench.deliveries.report(batch, reports, AttemptResult.of(reports, outcomes, List.of()));
  }

  private static void wait(Callable<Boolean> condition) {
    await().atMost(BOUND).until(condition);
  }

  private static Message[] people(Bench bench, long version) {
    return IntStream.range(0, RECORDS)
        .mapToObj(i ->
            bench.updated(
                person(
                    new ProfileId("prf_" + i),
                    version,
                    "p" + i + "@example.org",
                    "Name " + version)))
        .toArray(Message[]::new);
  }

  /** An engine that delivers some records to a vendor. */
  private static final class Running implements AutoCloseable {
    final Bench bench;
    final DestinationId destination;
    final SyncId sync;
    private final DeliveryEngine engine;

    Running(FakeJobVendor vendor) throws Exception {
      this(vendor, Places.NONE);
    }

    Running(FakeJobVendor vendor, Places places) throws Exception {
      bench = Bench.ofVendor(vendor, vendor);
      bench.places = places;
      destination = bench.destination();
      sync = bench.profileSync(destination);
      bench.apply(people(bench, 1));
      engine = bench.engine();
    }

    void stop() {
      engine.close();
      RecordedJobsTest.wait(engine::idle);
    }

    long count(String state) throws SQLException {
      return bench.count(destination, state);
    }

    long jobs() throws SQLException {
      return bench.number("select count(*) from job");
    }

    /** State and cause by record. */
    Map<String, String> states() throws SQLException {
      String rows =
          bench.text(
              "select string_agg(record_key || ' ' || state || coalesce(' ' || reason, ''), ',')"
                  + " from delivery");
      return Arrays.stream(rows.split(","))
          .map(row -> row.split(" ", 2))
          .collect(Collectors.toMap(row -> row[0], row -> row[1]));
    }

    @Override
    public void close() throws Exception {
      bench.close();
    }
  }
}
