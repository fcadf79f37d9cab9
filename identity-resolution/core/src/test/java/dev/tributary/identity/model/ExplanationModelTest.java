package dev.tributary.identity.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.evidence.EvidenceQueries;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.postgres.evidence.PostgresEvidenceQueries;
import dev.tributary.identity.profile.EvidencePath.Link;
import dev.tributary.identity.profile.Explanation;
import dev.tributary.identity.profile.Explanation.NotOnePerson;
import dev.tributary.identity.profile.Explanation.OnePerson;
import dev.tributary.identity.profile.Explanation.Reason;
import dev.tributary.identity.profile.Merge;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.runtime.loop.Input;
import dev.tributary.testkit.lane.Lane;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Of generated events, in polls of any size and in any order: two identifiers are explained by a
 * chain of events that named both ends of each step, exactly where a naive union of the events'
 * identifiers has them in one set. {@code -Dtributary.seed=…} feeds a seed back in.
 */
@Tag("soak-models")
class ExplanationModelTest {
  private static final int HISTORIES = Lane.size("tributary.histories", 1, 50);
  private static final int EVENTS = 40;
  private static final int PEOPLE = 12;

  private static Identity identity;
  private static EvidenceQueries evidence;

  /** An event of a generated history, with its identifiers, the strongest one first. */
  private record GeneratedEvent(String event, Instant time, List<Identifier> identifiers) {
    boolean names(Identifier one, Identifier other) {
      boolean strongest =
          identifiers.getFirst().equals(one) || identifiers.getFirst().equals(other);
      return strongest && identifiers.contains(one) && identifiers.contains(other);
    }
  }

  @BeforeAll
  static void migrate() throws SQLException {
    identity = Identity.migrated();
    evidence = new PostgresEvidenceQueries(identity.requests());
  }

  @Test
  void twoIdentifiersAreOnePersonExactlyWhereAChainOfEventsJoinsThem() throws Exception {
    Long given = Long.getLong("tributary.seed");
    Random seeds = Lane.seeds();
    for (int i = 0; i < (given == null ? HISTORIES : 1); i++) {
      long seed = given == null ? seeds.nextLong() : given;
      Random random = new Random(seed);
      Inputs inputs =
          new Inputs(new WorkspaceId("wsp_" + Long.toHexString(seed) + "_" + System.nanoTime()));
      identity.rules(inputs.workspace(), 1, Tables.open());
      List<GeneratedEvent> said = apply(random, inputs);
      Set<Identifier> known = new TreeSet<>();
      said.forEach(each -> known.addAll(each.identifiers()));
      Collection<Set<Identifier>> people = union(said);
      Set<ProfileId> survivors = new HashSet<>();
      for (Identifier first : known) {
        for (Identifier second : known) {
          String what = "seed " + seed + ", " + first + " and " + second;
          Explanation explanation = evidence.explain(inputs.workspace(), first, second);
          boolean one = people.stream().anyMatch(ids -> ids.containsAll(List.of(first, second)));
          if (explanation instanceof OnePerson person) {
            assertThat(one).as(what).isTrue();
            check(person.chain(), first, second, said, what);
            survivors.add(person.profile());
          } else {
            assertThat(one).as(what).isFalse();
            assertThat(((NotOnePerson) explanation).reason()).isEqualTo(Reason.NO_EVIDENCE);
          }
        }
      }
      assertThat(survivors).as("seed %d", seed).hasSameSizeAs(people);
      for (ProfileId survivor : survivors) {
        check(evidence.merges(inputs.workspace(), survivor, EVENTS), "seed " + seed);
      }
    }
  }

  @Test
  void aPersonWithAThousandIdentifiersIsExplainedLikeAnyOther() throws Exception {
    Inputs inputs = new Inputs(new WorkspaceId("wsp_" + System.nanoTime()));
    identity.rules(inputs.workspace(), 1, Tables.open());
    List<Input> poll = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      String page = "{'type':'page','messageId':'m%d','userId':'u1','anonymousId':'a%d'}";
      poll.add(inputs.event(page.formatted(i, i), i));
    }
    identity.apply(poll.toArray(Input[]::new));
    Explanation explanation =
        evidence.explain(
            inputs.workspace(),
            new Identifier(Identifier.ANONYMOUS_ID, "a0"),
            new Identifier(Identifier.ANONYMOUS_ID, "a999"));
    assertThat(((OnePerson) explanation).chain())
        .extracting(link -> link.edge().messageId())
        .containsExactly("m0", "m999");
  }

  private static List<GeneratedEvent> apply(Random random, Inputs inputs) throws Exception {
    List<GeneratedEvent> said = new ArrayList<>();
    List<Input> poll = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      List<Identifier> identifiers = new ArrayList<>();
      StringBuilder json = new StringBuilder("{'type':'identify','messageId':'m%d'".formatted(i));
      if (random.nextBoolean()) {
        String user = "u" + random.nextInt(PEOPLE);
        json.append(",'userId':'%s'".formatted(user));
        identifiers.add(new Identifier(Identifier.USER_ID, user));
      }
      if (random.nextInt(3) == 0) {
        String email = "p%d@example.com".formatted(random.nextInt(PEOPLE));
        json.append(",'traits':{'email':'%s'}".formatted(email));
        identifiers.add(new Identifier(Identifier.EMAIL, email));
      }
      String browser = "a" + random.nextInt(2 * PEOPLE);
      json.append(",'anonymousId':'%s'}".formatted(browser));
      identifiers.add(new Identifier(Identifier.ANONYMOUS_ID, browser));
      Instant time = Inputs.START.plusSeconds(random.nextInt(10_000));
      CollectedEvent event = inputs.collected(json.toString(), time);
      said.add(new GeneratedEvent(event.eventId().value(), time, identifiers));
      poll.add(inputs.event(event));
      if (random.nextInt(4) == 0 || i == EVENTS - 1) {
        identity.apply(poll.toArray(Input[]::new));
        poll.clear();
      }
    }
    return said;
  }

  private static Collection<Set<Identifier>> union(List<GeneratedEvent> said) {
    List<Set<Identifier>> people = new ArrayList<>();
    for (GeneratedEvent each : said) {
      Set<Identifier> joined = new HashSet<>(each.identifiers());
      people.removeIf(ids -> {
        boolean same = each.identifiers().stream().anyMatch(ids::contains);
        if (same) {
          joined.addAll(ids);
        }
        return same;
      });
      people.add(joined);
    }
    return people;
  }

  private static void check(
      List<Link> chain,
      Identifier first,
      Identifier second,
      List<GeneratedEvent> said,
      String what) {
    Identifier at = first;
    for (Link link : chain) {
      assertThat(link.from()).as(what).isEqualTo(at);
      at = link.to();
      GeneratedEvent earliest =
          said.stream()
              .filter(each -> each.names(link.from(), link.to()))
              .min(Comparator.comparing(GeneratedEvent::time).thenComparing(GeneratedEvent::event))
              .orElseThrow(() -> new AssertionError(what + ": nothing named " + link));
      assertThat(link.edge().stamp().cause()).as(what).isEqualTo(earliest.event());
    }
    assertThat(at).as(what).isEqualTo(second);
  }

  /** Either side has what it took in before, and the two have nothing in common. */
  private static void check(List<Merge> merges, String what) {
    Map<ProfileId, Set<Identifier>> grown = new HashMap<>();
    for (Merge merge : merges) {
      Set<Identifier> had = new HashSet<>(merge.had().identifiers());
      Set<Identifier> otherHad = new HashSet<>(merge.otherHad().identifiers());
      assertThat(had).as(what).contains(merge.left()).doesNotContainAnyElementsOf(otherHad);
      assertThat(otherHad).as(what).contains(merge.right());
      assertThat(had).as(what).containsAll(grown.getOrDefault(merge.profile(), Set.of()));
      assertThat(otherHad).as(what).containsAll(grown.getOrDefault(merge.into(), Set.of()));
      otherHad.addAll(had);
      grown.put(merge.into(), otherHad);
    }
  }
}
