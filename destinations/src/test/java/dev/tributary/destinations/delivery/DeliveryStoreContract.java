package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest.BatchLimits;
import dev.tributary.destinations.connector.Manifest.Confirmation;
import dev.tributary.destinations.connector.ManifestObjectTypeBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.DesiredRecord.Intent;
import dev.tributary.destinations.ledger.DesiredRecord.OnDenial;
import dev.tributary.destinations.ledger.DesiredRecordBuilder;
import dev.tributary.destinations.ledger.EventDelivery;
import dev.tributary.destinations.ledger.FieldHashes;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.protocol.JobHeldBack;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.JobLost;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.protocol.RecordedJob.Step;
import dev.tributary.destinations.protocol.RecordedJobBuilder;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.CatalogueSyncBuilder;
import dev.tributary.destinations.sync.PauseTarget;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every ledger does. Each implementation has a test that extends this one. */
abstract class DeliveryStoreContract {
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration MOMENT = Duration.ofSeconds(1);
  private static final Duration LEASE = BatchSender.LEASE.plus(MOMENT);
  private static final JobLog.Account ACCOUNT = new JobLog.Account("account", 1);
  private static final DesiredRecord.Origin ORIGIN =
      new DesiredRecord.Origin("evt_1", Instant.EPOCH, null);

  private FakeDestination fake;
  private TestLedger ledger;
  private Catalogue.Destination destination;
  private SyncId records;
  private EffectClass effectClass;
  private final Map<SyncId, String> spaces = new HashMap<>();

  /** A ledger without rows, and what else changes its rows. */
  interface TestLedger extends AutoCloseable {
    /** People whose consent can change. */
    List<ProfileId> PEOPLE = List.of(new ProfileId("prf_ann"), new ProfileId("prf_bob"));

    DestinationId destination(DestinationSpec spec) throws Exception;

    SyncId sync(SyncSpec spec) throws Exception;

    void delete(SyncId sync) throws Exception;

    Catalogue catalogue() throws Exception;

    DeliveryStore store();

    /** Applies desired records in one transaction. */
    void desire(List<DesiredRecord> desired) throws Exception;

    void append(List<EventDelivery> events, Priority lane) throws Exception;

    /** The consent of one of {@link #PEOPLE} has changed. */
    void answer(ProfileId person, Consent consent) throws Exception;

    void resume(PauseTarget target, DestinationId of);

    /** So much time passes for all rows and jobs. */
    void pass(Duration time) throws Exception;

    Instant now();

    /** The record that is no event. */
    @Nullable Delivery find(RecordKey key) throws Exception;

    @Nullable String reason(String id) throws Exception;
  }

  /** A ledger whose destinations are of this connector. */
  abstract TestLedger open(FakeDestination connector) throws Exception;

  @AfterEach
  void close() throws Exception {
    ledger.close();
  }

  // What is claimed

  @Test
  void theRowsThatAreDueForTheLongestTimeGoFirstInBatches() throws Exception {
    begin(EffectClass.A, 2);
    for (String name : List.of("e", "d", "c", "b", "a")) {
      desire(name);
      ledger.pass(MOMENT);
    }
    assertThat(values(claim())).containsExactly("e", "d");
    assertThat(values(claim())).containsExactly("c", "b");
    assertThat(values(claim())).containsExactly("a");
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
  }

  @Test
  void aClaimedRowIsInFlightAndIsNotClaimedAgain() throws Exception {
    begin(EffectClass.A, 2);
    desire("a");
    ClaimedDelivery row = claim().rows().getFirst();
    assertThat(row.attempt()).isEqualTo(1);
    assertThat(row.repeated()).isFalse();
    assertThat(row.deliveredHash()).isNull();
    assertThat(row.content().fields()).isEqualTo(fields("a"));
    assertThat(stored("a").state()).isEqualTo(State.IN_FLIGHT);
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    assertThat(isDue()).isFalse();
  }

  @Test
  void rowsOfAnotherSyncObjectOrOperationAreInAnotherBatch() throws Exception {
    begin(EffectClass.A, 10);
    SyncId others = sync("people", Mode.UPSERT);
    desire("a", "b");
    ledger.pass(MOMENT);
    ledger.desire(List.of(desired(others, "c", present("c"))));
    ledger.pass(MOMENT);
    ledger.desire(List.of(desired(records, "d", new Intent.Removed())));
    assertThat(values(claim())).containsExactly("a", "b");
    assertThat(values(claim())).containsExactly("c");
    LeasedBatch removals = claim();
    assertThat(values(removals)).containsExactly("d");
    assertThat(removals.rows()).allMatch(ClaimedDelivery::removal);
  }

  @Test
  void theSyncsOfALaneTakeTurns() throws Exception {
    begin(EffectClass.A, 2);
    SyncId others = sync("people", Mode.UPSERT);
    desire("a", "b", "c", "d", "e", "f");
    ledger.pass(MOMENT);
    for (String name : List.of("u", "v", "w", "x")) {
      ledger.desire(List.of(desired(others, name, present(name))));
    }
    List<SyncId> served = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      served.add(claim().sync().id());
    }
    assertThat(served).containsExactly(records, others, records, others, records);
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
  }

  @Test
  void optOutsGoFirstAndBackfillHasOneTurnOfFive() throws Exception {
    begin(EffectClass.A, 1);
    for (Priority lane : List.of(Priority.BACKFILL, Priority.LIVE, Priority.OPT_OUT)) {
      for (int i = 0; i < 5; i++) {
        ledger.desire(List.of(desired(records, lane + "-" + i, present("x"), lane)));
      }
    }
    List<Priority> lanes = new ArrayList<>();
    for (int turn = 0; turn < 15; turn++) {
      assertThat(ledger.store().mostUrgent(destination, turn, true, RowLimit.NONE))
          .isEqualTo(
              turn < 5
                  ? Optional.of(Priority.OPT_OUT)
                  : Optional.of(turn == 9 || turn > 10 ? Priority.BACKFILL : Priority.LIVE));
      LeasedBatch batch = taken(ledger.store().claim(destination, turn, true)).batch();
      lanes.add(batch.rows().getFirst().lane());
    }
    assertThat(lanes.subList(0, 5)).containsOnly(Priority.OPT_OUT);
    assertThat(lanes.subList(5, 9)).containsOnly(Priority.LIVE);
    assertThat(lanes.subList(9, 11)).containsExactly(Priority.BACKFILL, Priority.LIVE);
    assertThat(lanes.subList(11, 15)).containsOnly(Priority.BACKFILL);
    assertThat(ledger.store().mostUrgent(destination, 0, true, RowLimit.NONE)).isEmpty();
  }

  @Test
  void aBatchThatIsNotFullWaitsForMoreRowsAndHidesNoOthers() throws Exception {
    begin(EffectClass.A, 10);
    fake.declaring =
        object ->
            ManifestObjectTypeBuilder.builder(object)
                .batchSize(3)
                .batch(
                    new BatchLimits(
                        3, null, null, object.name().equals("rows") ? PAUSE : Duration.ZERO))
                .build();
    read();
    SyncId others = sync("people", Mode.UPSERT);
    desire("a", "b");
    ledger.pass(MOMENT);
    ledger.desire(List.of(desired(others, "other", present("x"))));
    assertThat(values(claim())).containsExactly("other");
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    desire("c", "d");
    assertThat(claim().rows()).as("full").hasSize(3);
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    ledger.pass(PAUSE);
    assertThat(claim().rows()).as("waited").hasSize(1);
  }

  @Test
  void theLastBatchOfAClaimWaitsForMoreRowsLikeOthers() throws Exception {
    begin(EffectClass.A, 1);
    fake.declaring =
        object ->
            ManifestObjectTypeBuilder.builder(object)
                .batchSize(2)
                .batch(new BatchLimits(2, null, null, PAUSE))
                .build();
    desire("a", "b", "c", "d", "e");
    WorkSearchResult.Taken taken = taken(look(RowLimit.NONE.inBatches(Map.of("rows", 4))));
    assertThat(all(taken)).hasSize(2).allSatisfy(batch -> assertThat(batch.rows()).hasSize(2));
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
  }

  @Test
  void aClaimHasSeveralBatchesOfRowsThatWereNotSentBefore() throws Exception {
    begin(EffectClass.A, 1);
    desire("a");
    report(claim(), new Outcome.Transient("503", null));
    ledger.pass(PAUSE);
    desire("b", "c", "d", "e");
    RowLimit three = RowLimit.NONE.inBatches(Map.of("rows", 3));
    WorkSearchResult.Taken retry = taken(look(three));
    assertThat(retry.batch().retry()).isTrue();
    assertThat(retry.next()).isEmpty();
    WorkSearchResult.Taken first = taken(look(three));
    assertThat(first.next()).hasSize(2).noneMatch(LeasedBatch::retry);
    assertThat(first.more()).isTrue();
    List<LeasedBatch> all = all(first);
    assertThat(all).extracting(LeasedBatch::attempt).doesNotHaveDuplicates();
    assertThat(all).allSatisfy(batch -> assertThat(batch.rows()).hasSize(1));
    assertThat(all.stream().flatMap(batch -> values(batch).stream())).doesNotHaveDuplicates();
  }

  /** A record that its own first request has created would be refused. */
  @Test
  void recordsThatAreOnlyCreatedAreClaimedBatchByBatch() throws Exception {
    begin(EffectClass.A, 1);
    SyncId created = sync("people", Mode.CREATE_ONLY);
    ledger.desire(
        List.of(desired(created, "a", present("x")), desired(created, "b", present("x"))));
    WorkSearchResult.Taken taken = taken(look(RowLimit.NONE.inBatches(Map.of("people", 2))));
    assertThat(taken.next()).isEmpty();
    assertThat(taken.more()).isTrue();
  }

  @Test
  void aLimitLeavesOutObjectsAndRowsButDividesNoRepeat() throws Exception {
    begin(EffectClass.B, 4);
    desire("a", "b", "c");
    report(claim(), new Outcome.Ambiguous("cut"));
    ledger.pass(PAUSE);
    desire("d", "e", "f");
    RowLimit few = new RowLimit(2, _ -> 4);
    assertThat(values(taken(look(few)).batch())).hasSize(2).isSubsetOf("d", "e", "f");
    assertThat(values(taken(look(few)).batch())).hasSize(1).isSubsetOf("d", "e", "f");
    assertThat(look(few)).as("the repeat waits").isInstanceOf(WorkSearchResult.Nothing.class);
    RowLimit without = RowLimit.NONE.without(Set.of("rows"), Set.of());
    assertThat(look(without)).isInstanceOf(WorkSearchResult.Nothing.class);
    assertThat(ledger.store().mostUrgent(destination, 1, true, without)).isEmpty();
    RowLimit lowered = new RowLimit(Long.MAX_VALUE, _ -> 1);
    assertThat(values(taken(look(lowered)).batch())).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void onlyALimitOfOptOutsLeavesOutOptOuts() throws Exception {
    begin(EffectClass.A, 4);
    ledger.desire(List.of(desired(records, "a", new Intent.Removed(), Priority.OPT_OUT)));
    RowLimit both = RowLimit.NONE.without(Set.of("rows"), Set.of("rows"));
    assertThat(look(both)).isInstanceOf(WorkSearchResult.Nothing.class);
    assertThat(look(RowLimit.NONE.without(Set.of("rows"), Set.of())))
        .isInstanceOf(WorkSearchResult.Taken.class);
  }

  // Pauses

  @Test
  void aPausedSyncSendsOnlyOptOutsUntilItIsResumed() throws Exception {
    begin(EffectClass.A, 1);
    SyncId others = sync("people", Mode.UPSERT);
    PauseTarget target = new PauseTarget.OfSync(records);
    ledger.store().pause(stored(records), "misconfigured", "wrong");
    desire("a");
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    assertThat(ledger.store().mostUrgent(destination, 0, true, RowLimit.NONE)).isEmpty();
    assertThat(isDue()).isFalse();
    ledger.desire(List.of(desired(others, "b", present("x"), Priority.BACKFILL)));
    assertThat(ledger.store().mostUrgent(destination, 0, true, RowLimit.NONE))
        .contains(Priority.BACKFILL);
    ledger.desire(List.of(desired(records, "c", new Intent.Removed(), Priority.OPT_OUT)));
    assertThat(values(claim())).containsExactly("c");
    assertThat(values(claim())).containsExactly("b");
    ledger.resume(target, destination.id());
    assertThat(values(claim())).containsExactly("a");
  }

  @Test
  void aDestinationThatAUserHasPausedSendsOnlyOptOuts() throws Exception {
    begin(EffectClass.A, 1);
    PauseTarget target = new PauseTarget.OfDestination(destination.id());
    ledger.store().pause(destination, "asked", "");
    desire("a");
    assertThat(isDue()).isFalse();
    ledger.desire(List.of(desired(records, "b", new Intent.Removed(), Priority.OPT_OUT)));
    assertThat(isDue()).isTrue();
    assertThat(values(claim())).containsExactly("b");
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    ledger.resume(target, destination.id());
    assertThat(values(claim())).containsExactly("a");
  }

  @Test
  void aDestinationThatRefusesAllRequestsSendsNothing() throws Exception {
    begin(EffectClass.A, 1);
    PauseTarget target = new PauseTarget.OfDestination(destination.id());
    ledger.store().pause(destination, "unauthorised", "401");
    ledger.store().pause(destination, "asked", "the first reason stays");
    ledger.desire(List.of(desired(records, "a", new Intent.Removed(), Priority.OPT_OUT)));
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    assertThat(ledger.store().mostUrgent(destination, 0, true, RowLimit.NONE)).isEmpty();
    assertThat(isDue()).isFalse();
    ledger.resume(target, destination.id());
    assertThat(isDue()).isTrue();
    assertThat(claim().rows()).hasSize(1);
  }

  /** The answer to a request of an old version comes after a user has corrected the definition. */
  @Test
  void anAnswerStopsOnlyTheVersionThatItIsAbout() throws Exception {
    begin(EffectClass.A, 1);
    Catalogue.Sync sync = stored(records);
    Catalogue.Destination former = ofVersion(destination.version() - 1);
    ledger.store().pause(former, "unauthorised", "401");
    ledger
        .store()
        .pause(
            CatalogueSyncBuilder.builder(sync).destination(former).build(),
            "misconfigured",
            "wrong");
    ledger
        .store()
        .pause(
            CatalogueSyncBuilder.builder(sync).version(sync.version() - 1).build(),
            "misconfigured",
            "wrong");
    desire("a");
    assertThat(values(claim())).containsExactly("a");

    ledger.store().pause(sync, "misconfigured", "wrong");
    desire("b");
    assertThat(isDue()).isFalse();
  }

  private Catalogue.Destination ofVersion(long version) {
    return new Catalogue.Destination(
        destination.workspace(),
        destination.id(),
        destination.name(),
        version,
        destination.spec(),
        destination.connector());
  }

  private Catalogue.Sync stored(SyncId sync) throws Exception {
    return ledger.catalogue().sync(sync).orElseThrow();
  }

  @Test
  void aHeldDestinationSendsNothingUntilTheLatestTimeOfItsHolds() throws Exception {
    begin(EffectClass.A, 1);
    desire("a");
    ledger.store().hold(destination, ledger.now().plus(PAUSE.multipliedBy(2)));
    ledger.store().hold(destination, ledger.now().plus(PAUSE));
    ledger.pass(PAUSE.plus(MOMENT));
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    assertThat(isDue()).isFalse();
    ledger.pass(PAUSE);
    assertThat(claim().rows()).hasSize(1);
  }

  @Test
  void aReleasedDestinationSendsWhatWaitedForItsQuotaButNoRetries() throws Exception {
    begin(EffectClass.A, 1);
    Instant tomorrow = ledger.now().plus(Duration.ofDays(1));
    desire("quota");
    report(claim(), new Outcome.QuotaSpent(tomorrow, "tomorrow"));
    desire("retry");
    report(claim(), new Outcome.Transient("503", tomorrow));
    ledger.store().hold(destination, tomorrow);
    assertThat(reason("quota")).isEqualTo(AttemptReport.QUOTA_SPENT);
    ledger.store().release(destination);
    assertThat(reason("quota")).isNull();
    LeasedBatch released = claim();
    assertThat(values(released)).containsExactly("quota");
    assertThat(released.rows().getFirst().attempt()).isEqualTo(1);
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
  }

  // Reports

  @Test
  void theOutcomeOfAnAttemptIsTheStateOfItsRow() throws Exception {
    begin(EffectClass.E, 10);
    Instant later = Instant.now().plus(Duration.ofDays(1));
    Map<String, Outcome> outcomes =
        Map.of(
            "delivered", new Outcome.Delivered("v-1"),
            "accepted", new Outcome.Accepted("v-2"),
            "rejected", new Outcome.Rejected("name", "wrong"),
            "missing", new Outcome.RefusedMissing("gone"),
            "retrying", new Outcome.Transient("503", null),
            "uncertain", new Outcome.Ambiguous("cut"),
            "unknown", new Outcome.ResultUnknown("unreadable"),
            "pending", new Outcome.RateLimited(later, "429"),
            "dead", new Outcome.Transient("503", later.plus(Duration.ofDays(1))));
    desire(outcomes.keySet().toArray(String[]::new));
    LeasedBatch batch = claim();
    report(batch, row -> outcomes.get(row.key().value()));
    assertThat(stored("delivered"))
        .returns(State.DELIVERED, Delivery::state)
        .returns("v-1", Delivery::vendorId)
        .returns("delivered", Delivery::deliveredAs)
        .returns(true, Delivery::confirmed)
        .satisfies(row -> assertThat(row.deliveredHash()).isEqualTo(row.hash()));
    assertThat(stored("accepted"))
        .returns(State.ACCEPTED, Delivery::state)
        .returns(false, Delivery::confirmed)
        .satisfies(row -> assertThat(row.deliveredHash()).isEqualTo(row.hash()));
    assertThat(stored("rejected"))
        .returns(State.REJECTED, Delivery::state)
        .returns(null, Delivery::deliveredHash);
    assertThat(stored("missing")).returns(State.REJECTED, Delivery::state);
    assertThat(reason("missing")).isEqualTo(AttemptReport.MISSING);
    assertThat(stored("retrying")).returns(State.RETRYING, Delivery::state);
    assertThat(stored("uncertain"))
        .returns(State.UNCERTAIN, Delivery::state)
        .returns(Content.UNKNOWN, Delivery::deliveredHash);
    assertThat(stored("unknown"))
        .returns(State.UNCERTAIN, Delivery::state)
        .returns(Content.UNKNOWN, Delivery::deliveredHash);
    assertThat(stored("pending"))
        .returns(State.PENDING, Delivery::state)
        .returns(0, Delivery::attempt);
    assertThat(stored("dead")).returns(State.DEAD, Delivery::state);
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
  }

  @Test
  void aRetryIsDueAtItsTimeAndOnlyIfRetriesMayBeClaimed() throws Exception {
    begin(EffectClass.A, 10);
    desire("a");
    report(claim(), new Outcome.Transient("503", null));
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    assertThat(isDue()).isFalse();
    ledger.pass(PAUSE.plus(MOMENT));
    assertThat(isDue()).isTrue();
    assertThat(ledger.store().claim(destination, 0, false))
        .isInstanceOf(WorkSearchResult.Nothing.class);
    assertThat(ledger.store().mostUrgent(destination, 0, false, RowLimit.NONE)).isEmpty();
    LeasedBatch retry = claim();
    assertThat(retry.retry()).isTrue();
    assertThat(retry.rows()).extracting(ClaimedDelivery::attempt).containsExactly(2);
  }

  @Test
  void rowsThatWereClaimedAndNotSentAreDueAtOnceAndHadNoAttempt() throws Exception {
    begin(EffectClass.B, 10);
    desire("a");
    LeasedBatch batch = claim();
    List<AttemptReport> unsent = decision(Duration.ZERO).unsent(batch.rows());
    ledger.store().report(List.of(new DeliveryStore.Reported(batch, unsent, null)));
    ledger.pass(MOMENT);
    assertThat(claim().rows())
        .singleElement()
        .returns(1, ClaimedDelivery::attempt)
        .returns(false, ClaimedDelivery::repeated);
  }

  /** The destination recognises a repetition by its batch, which has the same records and name. */
  @Test
  void eachBatchOfAClaimIsRepeatedWithAllItsRows() throws Exception {
    begin(EffectClass.B, 2);
    desire("a", "b", "c", "d");
    List<LeasedBatch> sent = all(taken(look(RowLimit.NONE.inBatches(Map.of("rows", 2)))));
    List<DeliveryStore.Reported> reports = new ArrayList<>();
    for (LeasedBatch batch : sent) {
      reports.add(reported(batch, _ -> new Outcome.Ambiguous("cut")));
    }
    ledger.store().report(reports);
    ledger.pass(PAUSE);
    desire("e");
    for (int i = 0; i < sent.size(); i++) {
      LeasedBatch repeat = claim();
      assertThat(repeat.rows()).hasSize(2).allMatch(ClaimedDelivery::repeated);
      LeasedBatch first =
          sent.stream()
              .filter(
                  batch -> batch.rows().getFirst().batch().equals(repeat.rows().getFirst().batch()))
              .findFirst()
              .orElseThrow();
      assertThat(values(repeat)).isEqualTo(values(first));
      assertThat(repeat.rows())
          .extracting(ClaimedDelivery::batch)
          .containsOnly(first.rows().getFirst().batch());
    }
    assertThat(values(claim())).containsExactly("e");
  }

  @Test
  void whereTheRecordTellsARepeatRowsGoWithAnyOthers() throws Exception {
    begin(EffectClass.A, 10);
    desire("a");
    report(claim(), new Outcome.Transient("503", null));
    ledger.pass(PAUSE.plus(MOMENT));
    desire("b");
    assertThat(values(claim())).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aWorkerWhoseLeaseHasExpiredIsReplacedAndItsReportChangesNothing() throws Exception {
    begin(EffectClass.A, 10);
    desire("a", "b");
    LeasedBatch late = claim();
    assertThat(ledger.store().abandoned(ledger.catalogue())).isEmpty();
    ledger.pass(LEASE);
    LeasedBatch abandoned = ledger.store().abandoned(ledger.catalogue()).getFirst();
    assertThat(abandoned.retry()).isTrue();
    assertThat(values(abandoned)).containsExactlyInAnyOrder("a", "b");
    report(abandoned, new Outcome.Ambiguous("The worker stopped"));
    assertThat(ledger.store().abandoned(ledger.catalogue())).isEmpty();
    report(late, new Outcome.Rejected(null, "too late"));
    assertThat(stored("a").state()).isEqualTo(State.RETRYING);
    ledger.pass(PAUSE);
    LeasedBatch next = claim();
    report(late, new Outcome.Rejected(null, "too late"));
    assertThat(stored("a").state()).isEqualTo(State.IN_FLIGHT);
    report(next, new Outcome.Delivered(null));
    report(late, new Outcome.Rejected(null, "too late"));
    assertThat(stored("a").state()).isEqualTo(State.DELIVERED);
  }

  @Test
  void aReportWithinALeaseThatHasExpiredCountsUntilAnotherWorkerHasTheRow() throws Exception {
    begin(EffectClass.A, 10);
    desire("a");
    LeasedBatch slow = claim();
    ledger.pass(LEASE);
    report(slow, new Outcome.Delivered(null));
    assertThat(stored("a").state()).isEqualTo(State.DELIVERED);
    assertThat(ledger.store().abandoned(ledger.catalogue())).isEmpty();
  }

  // Changes

  @Test
  void aRecordIsSentAgainOnlyIfItsContentIsNew() throws Exception {
    begin(EffectClass.A, 10);
    desire("a");
    report(claim(), new Outcome.Delivered(null));
    desire("a");
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    desire("a", present("new"));
    desire("a");
    assertThat(look()).as("it is as delivered").isInstanceOf(WorkSearchResult.Nothing.class);
    assertThat(stored("a").state()).isEqualTo(State.DELIVERED);
    desire("a", present("new"));
    LeasedBatch next = claim();
    assertThat(next.rows().getFirst().content().fields()).isEqualTo(fields("new"));
    assertThat(next.rows().getFirst().deliveredAs()).isEqualTo("a");
  }

  @Test
  void contentThatChangesInFlightIsSentAfterTheReport() throws Exception {
    begin(EffectClass.A, 10);
    desire("a");
    LeasedBatch first = claim();
    desire("a", present("new"));
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    assertThat(report(first, new Outcome.Delivered("v-1"))).as("due by this").isTrue();
    ClaimedDelivery next = claim().rows().getFirst();
    assertThat(next.content().fields()).isEqualTo(fields("new"));
    assertThat(next.version()).isGreaterThan(first.rows().getFirst().version());
    assertThat(next.attempt()).isEqualTo(1);
    assertThat(next.vendorId()).isEqualTo("v-1");
    assertThat(next.deliveredHash()).isEqualTo(first.rows().getFirst().hash());
    assertThat(next.deliveredFields())
        .isEqualTo(
            FieldHashes.of(first.rows().getFirst().content(), first.rows().getFirst().hash()));
  }

  @Test
  void contentThatChangesInFlightWaitsForTheRetryOfItsRow() throws Exception {
    begin(EffectClass.A, 10);
    desire("a");
    LeasedBatch first = claim();
    desire("a", present("new"));
    assertThat(report(first, new Outcome.Transient("503", null))).isFalse();
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    ledger.pass(PAUSE.plus(MOMENT));
    assertThat(claim().rows().getFirst().content().fields()).isEqualTo(fields("new"));
  }

  @Test
  void aChangeThatFollowsARefusalGoesAtOnce() throws Exception {
    begin(EffectClass.A, 10);
    desire("a");
    report(claim(), new Outcome.Rejected(null, "wrong"));
    assertThat(reason("a")).isEqualTo("rejected");
    desire("a", present("right"));
    assertThat(reason("a")).isNull();
    assertThat(claim().rows()).extracting(ClaimedDelivery::attempt).containsExactly(1);
  }

  /** The destination may have either content. */
  @Test
  void afterAnAttemptWithoutAnAnswerTheDeliveredContentIsSentAgain() throws Exception {
    begin(EffectClass.A, 10);
    desire("a");
    report(claim(), new Outcome.Delivered(null));
    desire("a", present("new"));
    report(claim(), new Outcome.Ambiguous("cut"));
    desire("a");
    ClaimedDelivery again = claim().rows().getFirst();
    assertThat(again.content().fields()).isEqualTo(fields("a"));
    assertThat(again.deliveredHash()).isEqualTo(Content.UNKNOWN);
  }

  @Test
  void aRecordThatTheVendorHasLostIsSentAgain() throws Exception {
    begin(EffectClass.A, 10);
    desire("a");
    report(claim(), new Outcome.Delivered(null));
    desire("a", present("new"));
    report(claim(), new Outcome.Missing("gone"));
    desire("a");
    ClaimedDelivery again = claim().rows().getFirst();
    assertThat(again.deliveredHash()).isEqualTo(Content.UNKNOWN);
    assertThat(again.deliveredFields()).isEqualTo(FieldHashes.NOTHING);
  }

  @Test
  void aDeliveredRecordIsRemovedAndOneThatWasNotSentIsForgotten() throws Exception {
    begin(EffectClass.A, 10);
    desire("sent");
    report(claim(), new Outcome.Delivered(null));
    desire("unsent");
    ledger.desire(
        List.of(
            desired(records, "sent", new Intent.Absent()),
            desired(records, "unsent", new Intent.Absent())));
    assertThat(ledger.find(key("unsent"))).isNull();
    LeasedBatch removal = claim();
    assertThat(values(removal)).containsExactly("sent");
    assertThat(removal.rows()).allMatch(ClaimedDelivery::removal);
    report(removal, new Outcome.Delivered(null));
    assertThat(stored("sent"))
        .returns(State.DELIVERED, Delivery::state)
        .returns(Content.ABSENT, Delivery::deliveredHash);
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    desire("sent");
    assertThat(values(claim())).as("it is desired again").containsExactly("sent");
  }

  @Test
  void aRecordThatIsRemovedInFlightIsRemovedAfterTheReport() throws Exception {
    begin(EffectClass.A, 10);
    desire("a");
    LeasedBatch write = claim();
    ledger.desire(List.of(desired(records, "a", new Intent.Absent())));
    report(write, new Outcome.Delivered(null));
    assertThat(claim().rows()).singleElement().matches(ClaimedDelivery::removal);
  }

  @Test
  void aChangedMatchValueBelongsToTheSameRecord() throws Exception {
    begin(EffectClass.A, 10);
    String owner = TestLedger.PEOPLE.getFirst().value();
    ledger.desire(List.of(owned("old", owner)));
    report(claim(), new Outcome.Delivered("v-1"));
    ledger.desire(List.of(owned("new", owner)));
    LeasedBatch renamed = claim();
    assertThat(renamed.rows())
        .singleElement()
        .returns("old", ClaimedDelivery::deliveredAs)
        .returns("v-1", ClaimedDelivery::vendorId);
    ledger.desire(List.of(owned("newest", owner)));
    report(renamed, new Outcome.Ambiguous("cut"));
    ledger.pass(PAUSE.plus(MOMENT));
    LeasedBatch again = claim();
    assertThat(values(again)).containsExactly("newest");
    assertThat(again.rows().getFirst().formerMatchValues()).containsExactly("old", "new");
    report(again, new Outcome.Delivered("v-1"));
    assertThat(stored("newest"))
        .returns("newest", Delivery::deliveredAs)
        .returns(List.of(), Delivery::formerKeys);
    assertThat(ledger.find(key("old"))).isNull();
  }

  /** Both wrote to one place at the destination, and the first one took the place with it. */
  @Test
  void aRecordWithAMatchValueThatAnotherHasLeftIsSentAgain() throws Exception {
    begin(EffectClass.A, 10);
    String ann = TestLedger.PEOPLE.getFirst().value();
    String bob = TestLedger.PEOPLE.getLast().value();
    ledger.desire(List.of(owned("shared", ann)));
    report(claim(), new Outcome.Delivered("v-1"));
    ledger.desire(List.of(owned("ann", ann)));
    LeasedBatch leaving = claim();
    ledger.desire(List.of(owned("shared", bob)));
    report(claim(), new Outcome.Delivered("v-1"));
    assertThat(report(leaving, new Outcome.Delivered("v-1"))).as("due by this").isTrue();
    LeasedBatch again = claim();
    assertThat(values(again)).containsExactly("shared");
    assertThat(again.rows().getFirst().deliveredHash()).isEqualTo(Content.UNKNOWN);
  }

  @Test
  void theNextWriteOfARecordWaitsUntilTheLastOneHasSettled() throws Exception {
    begin(EffectClass.A, 10);
    desire("a", "b");
    LeasedBatch first = claim();
    desire("b", present("during"));
    Duration settle = Duration.ofHours(1);
    report(first, _ -> new Outcome.Delivered(null), settle);
    desire("a", present("after"));
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    desire("c");
    assertThat(values(claim())).containsExactly("c");
    ledger.pass(settle.plus(MOMENT));
    assertThat(values(claim())).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aMembershipWaitsForTheIdOfItsRecord() throws Exception {
    begin(EffectClass.A, 10);
    desire("a");
    Delivery parent = stored("a");
    DesiredRecord membership =
        DesiredRecordBuilder.builder(desired(records, "list", present("x")))
            .object("lists")
            .parent(parent.id())
            .build();
    ledger.desire(List.of(membership));
    LeasedBatch record = claim();
    assertThat(values(record)).containsExactly("a");
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    assertThat(report(record, new Outcome.Delivered("v-1"))).as("due by this").isTrue();
    assertThat(claim().rows()).singleElement().returns("v-1", ClaimedDelivery::parentVendorId);
  }

  @Test
  void eachEventIsARecordOfItsOwnAndKeepsNoContent() throws Exception {
    begin(EffectClass.A, 10);
    SyncId events = events();
    EventDelivery event = event(events, "evt_1", null);
    ledger.append(List.of(event, event(events, "evt_2", null)), Priority.LIVE);
    ledger.append(List.of(event), Priority.LIVE);
    LeasedBatch batch = claim();
    assertThat(values(batch)).containsExactlyInAnyOrder("evt_1", "evt_2");
    assertThat(batch.rows()).allMatch(ClaimedDelivery::event).noneMatch(ClaimedDelivery::removal);
    report(batch, new Outcome.Delivered(null));
    ledger.append(List.of(event), Priority.LIVE);
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
  }

  @Test
  void rowsOfADeletedSyncAreNotSent() throws Exception {
    begin(EffectClass.A, 1);
    desire("in-flight", "pending");
    LeasedBatch late = claim();
    List<String> both = List.of("in-flight", "pending");
    ledger.delete(records);
    read();
    assertThat(look()).isInstanceOf(WorkSearchResult.NotSent.class);
    ledger.pass(LEASE);
    assertThat(ledger.store().abandoned(ledger.catalogue())).isEmpty();
    report(late, new Outcome.Delivered(null));
    for (String each : both) {
      assertThat(stored(each).state()).isEqualTo(State.DEAD);
      assertThat(reason(each)).isEqualTo("sync-deleted");
    }
  }

  // Consent

  @Test
  void rowsThatConsentDoesNotAllowAreWithheldUntilItDoes() throws Exception {
    begin(EffectClass.A, 10);
    ProfileId ann = TestLedger.PEOPLE.getFirst();
    ProfileId bob = TestLedger.PEOPLE.getLast();
    ledger.answer(ann, new Consent(Set.of(), Set.of(Bench.PURPOSE)));
    ledger.desire(List.of(owned("ann", ann.value()), owned("bob", bob.value())));
    assertThat(values(claim())).containsExactly("bob");
    assertThat(stored("ann").state()).isEqualTo(State.WITHHELD);
    assertThat(reason("ann")).isEqualTo("consent");
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    ledger.answer(ann, new Consent(Set.of(Bench.PURPOSE), Set.of()));
    assertThat(values(claim())).containsExactly("ann");
  }

  @Test
  void aClaimWhoseRowsAreAllWithheldSendsNothing() throws Exception {
    begin(EffectClass.A, 10);
    SyncId events = events();
    String denied =
        new String(
            Json.write(new Consent(Set.of(), Set.of(Bench.PURPOSE))), StandardCharsets.UTF_8);
    ledger.append(List.of(event(events, "evt_1", denied)), Priority.LIVE);
    assertThat(look()).isInstanceOf(WorkSearchResult.NotSent.class);
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
  }

  @Test
  void removalsNeedNoConsent() throws Exception {
    begin(EffectClass.A, 10);
    ProfileId ann = TestLedger.PEOPLE.getFirst();
    ledger.desire(List.of(owned("ann", ann.value())));
    report(claim(), new Outcome.Delivered(null));
    ledger.answer(ann, new Consent(Set.of(), Set.of(Bench.PURPOSE)));
    ledger.desire(
        List.of(
            DesiredRecordBuilder.builder(owned("ann", ann.value()))
                .intent(new Intent.Absent())
                .build()));
    assertThat(claim().rows()).singleElement().matches(ClaimedDelivery::removal);
  }

  // Jobs that the answer of an attempt names

  @Test
  void theVendorIsAskedAboutAJobAtItsTime() throws Exception {
    begin(EffectClass.A, 10);
    desire("a", "b");
    LeasedBatch sent = claim();
    List<Outcome> positions = List.of(submitted(1), submitted(0));
    report(sent, row -> positions.get(sent.rows().indexOf(row)));
    assertThat(stored("a").state()).isEqualTo(State.SUBMITTED);
    desire("a", present("new"));
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    assertThat(isDue()).isFalse();
    ledger.pass(PAUSE.plus(MOMENT));
    assertThat(isDue()).isTrue();
    assertThat(ledger.store().mostUrgent(destination, 0, true, RowLimit.NONE))
        .contains(Priority.LIVE);
    LeasedBatch question = claim();
    assertThat(question.job()).isEqualTo("job-1");
    assertThat(question.rows())
        .as("as they were sent, in their order in the job")
        .extracting(ClaimedDelivery::jobItem)
        .containsExactly(0, 1);
    assertThat(question.rows()).extracting(ClaimedDelivery::version).containsOnly(1L);
    assertThat(question.rows()).extracting(ClaimedDelivery::attempt).containsOnly(1);
    assertThat(look()).as("leased").isInstanceOf(WorkSearchResult.Nothing.class);
    assertThat(report(question, new Outcome.Delivered("v-1"))).as("due by this").isTrue();
    assertThat(stored("b").state()).isEqualTo(State.DELIVERED);
    assertThat(claim().rows())
        .singleElement()
        .returns(null, ClaimedDelivery::job)
        .matches(row -> row.content().fields().equals(fields("new")));
  }

  @Test
  void anotherWorkerAsksAfterTheLeaseOfAQuestion() throws Exception {
    begin(EffectClass.A, 10);
    desire("a");
    report(claim(), submitted(0));
    ledger.pass(PAUSE.plus(MOMENT));
    LeasedBatch late = claim();
    ledger.pass(LEASE);
    assertThat(ledger.store().abandoned(ledger.catalogue()))
        .as("a question sends nothing")
        .isEmpty();
    LeasedBatch next = claim();
    report(late, new Outcome.Rejected(null, "too late"));
    assertThat(stored("a").state()).isEqualTo(State.SUBMITTED);
    report(next, new Outcome.Delivered(null));
    assertThat(stored("a").state()).isEqualTo(State.DELIVERED);
  }

  @Test
  void aQuestionPassesThePauseOfItsDestinationAndWaitsForItsSync() throws Exception {
    begin(EffectClass.A, 10);
    desire("a");
    report(claim(), submitted(0));
    ledger.pass(PAUSE.plus(MOMENT));
    ledger.store().pause(stored(sync("people", Mode.UPSERT)), "asked", "");
    assertThat(ledger.store().mostUrgent(destination, 0, true, RowLimit.NONE))
        .contains(Priority.LIVE);
    ledger.store().pause(stored(records), "asked", "");
    assertThat(ledger.store().mostUrgent(destination, 0, true, RowLimit.NONE)).isEmpty();
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    assertThat(isDue()).isFalse();
    ledger.resume(new PauseTarget.OfSync(records), destination.id());
    ledger.store().pause(destination, "asked", "");
    assertThat(isDue()).isTrue();
    assertThat(claim().job()).isEqualTo("job-1");
  }

  @Test
  void everyOtherTurnAsksBeforeItSends() throws Exception {
    begin(EffectClass.A, 1);
    for (String name : List.of("a", "b")) {
      desire(name);
      report(claim(), new Outcome.Submitted("job-" + name, ledger.now(), "", 0));
    }
    ledger.pass(PAUSE.plus(MOMENT));
    desire("c", "d");
    List<Boolean> asked = new ArrayList<>();
    for (int turn = 0; turn < 4; turn++) {
      asked.add(taken(ledger.store().claim(destination, turn, true)).batch().job() != null);
    }
    assertThat(asked).containsExactly(true, false, true, false);
  }

  // Jobs that the ledger records

  @Test
  void aRecordedJobIsContinuedByAnotherWorkerAfterItsLease() throws Exception {
    begin(EffectClass.E, 10);
    desire("a", "b");
    LeasedBatch submitting = ledger.store().begin(claim(), Duration.ofHours(1), JobLog.Account.ANY);
    RecordedJob job = recorded(submitting);
    assertThat(job.step()).isEqualTo(Step.SUBMITTING);
    assertThat(submitting.rows()).extracting(ClaimedDelivery::jobItem).containsExactly(0, 1);
    assertThat(stored("a").state()).isEqualTo(State.SUBMITTED);
    RecordedJob working =
        RecordedJobBuilder.builder(job).step(Step.WORKING).vendorJob("vendor-1").build();
    ledger.store().record(working);
    ledger.pass(LEASE);
    assertThat(look()).as("its lease is longer").isInstanceOf(WorkSearchResult.Nothing.class);
    assertThat(ledger.store().abandoned(ledger.catalogue())).isEmpty();
    ledger.pass(BatchSender.JOB_LEASE);
    assertThat(isDue()).isTrue();
    LeasedBatch taken = claim();
    assertThat(recorded(taken))
        .returns(Step.WORKING, RecordedJob::step)
        .returns("vendor-1", RecordedJob::vendorJob)
        .returns(true, RecordedJob::abandoned);
    assertThatExceptionOfType(JobLost.class).isThrownBy(() -> ledger.store().record(working));
    report(submitting, new Outcome.Rejected(null, "too late"));
    assertThat(stored("a").state()).isEqualTo(State.SUBMITTED);
    report(taken, new Outcome.Delivered(null));
    assertThat(stored("a").state()).isEqualTo(State.DELIVERED);
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
  }

  @Test
  void aJobEndsWithItsLastRowAndIsDueAgainUntilThen() throws Exception {
    begin(EffectClass.A, 10);
    desire("a", "b");
    LeasedBatch submitting = ledger.store().begin(claim(), Duration.ofHours(1), JobLog.Account.ANY);
    LeasedBatch asked =
        submitting.with(
            RecordedJobBuilder.builder(recorded(submitting))
                .notBefore(ledger.now().plus(PAUSE))
                .words("half")
                .build());
    DeliveryStore.Reported all = reported(asked, _ -> new Outcome.Delivered(null));
    ledger
        .store()
        .report(
            asked,
            all.reports().subList(0, 1),
            AttemptResult.of(all.reports(), List.of(), List.of()));
    assertThat(stored(asked.rows().getFirst().key().value()).state()).isEqualTo(State.DELIVERED);
    assertThat(look()).isInstanceOf(WorkSearchResult.Nothing.class);
    ledger.pass(PAUSE.plus(MOMENT));
    LeasedBatch rest = claim();
    assertThat(rest.rows()).extracting(ClaimedDelivery::jobItem).containsExactly(1);
    assertThat(recorded(rest))
        .returns("half", RecordedJob::words)
        .returns(false, RecordedJob::abandoned);
    report(rest, new Outcome.Delivered(null));
    assertThat(ledger.store().openJobs(destination, "")).isZero();
  }

  @Test
  void aJobWhoseRowsAnotherWorkerHasDoesNotBegin() throws Exception {
    begin(EffectClass.A, 10);
    desire("a");
    LeasedBatch late = claim();
    ledger.pass(LEASE);
    report(
        ledger.store().abandoned(ledger.catalogue()).getFirst(),
        new Outcome.Transient("dead", null));
    ledger.pass(PAUSE);
    LeasedBatch next = claim();
    assertThatExceptionOfType(JobLost.class)
        .isThrownBy(() -> ledger.store().begin(late, Duration.ofHours(1), JobLog.Account.ANY));
    assertThat(ledger.store().openJobs(destination, "")).isZero();
    assertThat(ledger.store().begin(next, Duration.ofHours(1), JobLog.Account.ANY).rows())
        .hasSize(1);
  }

  @Test
  void anAccountHasNoMoreOpenJobsThanItMayAndAJobCountsForAnHour() throws Exception {
    begin(EffectClass.A, 1);
    desire("a", "b");
    LeasedBatch first = claim();
    LeasedBatch second = claim();
    ledger.store().begin(first, Duration.ofDays(1), ACCOUNT);
    assertThat(ledger.store().openJobs(destination, ACCOUNT.name())).isEqualTo(1);
    assertThatExceptionOfType(JobHeldBack.class)
        .isThrownBy(() -> ledger.store().begin(second, Duration.ofDays(1), ACCOUNT))
        .satisfies(held -> assertThat(held.until()).isAfter(ledger.now()));
    assertThat(stored(second.rows().getFirst().key().value()).state()).isEqualTo(State.IN_FLIGHT);
    ledger.pass(Duration.ofMinutes(61));
    assertThat(ledger.store().openJobs(destination, ACCOUNT.name())).isZero();
  }

  @Test
  void rowsOfAJobWhoseRecordsTheVendorHasLostHaveNoFieldsThere() throws Exception {
    begin(EffectClass.A, 10);
    desire("a");
    report(claim(), new Outcome.Delivered(null));
    desire("a", present("new"));
    LeasedBatch inJob = ledger.store().begin(claim(), Duration.ofHours(1), JobLog.Account.ANY);
    ledger.store().lost(inJob.rows());
    assertThat(stored("a"))
        .returns(Content.UNKNOWN, Delivery::deliveredHash)
        .returns(FieldHashes.NOTHING, Delivery::deliveredFields)
        .returns(State.SUBMITTED, Delivery::state);
  }

  private static RecordedJob recorded(LeasedBatch batch) {
    return Objects.requireNonNull(batch.recorded());
  }

  private Outcome submitted(int position) {
    return new Outcome.Submitted("job-1", ledger.now(), "working", position);
  }

  // The ledger

  private void begin(EffectClass of, int batchSize) throws Exception {
    effectClass = of;
    fake = new FakeDestination(of);
    fake.declaring = FakeDestination.batches(batchSize);
    ledger = open(fake);
    ObjectNode none = Json.MAPPER.createObjectNode();
    DestinationId id =
        ledger.destination(
            new DestinationSpec(
                FakeDestination.ID, none, Map.of(), List.of(Bench.PURPOSE), null, null));
    destination = ledger.catalogue().destination(id).orElseThrow();
    records = sync("rows", Mode.UPSERT);
  }

  private void read() throws Exception {
    destination = ledger.catalogue().destination(destination.id()).orElseThrow();
  }

  private SyncId sync(String object, Mode mode) throws Exception {
    FieldMapping email = new FieldMapping("email", new ValueSource.IdentifierOf(Identifier.EMAIL));
    FieldMapping name = new FieldMapping("name", new ValueSource.Trait("name"));
    return sync(new SyncSource.Profiles(), object, email, List.of(name), mode);
  }

  private SyncId events() throws Exception {
    return sync(new SyncSource.Events(List.of()), "events", null, List.of(), Mode.APPEND);
  }

  private SyncId sync(
      SyncSource from,
      String object,
      @Nullable FieldMapping match,
      List<FieldMapping> mapping,
      Mode mode)
      throws Exception {
    ObjectNode none = Json.MAPPER.createObjectNode();
    SyncId id =
        ledger.sync(new SyncSpec(destination.id(), from, object, match, mapping, mode, none, null));
    spaces.put(id, ledger.catalogue().sync(id).orElseThrow().space());
    read();
    return id;
  }

  private WorkSearchResult look() throws Exception {
    return look(RowLimit.NONE);
  }

  private WorkSearchResult look(RowLimit limit) throws Exception {
    return ledger.store().claim(destination, 1, true, limit);
  }

  private LeasedBatch claim() throws Exception {
    return taken(look()).batch();
  }

  private static WorkSearchResult.Taken taken(WorkSearchResult found) {
    assertThat(found).isInstanceOf(WorkSearchResult.Taken.class);
    return (WorkSearchResult.Taken) found;
  }

  private static List<LeasedBatch> all(WorkSearchResult.Taken taken) {
    return Stream.concat(Stream.of(taken.batch()), taken.next().stream()).toList();
  }

  private boolean isDue() throws Exception {
    return ledger.store().due(List.of(destination)).contains(destination.id());
  }

  private boolean report(LeasedBatch batch, Outcome outcome) throws Exception {
    return report(batch, _ -> outcome);
  }

  private boolean report(LeasedBatch batch, Function<ClaimedDelivery, Outcome> outcomes)
      throws Exception {
    return report(batch, outcomes, Duration.ZERO);
  }

  private boolean report(
      LeasedBatch batch, Function<ClaimedDelivery, Outcome> outcomes, Duration settle)
      throws Exception {
    return ledger.store().report(List.of(reported(batch, outcomes, decision(settle))));
  }

  private DeliveryStore.Reported reported(
      LeasedBatch batch, Function<ClaimedDelivery, Outcome> outcomes) {
    return reported(batch, outcomes, decision(Duration.ZERO));
  }

  private static DeliveryStore.Reported reported(
      LeasedBatch batch, Function<ClaimedDelivery, Outcome> outcome, OutcomeDecision decision) {
    List<Outcome> outcomes = batch.rows().stream().map(outcome).toList();
    boolean recorded = batch.recorded() != null;
    List<ClaimedDelivery> rows =
        batch.rows().stream()
            .map(row -> recorded ? ClaimedDeliveryBuilder.builder(row).job(null).build() : row)
            .toList();
    List<AttemptReport> reports = decision.of(rows, outcomes);
    return new DeliveryStore.Reported(
        batch, reports, AttemptResult.of(reports, outcomes, List.of()));
  }

  private OutcomeDecision decision(Duration settle) {
    return new OutcomeDecision(
        effectClass, false, ledger.now(), PAUSE, PAUSE, Confirmation.DELIVERED, settle);
  }

  private static List<String> values(LeasedBatch batch) {
    return batch.rows().stream().map(row -> row.key().value()).toList();
  }

  private RecordKey key(String value) {
    return key(records, value);
  }

  private RecordKey key(SyncId sync, String value) {
    return new RecordKey(
        Bench.WORKSPACE, destination.id(), Objects.requireNonNull(spaces.get(sync)), value);
  }

  private Delivery stored(String value) throws Exception {
    return Objects.requireNonNull(ledger.find(key(value)), value);
  }

  private @Nullable String reason(String value) throws Exception {
    return ledger.reason(stored(value).id());
  }

  private void desire(String... values) throws Exception {
    List<DesiredRecord> all = new ArrayList<>();
    for (String value : values) {
      all.add(desired(records, value, present(value)));
    }
    ledger.desire(all);
  }

  private void desire(String value, Intent intent) throws Exception {
    ledger.desire(List.of(desired(records, value, intent)));
  }

  private DesiredRecord desired(SyncId sync, String value, Intent intent) throws Exception {
    return desired(sync, value, intent, Priority.LIVE);
  }

  private DesiredRecord desired(SyncId sync, String value, Intent intent, Priority lane)
      throws Exception {
    Catalogue.Sync known = ledger.catalogue().sync(sync).orElseThrow();
    return DesiredRecordBuilder.builder()
        .key(key(sync, value))
        .sync(sync)
        .object(known.object().name())
        .intent(intent)
        .owner(null)
        .personRef(null)
        .parent(null)
        .lane(lane)
        .position(0)
        .origin(ORIGIN)
        .build();
  }

  private DesiredRecord owned(String value, String owner) throws Exception {
    return DesiredRecordBuilder.builder(desired(records, value, present("x"))).owner(owner).build();
  }

  private static Intent present(String name) {
    return new Intent.Present(fields(name), List.of(), Set.of(), OnDenial.ALLOWED);
  }

  private static ObjectNode fields(String name) {
    return Json.MAPPER.createObjectNode().put("name", name);
  }

  private EventDelivery event(SyncId sync, String id, @Nullable String ownConsent)
      throws Exception {
    return new EventDelivery(
        key(sync, id),
        "Order Completed",
        sync,
        "events",
        TestLedger.PEOPLE.getFirst(),
        Content.json(sync, Map.of("total", 1), List.of()),
        ownConsent,
        ORIGIN);
  }
}
