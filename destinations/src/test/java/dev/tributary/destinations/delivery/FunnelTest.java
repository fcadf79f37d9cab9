package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.PURPOSE;
import static dev.tributary.destinations.delivery.Bench.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.explain.Explain;
import dev.tributary.destinations.explain.PersonFacts;
import dev.tributary.destinations.explain.Stop;
import dev.tributary.destinations.funnel.Funnel;
import dev.tributary.destinations.funnel.FunnelStop;
import dev.tributary.destinations.funnel.Step;
import dev.tributary.destinations.postgres.queries.FunnelQueries;
import dev.tributary.destinations.postgres.queries.PostgresPersonFacts;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.testkit.lane.Lane;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The funnel of a sync against a count by hand, over people of whom all is known. */
@Tag("soak-models")
class FunnelTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final AudienceId AUDIENCE = new AudienceId("aud_1");
  private static final int PEOPLE = Lane.size("tributary.people", 50, 400);

  /** What becomes of a record at the destination. */
  private enum Fate {
    ACCEPTED,
    RECEIVED,
    SUBMITTED,
    EXISTS,
    WAITING,
    REJECTED,
    RETRYING,
    UNCERTAIN,
    DEAD
  }

  private enum Answer {
    GRANTED,
    DENIED,
    NONE
  }

  private record Someone(
      ProfileId profile,
      boolean member,
      boolean decided,
      boolean reachable,
      Answer answer,
      Fate fate,
      boolean merged) {
    static Someone random(int number, Random random) {
      return new Someone(
          new ProfileId("prf_%03d".formatted(number)),
          random.nextInt(4) > 0,
          random.nextInt(8) > 0,
          random.nextInt(5) > 0,
          random.nextInt(3) > 0 ? Answer.GRANTED : Answer.values()[random.nextInt(3)],
          Fate.values()[random.nextInt(Fate.values().length)],
          number > 0 && random.nextInt(10) == 0);
    }

    String email() {
      return fate.name() + "-" + profile + "@example.org";
    }

    @Nullable String missed() {
      String stop = stop();
      return stop == null ? null : stop.substring(0, stop.indexOf(' '));
    }

    @Nullable String stop() {
      if (!decided) {
        return "IDENTIFIER undecided";
      }
      if (!reachable) {
        return "IDENTIFIER no-identifier";
      }
      if (answer != Answer.GRANTED) {
        return "CONSENT consent " + PURPOSE;
      }
      return switch (fate) {
        case ACCEPTED, RECEIVED -> null;
        case SUBMITTED -> "ACCEPTED submitted";
        case WAITING -> "ACCEPTED retrying";
        case EXISTS, REJECTED -> "ACCEPTED rejected";
        case RETRYING -> "ACCEPTED retrying";
        case UNCERTAIN -> "ACCEPTED uncertain";
        case DEAD -> "ACCEPTED dead";
      };
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows", "contacts"})
  void everyoneStandsWhereACountByHandPutsThem(String object) throws Exception {
    long seed = Lane.seed();
    System.out.println("FunnelTest with -Dtributary.seed=" + seed);
    Random random = new Random(seed);
    List<Someone> people = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      people.add(Someone.random(i, random));
    }
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.audienceSync(destination, object, AUDIENCE);
      bench.profileSync(bench.destination());
      Instant late = Instant.now().plus(Duration.ofHours(9));
      bench.fake.store(destination).behaviour =
          (batch, item) ->
              switch (item.matchValue().split("-")[0]) {
                case "REJECTED" -> new Outcome.Rejected("email", "No");
                case "RETRYING" -> new Outcome.Transient("Busy", late);
                case "SUBMITTED" -> new Outcome.Submitted("job-1", late, "");
                case "EXISTS" -> new Outcome.RefusedExisting("It is there");
                case "WAITING" -> new Outcome.WaitsForRecord("Its company is missing");
                default -> null;
              };
      bench.fake.store(destination).receives = item -> item.matchValue().startsWith("RECEIVED");
      bench.engine();
      for (Someone each : people) {
        introduce(bench, each);
      }
      for (Someone each : people) {
        if (each.merged()) {
          bench.apply(bench.merged(each.profile(), new ProfileId("prf_000")));
        }
      }
      await().atMost(BOUND).until(() -> bench.number(BUSY) == 0);
      settle(bench, people);

      Map<String, Long> expected = new TreeMap<>();
      List<Someone> counted =
          people.stream().filter(each -> each.member() && !each.merged()).toList();
      for (Someone each : counted) {
        String stop = each.stop();
        if (stop != null) {
          expected.merge(stop, 1L, Long::sum);
        }
      }
      Funnel funnel = funnel(bench, sync, 1_000);
      assertThat(stops(funnel)).isEqualTo(expected);
      assertThat(funnel.people()).isEqualTo(counted.size());
      assertThat(funnel.complete()).isTrue();
      assertThat(funnel.reaching(Step.ACCEPTED))
          .isEqualTo(counted.stream().filter(each -> each.stop() == null).count());
      // Of an audience as a list, the membership decides, which the destination confirms.
      assertThat(funnel.received())
          .isEqualTo(
              object.equals("contacts")
                  ? 0
                  : counted.stream()
                      .filter(each -> each.stop() == null && each.fate() == Fate.RECEIVED)
                      .count());
      assertThat(List.of(Step.values()).stream().map(funnel::reaching))
          .isSortedAccordingTo((a, b) -> Long.compare(b, a));
      for (Someone each : counted) {
        assertThat(stopOf(bench, sync, each.profile()))
            .as(each.toString())
            .isEqualTo(each.missed());
      }
    }
  }

  /** The first step that the person does not reach, as the explanation of this person says. */
  private static @Nullable String stopOf(Bench bench, SyncId id, ProfileId profile)
      throws SQLException {
    Catalogue.Sync sync = bench.catalogue().sync(id).orElseThrow();
    PersonFacts facts =
        new PostgresPersonFacts(bench.requests)
            .read(WORKSPACE, sync.destination().id(), profile, List.of(sync), Set.of(), _ -> false)
            .orElseThrow();
    Stop stop =
        new Explain(purpose -> bench.unknownAllows.test(WORKSPACE, purpose))
            .of(facts.syncs().getFirst())
            .stop();
    return stop == null ? null : stop.missed().name();
  }

  private static final String BUSY =
      "select count(*) from delivery where state = 'in-flight'"
          + " or state = 'pending' and not_before < 'infinity'";

  private static void introduce(Bench bench, Someone each) throws SQLException {
    bench.apply(bench.updated(state(each)));
    if (each.member()) {
      bench.apply(bench.member(AUDIENCE, each.profile(), true, 1, each.decided() ? 1 : 2));
    }
  }

  private static ProfileState state(Someone each) {
    Map<String, ConsentState> consent =
        switch (each.answer()) {
          case GRANTED -> Map.of(PURPOSE, ConsentState.GRANTED);
          case DENIED -> Map.of(PURPOSE, ConsentState.DENIED);
          case NONE -> Map.of();
        };
    return ProfileStateBuilder.builder()
        .workspace(WORKSPACE)
        .profile(each.profile())
        .version(1)
        .identifiers(
            each.reachable() ? List.of(new Identifier(Identifier.EMAIL, each.email())) : List.of())
        .traits(Map.of("name", TextNode.valueOf("Ann")))
        .consent(consent)
        .subscriptions(Map.of())
        .lastGroup(null)
        .firstSeen(Instant.EPOCH)
        .lastSeen(Instant.EPOCH)
        .build();
  }

  /** What would take a day to come about. */
  private static void settle(Bench bench, List<Someone> people) throws SQLException {
    for (Someone each : people) {
      if (each.fate() == Fate.UNCERTAIN || each.fate() == Fate.DEAD) {
        bench.change(
            ("update delivery set state = '%s' where owner = '%s' and state = 'delivered'"
                    + " and (parent is not null or object = 'rows')")
                .formatted(each.fate() == Fate.DEAD ? "dead" : "uncertain", each.profile()));
      }
    }
  }

  @Test
  void whoIsStillToComeAndWhoseRecordIsAnothersAreToldApart() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.audienceSync(destination, "rows", AUDIENCE);
      bench.engine();
      for (ProfileId profile : List.of(new ProfileId("prf_1"), new ProfileId("prf_2"))) {
        bench.apply(
            bench.updated(Bench.person(profile, 1, "both@example.org", profile.value())),
            bench.member(AUDIENCE, profile, true, 1, 1));
      }
      await().atMost(BOUND).until(() -> bench.number(BUSY) == 0);
      bench.pause(sync);
      bench.apply(
          bench.updated(Bench.person(new ProfileId("prf_3"), 1, "c@example.org", "C")),
          bench.member(AUDIENCE, new ProfileId("prf_3"), true, 1, 1));
      // Somebody whom the sync has not come to yet.
      bench.change("delete from delivery where owner = 'prf_3'");

      Funnel funnel = funnel(bench, sync, 10);
      assertThat(stops(funnel)).isEqualTo(Map.of("SENT shared", 1L, "SENT pending", 1L));
      assertThat(funnel.reaching(Step.ACCEPTED)).isEqualTo(1);
      assertThat(funnel.unrecorded()).as("only prf_3 has no record yet").isEqualTo(1);
    }
  }

  @Test
  void beyondItsBoundItCountsTheFirstAndSaysSo() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      SyncId sync = bench.profileSync(bench.destination());
      for (int i = 0; i < 5; i++) {
        bench.apply(
            bench.updated(Bench.person(new ProfileId("prf_" + i), 1, i + "@example.org", "Ann")));
      }
      Funnel some = funnel(bench, sync, 4);
      assertThat(some.complete()).isFalse();
      assertThat(some.people()).isEqualTo(4);
      assertThat(stops(some)).isEqualTo(Map.of("SENT pending", 4L));
      assertThat(funnel(bench, sync, 5).complete()).isTrue();
    }
  }

  private static Funnel funnel(Bench bench, SyncId sync, int most) throws SQLException {
    return new FunnelQueries(
            new RequestDatabase(bench.worker), bench.unknownAllows, Clock.systemUTC(), most)
        .of(bench.catalogue().sync(sync).orElseThrow());
  }

  private static Map<String, Long> stops(Funnel funnel) {
    Map<String, Long> stops = new TreeMap<>();
    funnel
        .stops()
        .forEach((FunnelStop stop, Long count) ->
            stops.put(
                stop.missed().name()
                    + " "
                    + stop.code()
                    + (stop.purpose() == null ? "" : " " + stop.purpose()),
                count));
    return stops;
  }
}
