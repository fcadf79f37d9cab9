package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.PURPOSE;
import static dev.tributary.destinations.delivery.Bench.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest.Field;
import dev.tributary.destinations.connector.Manifest.FieldType;
import dev.tributary.destinations.connector.ManifestObjectTypeBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.plan.Effects;
import dev.tributary.destinations.plan.LeftOut;
import dev.tributary.destinations.plan.RowSource;
import dev.tributary.destinations.plan.SharedRecords;
import dev.tributary.destinations.plan.SyncPlan;
import dev.tributary.destinations.postgres.queries.PlanQueries;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSource.PersonLink;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.testkit.lane.Lane;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan against what the sync then does. */
class SyncPlanTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final AudienceId AUDIENCE = new AudienceId("aud_1");
  private static final ModelId MODEL = new ModelId("mdl_1");
  private static final int PEOPLE = Lane.size("tributary.people", 30, 300);
  private static final String BUSY =
      "select count(*) from delivery where state = 'in-flight'"
          + " or state = 'pending' and not_before < 'infinity'";

  @Test
  void aNewSyncCreatesWhoIsAMemberAndSaysWhyTheOthersAreLeftOut() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      member(bench, "prf_1", "a@example.org", true);
      member(bench, "prf_2", "b@example.org", true);
      member(bench, "prf_3", "c@example.org", false);
      member(bench, "prf_4", null, true);
      member(bench, "prf_5", "a@example.org", true);
      bench.apply(bench.updated(state("prf_6", "f@example.org", true, 1)));
      bench.apply(bench.member(AUDIENCE, new ProfileId("prf_7"), true, 1, 1));
      bench.apply(bench.updated(state("prf_8", "h@example.org", true, 1)));
      bench.apply(bench.member(AUDIENCE, new ProfileId("prf_8"), false, 1, 1));
      SyncId sync = bench.audienceSync(bench.destination(), "rows", AUDIENCE);

      SyncPlan plan = plan(bench, sync, 100, 100);

      assertThat(plan.records()).isEqualTo(new Effects(2, 0, 0, 0, 0));
      assertThat(plan.memberships()).isNull();
      assertThat(plan.people()).isEqualTo(6);
      assertThat(plan.complete()).isTrue();
      assertThat(texts(plan))
          .isEqualTo(
              Map.of("consent marketing", 1L, "no-identifier", 1L, "shared", 1L, "undecided", 1L));
      assertThat(plan.fields()).isEqualTo(2);
      assertThat(bench.number("select count(*) from delivery")).as("nothing is written").isZero();
    }
  }

  @Test
  void theSizeOfThePartsChangesNothingAndTheLimitIsSaid() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      for (int i = 0; i < 5; i++) {
        member(bench, "prf_" + i, (i % 4) + "@example.org", true);
      }
      SyncId sync = bench.audienceSync(bench.destination(), "rows", AUDIENCE);

      SyncPlan inParts = plan(bench, sync, 100, 1);

      assertThat(inParts).isEqualTo(plan(bench, sync, 100, 100));
      assertThat(inParts.records().created()).isEqualTo(4);
      assertThat(texts(inParts)).isEqualTo(Map.of("shared", 1L));
      assertThat(plan(bench, sync, 5, 2).complete()).as("exactly as many as the limit").isTrue();
      SyncPlan first = plan(bench, sync, 3, 2);
      assertThat(first.complete()).isFalse();
      assertThat(first.people()).isEqualTo(3);
    }
  }

  /** A sync that is not created yet has another id in each request. */
  @Test
  void thePlanOfANewSyncDoesNotDependOnItsId() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      member(bench, "prf_1", "a@example.org", true);
      member(bench, "prf_2", "b@example.org", true);
      DestinationId destination = bench.destination();
      SyncPlan plan = plan(bench, bench.audienceSync(destination, "contacts", AUDIENCE), 9, 9);
      assertThat(plan.memberships()).isEqualTo(new Effects(2, 0, 0, 0, 0));
      assertThat(plan(bench, bench.audienceSync(destination, "contacts", AUDIENCE), 9, 1))
          .isEqualTo(plan);
      member(bench, "prf_3", "c@example.org", true);
      assertThat(plan(bench, bench.audienceSync(destination, "contacts", AUDIENCE), 9, 9).digest())
          .isNotEqualTo(plan.digest());
    }
  }

  /** The records of the members are unchanged, because another sync has delivered the same. */
  @Test
  void aSecondListTakesTheRecordsThatAnotherSyncHasDelivered() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId first = bench.audienceSync(destination, "contacts", AUDIENCE);
      bench.fake.store(destination).behaviour =
          (batch, item) ->
              item.matchValue().startsWith("no") ? new Outcome.Rejected("email", "No") : null;
      DeliveryEngine engine = bench.engine();
      member(bench, "prf_1", "a@example.org", true);
      member(bench, "prf_2", "b@example.org", true);
      member(bench, "prf_3", "no@example.org", true);
      await().atMost(BOUND).until(() -> bench.number(BUSY) == 0);
      bench.stop(engine);
      List<String> members = new ArrayList<>();
      bench.fake.refusing =
          item -> {
            members.add(String.valueOf(item.parentVendorId()));
            return null;
          };

      SyncPlan plan = plan(bench, bench.audienceSync(destination, "contacts", AUDIENCE), 9, 9);

      assertThat(plan.memberships()).isEqualTo(new Effects(2, 0, 0, 0, 0));
      assertThat(members).hasSize(2).allMatch(id -> id.startsWith("v-dlv_"));
      assertThat(texts(plan))
          .as("the record waits for a user, and so does its membership")
          .isEqualTo(Map.of("rejected", 1L));
      assertThat(plan(bench, bench.audienceSync(destination, "contacts", AUDIENCE), 9, 1))
          .as("the id of the new sync does not count")
          .isEqualTo(plan);
      assertThat(texts(queries(bench, 9, 9).of(bound(bench, first), true)))
          .as("another run of the first sync sends the record")
          .isEmpty();
    }
  }

  @Test
  void aMembershipThatTheConnectorRefusesIsLeftOutWithAReason() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      member(bench, "prf_1", "a@example.org", true);
      member(bench, "prf_2", "b@example.org", true);
      SyncId sync = bench.audienceSync(bench.destination(), "contacts", AUDIENCE);
      bench.fake.refusing =
          item -> {
            String id = item.parentVendorId();
            return id == null || id.matches("[0-9]+")
                ? null
                : new Outcome.Rejected(null, "The id of a lead is a number");
          };
      SyncPlan numbers = plan(bench, sync, 9, 9);
      assertThat(numbers.memberships())
          .as("an id that no vendor has given yet refuses nothing")
          .isEqualTo(new Effects(2, 0, 0, 0, 0));
      assertThat(numbers.leftOut()).isEmpty();
      bench.fake.refusing =
          item -> item.parentVendorId() == null ? null : new Outcome.Rejected(null, "No");
      SyncPlan refused = plan(bench, sync, 9, 9);
      assertThat(refused.records().created()).isEqualTo(2);
      assertThat(refused.memberships()).isEqualTo(Effects.NONE);
      assertThat(refused.leftOut()).isEqualTo(Map.of(new LeftOut("invalid", null, null), 2L));
    }
  }

  @Test
  void aMergedProfileIsPlannedOnce() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      member(bench, "prf_1", "a@example.org", true);
      member(bench, "prf_2", "b@example.org", true);
      bench.apply(bench.merged(new ProfileId("prf_1"), new ProfileId("prf_2")));
      SyncId sync = bench.audienceSync(bench.destination(), "rows", AUDIENCE);
      SyncPlan plan = plan(bench, sync, 100, 1);
      assertThat(plan.people()).isEqualTo(1);
      assertThat(plan.records().created()).isEqualTo(1);
    }
  }

  @Test
  void aRecordWithoutARequiredFieldIsLeftOutWithTheField() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.declaring =
          object ->
              ManifestObjectTypeBuilder.builder(object)
                  .fields(
                      List.of(
                          new Field("name", "Name", FieldType.TEXT, List.of(), true),
                          new Field("email", "Email", FieldType.TEXT, List.of(), true)))
                  .build();
      bench.fake.refusing =
          item ->
              item.fields().isEmpty() && item.parentVendorId() == null
                  ? new Outcome.Rejected("name", "Is required")
                  : item.matchValue().startsWith("c")
                      ? new Outcome.Rejected("name", "Is too long")
                      : null;
      member(bench, "prf_1", "a@example.org", true);
      member(bench, "prf_3", "c@example.org", true);
      bench.apply(
          bench.updated(
              ProfileStateBuilder.builder(state("prf_2", "b@example.org", true, 1))
                  .traits(Map.of())
                  .build()),
          bench.member(AUDIENCE, new ProfileId("prf_2"), true, 1, 1));
      SyncId sync = bench.audienceSync(bench.destination(), "contacts", AUDIENCE);
      SyncPlan plan = plan(bench, sync, 100, 100);
      assertThat(plan.records().created()).isEqualTo(1);
      assertThat(plan.leftOut())
          .isEqualTo(
              Map.of(
                  new LeftOut("required", null, "name"), 1L,
                  new LeftOut("invalid", null, "name"), 1L));
      assertThat(plan.memberships())
          .as("the memberships of records that are not sent wait")
          .isEqualTo(new Effects(1, 0, 0, 0, 0));
      assertThat(plan.items()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void theLastPersonWithAMatchValueDecides(int atOnce) throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      member(bench, "prf_1", "a@example.org", false);
      member(bench, "prf_2", "b@example.org", true);
      member(bench, "prf_3", "b@example.org", false);
      member(bench, "prf_5", "a@example.org", true);
      SyncId sync = bench.audienceSync(bench.destination(), "rows", AUDIENCE);
      SyncPlan plan = plan(bench, sync, 100, atOnce);
      assertThat(plan.people()).isEqualTo(4);
      assertThat(plan.records()).isEqualTo(new Effects(1, 0, 0, 0, 0));
      assertThat(texts(plan)).isEqualTo(Map.of("consent marketing", 1L, "shared", 2L));
    }
  }

  @Test
  void theTimeEndsAPlanAfterAPart() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      for (int i = 0; i < 5; i++) {
        member(bench, "prf_" + i, i + "@example.org", true);
      }
      SyncId sync = bench.audienceSync(bench.destination(), "rows", AUDIENCE);
      SyncPlan plan =
          queries(bench, (workspace, model, each) -> 0, Duration.ZERO, 100, 2)
              .of(bound(bench, sync), false);
      assertThat(plan.complete()).isFalse();
      assertThat(plan.people()).isEqualTo(2);
      assertThat(plan.records().created()).isEqualTo(2);
    }
  }

  /**
   * People of the parts before are decided already, so all are planned again. The clock is asked
   * once at the beginning, and twice for each part but the first one; two people share a record, so
   * the eight first times are of the time that finds them.
   */
  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7, 9, 11, 13, 15})
  void aPersonWhoTakesTheRecordOfAnotherOneMeanwhileIsPlannedWithIt(int when) throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      member(bench, "prf_1", "a@example.org", true);
      member(bench, "prf_2", "b@example.org", true);
      member(bench, "prf_3", "b@example.org", true);
      member(bench, "prf_4", "c@example.org", true);
      SyncId sync = bench.audienceSync(bench.destination(), "rows", AUDIENCE);
      DuringPlan clock =
          new DuringPlan(
              when, () -> bench.apply(bench.updated(state("prf_4", "a@example.org", true, 2))));
      SyncPlan plan =
          queries(
                  bench,
                  (workspace, model, each) -> 0,
                  SharedRecords::hash,
                  clock,
                  BOUND,
                  new Parts(100, 1))
              .of(bound(bench, sync), false);
      assertThat(clock.asked).isGreaterThan(when);
      assertThat(plan).isEqualTo(together(bench, bound(bench, sync)));
      assertThat(texts(plan)).isEqualTo(Map.of("shared", 2L));
      assertThat(plan.records().created()).isEqualTo(2);
    }
  }

  @Test
  void peopleWhoAlwaysShareOtherRecordsCannotBePlanned() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      for (int i = 1; i <= 3; i++) {
        member(bench, "prf_" + i, i + "@example.org", true);
      }
      SyncId sync = bench.audienceSync(bench.destination(), "rows", AUDIENCE);
      AtomicLong other = new AtomicLong();
      PlanQueries queries =
          queries(
              bench,
              (workspace, model, each) -> 0,
              // Each three names have one hash that no name had before.
              name -> other.getAndIncrement() / 3,
              Clock.systemUTC(),
              BOUND,
              new Parts(100, 1));
      Catalogue.Sync bound = bound(bench, sync);
      assertThatThrownBy(() -> queries.of(bound, false))
          .isInstanceOfSatisfying(
              Problem.class, problem -> assertThat(problem.code()).isEqualTo(Problems.CONFLICT));
    }
  }

  /** A clock that changes the world when it is asked for the n-th time. */
  private static final class DuringPlan extends Clock {
    private final int when;
    private final Change change;
    private int asked;

    interface Change {
      void make() throws SQLException;
    }

    DuringPlan(int when, Change change) {
      this.when = when;
      this.change = change;
    }

    @Override
    public Instant instant() {
      asked++;
      if (asked == when) {
        try {
          change.make();
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
      return Instant.now();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** The sync that has changed a record last is the one whose run repeats it. */
  @Test
  void anotherRunRepeatsOnlyTheRecordsOfItsSync() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      List<SyncId> syncs =
          List.of(
              bench.audienceSync(destination, "rows", AUDIENCE),
              bench.profileSync(destination, Mode.UPSERT));
      bench.fake.store(destination).behaviour =
          (batch, item) -> new Outcome.Rejected("email", "No");
      bench.engine();
      member(bench, "prf_2", "no@example.org", true);
      await()
          .atMost(BOUND)
          .until(() -> bench.number("select count(*) from delivery where state = 'rejected'") == 1);
      for (SyncId sync : syncs) {
        String mine = "select count(*) from delivery where sync = '%s'".formatted(sync.value());
        assertThat(queries(bench, 100, 100).of(bound(bench, sync), true).records().created())
            .isEqualTo(bench.number(mine));
      }
    }
  }

  @Test
  void aRecordOfAPersonNeedsTheConsentOfThePersonAlsoForARow() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination, Mode.UPSERT);
      SyncId sync = bench.modelSync(destination, MODEL, null);
      bench.apply(bench.updated(state("prf_1", "r1", true, 1)));
      bench.apply(bench.updated(state("prf_1", "r1", false, 2)));
      List<RowChange> rows =
          Stream.of(row(bench, "r1", "a", 1), row(bench, "r2", "a", 1))
              .map(each -> Json.read(each.value(), RowChange.class))
              .toList();
      SyncPlan plan = plan(bench, rows, sync, 100);
      assertThat(plan.records().created()).isEqualTo(1);
      assertThat(texts(plan)).isEqualTo(Map.of("consent marketing", 1L));
    }
  }

  @Test
  void recordsOfTheModeUpdateOnlyAreUpdatedAndOfDeleteRemoved() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      bench.apply(bench.updated(state("prf_1", "a@example.org", true, 1)));
      bench.apply(bench.updated(state("prf_2", "b@example.org", false, 1)));
      DestinationId destination = bench.destination();
      SyncPlan updates = plan(bench, bench.profileSync(destination, Mode.UPDATE_ONLY), 9, 9);
      assertThat(updates.records()).isEqualTo(new Effects(0, 1, 0, 0, 0));
      SyncPlan deletes = plan(bench, bench.profileSync(bench.destination(), Mode.DELETE), 9, 9);
      assertThat(deletes.records())
          .as("a deletion needs no consent")
          .isEqualTo(new Effects(0, 0, 2, 0, 0));
      assertThat(deletes.leftOut()).isEmpty();
    }
  }

  @Test
  void anotherRunSendsRejectedRecordsAgainAndOtherChangesDoNot() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.audienceSync(destination, "rows", AUDIENCE);
      bench.fake.store(destination).behaviour =
          (batch, item) ->
              item.matchValue().startsWith("no") ? new Outcome.Rejected("email", "No") : null;
      bench.engine();
      member(bench, "prf_1", "a@example.org", true);
      member(bench, "prf_2", "no@example.org", true);
      await().atMost(BOUND).until(() -> bench.number(BUSY) == 0);

      SyncPlan change = plan(bench, sync, 100, 100);
      assertThat(change.records()).isEqualTo(new Effects(0, 0, 0, 1, 0));
      assertThat(texts(change)).isEqualTo(Map.of("rejected", 1L));

      SyncPlan rerun = queries(bench, 100, 100).of(bound(bench, sync), true);
      assertThat(rerun.records()).isEqualTo(new Effects(1, 0, 0, 1, 0));
      assertThat(rerun.leftOut()).isEmpty();
      assertThat(rerun.digest()).isNotEqualTo(change.digest());
    }
  }

  @Test
  void theRowsOfAModelAreCreatedUpdatedRemovedAndLeftOut() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId destination = bench.destination();
      PersonLink person = new PersonLink("email", Identifier.EMAIL);
      SyncId sync = bench.modelSync(destination, MODEL, person);
      bench.apply(bench.updated(state("prf_1", "a@example.org", true, 1)));
      bench.apply(bench.updated(state("prf_2", "b@example.org", false, 1)));
      List<Message> sent =
          List.of(row(bench, "r1", "a", 1), row(bench, "r2", "a", 1), row(bench, "r3", "a", 1));
      bench.engine();
      bench.apply(sent.toArray(Message[]::new));
      await().atMost(BOUND).until(() -> bench.number(BUSY) == 0);
      List<RowChange> newest =
          Stream.of(
                  row(bench, "r1", "a", 1),
                  row(bench, "r2", "a", 2),
                  bench.row(MODEL, "r3", RowChange.Change.REMOVED, Map.of()),
                  row(bench, "r4", "a", 1),
                  row(bench, "r5", "b", 1),
                  row(bench, "r6", "nobody", 1),
                  bench.row(MODEL, "r7", RowChange.Change.ADDED, Map.of()))
              .map(each -> Json.read(each.value(), RowChange.class))
              .toList();

      SyncPlan plan = plan(bench, newest, sync, 100);

      // The last row names no person, so nobody has to consent.
      assertThat(plan.records()).isEqualTo(new Effects(2, 1, 1, 1, 0));
      assertThat(texts(plan)).isEqualTo(Map.of("consent marketing", 2L));
      assertThat(plan.people()).isEqualTo(6);
      assertThat(plan(bench, newest, sync, 1)).isEqualTo(plan);
    }
  }

  private static SyncPlan plan(Bench bench, List<RowChange> rows, SyncId sync, int atOnce)
      throws SQLException {
    RowSource source =
        (workspace, model, each) -> {
          rows.forEach(each);
          return 0;
        };
    return queries(bench, source, 100, atOnce).of(bound(bench, sync), false);
  }

  private static Message row(Bench bench, String id, String person, int total) {
    return bench.row(
        MODEL,
        id,
        RowChange.Change.ADDED,
        Map.of(
            "id", TextNode.valueOf(id),
            "email", TextNode.valueOf(person + "@example.org"),
            "total", IntNode.valueOf(total)));
  }

  /** No engine runs while people change, so all of the plan is still to be sent. */
  @Tag("soak-models")
  @ParameterizedTest
  @ValueSource(strings = {"rows", "contacts"})
  void whatIsPlannedIsWhatTheDestinationGets(String object) throws Exception {
    long seed = Lane.seed();
    System.out.println("SyncPlanTest with -Dtributary.seed=" + seed);
    Random random = new Random(seed);
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.audienceSync(destination, object, AUDIENCE);
      Map<Integer, Integer> versions = new HashMap<>();
      for (int round = 1; round <= 3; round++) {
        for (int i = 0; i < PEOPLE; i++) {
          if (random.nextInt(3) > 0) {
            change(bench, random, i, i, versions.merge(i, 1, Integer::sum));
          }
        }
        List<String> before = new ArrayList<>(bench.fake.store(destination).order);
        SyncPlan plan = plan(bench, sync, 10_000, 1 + random.nextInt(20));
        assertThat(plan).as("round %d", round).isEqualTo(together(bench, bound(bench, sync)));
        DeliveryEngine engine = bench.engine();
        await().atMost(BOUND).until(() -> bench.number(BUSY) == 0);
        bench.stop(engine);
        await().atMost(BOUND).until(engine::idle);

        List<String> order = bench.fake.store(destination).order;
        List<String> sent = order.subList(before.size(), order.size());
        assertThat(sent.stream().filter(each -> each.startsWith("+" + object)).count())
            .as("round %d: %s, sent %s", round, plan, sent)
            .isEqualTo(plan.records().created() + plan.records().updated());
        assertThat(sent.stream().filter(each -> each.startsWith("-" + object)).count())
            .as("round %d: %s", round, plan)
            .isEqualTo(plan.records().removed());
        Set<String> known = new HashSet<>(before);
        assertThat(
                sent.stream()
                    .filter(each -> each.startsWith("+" + object) && !known.contains(each))
                    .count())
            .as("round %d: new ones, %s", round, plan)
            .isLessThanOrEqualTo(plan.records().created());
        Effects list = plan.memberships();
        assertThat(list == null ? 0 : list.created() + list.updated())
            .as("round %d: the list, %s", round, sent)
            .isEqualTo(sent.stream().filter(each -> each.startsWith("+lists")).count());
        SyncPlan again = plan(bench, sync, 10_000, 100);
        assertThat(again.records().sent()).as("nothing is left to do").isZero();
        assertThat(again.requests()).isZero();
      }
    }
  }

  @Tag("soak-models")
  @ParameterizedTest
  @ValueSource(strings = {"rows", "contacts"})
  void theSizeOfThePartsChangesNothingIfPeopleExchangeAddresses(String object) throws Exception {
    long seed = Lane.seed();
    System.out.println("SyncPlanTest with -Dtributary.seed=" + seed);
    Random random = new Random(seed);
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.audienceSync(destination, object, AUDIENCE);
      Map<Integer, Integer> versions = new HashMap<>();
      for (int round = 1; round <= 3; round++) {
        for (int i = 0; i < PEOPLE; i++) {
          if (random.nextInt(3) > 0) {
            int address = random.nextBoolean() ? i : random.nextInt(PEOPLE);
            change(bench, random, i, address, versions.merge(i, 1, Integer::sum));
          }
        }
        // The second sync has no records yet, as a sync that is about to be created.
        for (SyncId planned : List.of(sync, bench.audienceSync(destination, object, AUDIENCE))) {
          Catalogue.Sync bound = bound(bench, planned);
          SyncPlan whole = together(bench, bound);
          assertThat(whole.leftOut()).containsKey(new LeftOut("shared", null, null));
          for (int atOnce : List.of(1, 2, 7, 3 + random.nextInt(10), 10_000)) {
            assertThat(plan(bench, bound, SharedRecords::hash, atOnce))
                .as("round %d, parts of %d", round, atOnce)
                .isEqualTo(whole);
            assertThat(plan(bench, bound, name -> name.hashCode() & 31, atOnce))
                .as("round %d, parts of %d, few hashes", round, atOnce)
                .isEqualTo(whole);
          }
        }
        DeliveryEngine engine = bench.engine();
        await().atMost(BOUND).until(() -> bench.number(BUSY) == 0);
        bench.stop(engine);
        await().atMost(BOUND).until(engine::idle);
      }
    }
  }

  private static void change(Bench bench, Random random, int number, int address, int version)
      throws SQLException {
    String id = "prf_%03d".formatted(number);
    String email = random.nextInt(8) == 0 ? null : "%d@example.org".formatted(address);
    boolean allowed = random.nextInt(4) > 0;
    bench.apply(
        bench.updated(
            ProfileStateBuilder.builder(state(id, email, allowed, version))
                .traits(Map.of("name", TextNode.valueOf("Ann " + random.nextInt(3))))
                .build()));
    bench.apply(bench.member(AUDIENCE, new ProfileId(id), random.nextInt(4) > 0, version, version));
  }

  private static void member(Bench bench, String id, @Nullable String email, boolean allowed)
      throws SQLException {
    bench.apply(bench.updated(state(id, email, allowed, 1)));
    bench.apply(bench.member(AUDIENCE, new ProfileId(id), true, 1, 1));
  }

  private static ProfileState state(
      String id, @Nullable String email, boolean allowed, long version) {
    return ProfileStateBuilder.builder()
        .workspace(WORKSPACE)
        .profile(new ProfileId(id))
        .version(version)
        .identifiers(email == null ? List.of() : List.of(new Identifier(Identifier.EMAIL, email)))
        .traits(Map.of("name", TextNode.valueOf("Ann")))
        .consent(allowed ? Map.of(PURPOSE, ConsentState.GRANTED) : Map.of())
        .subscriptions(Map.of())
        .lastGroup(null)
        .firstSeen(Instant.EPOCH)
        .lastSeen(Instant.EPOCH)
        .build();
  }

  private static SyncPlan plan(Bench bench, SyncId sync, int most, int atOnce) throws SQLException {
    return queries(bench, most, atOnce).of(bound(bench, sync), false);
  }

  private static Catalogue.Sync bound(Bench bench, SyncId sync) throws SQLException {
    return bench.catalogue().sync(sync).orElseThrow();
  }

  private static PlanQueries queries(Bench bench, int most, int atOnce) {
    return queries(bench, (workspace, model, each) -> 0, most, atOnce);
  }

  private static PlanQueries queries(Bench bench, RowSource rows, int most, int atOnce) {
    return queries(bench, rows, BOUND, most, atOnce);
  }

  private static PlanQueries queries(
      Bench bench, RowSource rows, Duration time, int most, int atOnce) {
    return queries(
        bench, rows, SharedRecords::hash, Clock.systemUTC(), time, new Parts(most, atOnce));
  }

  private record Parts(int most, int atOnce) {}

  private static PlanQueries queries(
      Bench bench,
      RowSource rows,
      ToLongFunction<String> hash,
      Clock clock,
      Duration time,
      Parts parts) {
    return new PlanQueries(
        bench.requests,
        rows,
        id -> Optional.empty(),
        bench.types,
        bench.unknownAllows,
        bench.targets,
        new Protocols(clock),
        hash,
        clock,
        time,
        parts.most(),
        parts.atOnce());
  }

  /**
   * The reference: all people who have a record are planned together, in one part. Nothing is
   * decided before the last person is read.
   */
  private static SyncPlan together(Bench bench, Catalogue.Sync sync) {
    return plan(bench, sync, _ -> 1, 10_000);
  }

  private static SyncPlan plan(
      Bench bench, Catalogue.Sync sync, ToLongFunction<String> hash, int atOnce) {
    return queries(
            bench,
            (workspace, model, each) -> 0,
            hash,
            Clock.systemUTC(),
            BOUND,
            new Parts(10_000, atOnce))
        .of(sync, false);
  }

  private static Map<String, Long> texts(SyncPlan plan) {
    Map<String, Long> texts = new TreeMap<>();
    plan.leftOut()
        .forEach((reason, count) ->
            texts.put(
                reason.purpose() == null ? reason.code() : reason.code() + " " + reason.purpose(),
                count));
    return texts;
  }
}
