package dev.tributary.identity.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.kafka.IdentityUnderTest;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.model.History.Fact;
import dev.tributary.identity.model.History.RowFact;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.UnmergeResult;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.runtime.loop.Input;
import dev.tributary.testkit.lane.Lane;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * People of generated histories are taken apart at a random piece of evidence, some of them again.
 * Then they are as if it had never been: those of the naive reference on a past where what joined
 * the two sides named one of them only. Some records stand on the log twice. {@code
 * -Dtributary.seed=…} feeds a seed back in, {@code -Dtributary.histories=…} runs more.
 */
@Tag("soak-models")
class UnmergeModelTest {
  private static final int HISTORIES = Lane.size("tributary.histories", 2, 100);
  private static final int EVENTS = 120;
  private static final int CUTS = 6;
  private static final int CORRECTIONS = 12;
  private static final Set<CallType> DEEDS = Set.of(CallType.TRACK, CallType.GROUP);
  private static final Set<String> DECISIONS =
      Set.of(History.CORRECTION, History.WITHDRAWN, History.BY_HAND);
  private static Identity identity;

  @BeforeAll
  static void migrate() {
    identity = Identity.migrated();
  }

  @Test
  void whoIsTakenApartIsAsIfTheyHadNeverBeenOne() throws Exception {
    Long given = Long.getLong("tributary.seed");
    Random seeds = Lane.seeds();
    int cut = 0;
    for (int i = 0; i < (given == null ? HISTORIES : 1); i++) {
      long seed = given == null ? seeds.nextLong() : given;
      OnePast past = new OnePast(identity, seed, EVENTS, CUTS);
      int cuts = past.run();
      assertThat(past.checked).as("events whose profile was checked").isGreaterThan(EVENTS / 2);
      System.out.println("Unmerge model test: seed " + seed + ", " + cuts + " cuts");
      cut += cuts;
    }
    if (given == null) {
      assertThat(cut).isGreaterThan(HISTORIES);
    }
  }

  /** A history with unmerges. */
  static final class OnePast {
    private final IdentityUnderTest identity;
    private final int events;
    private final int unmerges;
    private final long seed;
    private final Random random;
    private final Inputs inputs;
    private final WorkspaceId workspace;
    private List<Fact> facts = new ArrayList<>();
    private final Map<Integer, RowFact> rows = new TreeMap<>();
    private final Set<ProfileId> gone = new HashSet<>();

    /** Everything that was read, commands too. */
    private final List<Input> read = new ArrayList<>();

    private int cuts;
    private int checked;

    OnePast(IdentityUnderTest identity, long seed, int events, int unmerges) {
      this.identity = identity;
      this.events = events;
      this.unmerges = unmerges;
      this.seed = seed;
      this.random = new Random(seed + 4);
      this.inputs =
          new Inputs(new WorkspaceId("wsp_" + Long.toHexString(seed) + "_" + System.nanoTime()));
      this.workspace = inputs.workspace();
    }

    int run() throws Exception {
      IdentityModelTest.define(identity, workspace);
      IdentityModelTest.policies(identity, workspace);
      identity.rules(workspace, 1, Tables.open());
      History history = new History(seed, inputs, events);
      rows.putAll(history.rows());
      apply(history);
      correct(history);
      facts.addAll(history.facts());
      assertThat(found()).as(seed()).isEqualTo(Reference.of(facts, rows));
      for (int i = 0; i < unmerges; i++) {
        takeApart();
      }
      assertThat(found()).as(seed()).isEqualTo(Reference.of(facts, rows));
      eachEventBelongsToWhomItNames();
      apply(new History(seed + 9, inputs, events));
      nobodyWhoWasTakenApartIsOneAgain();
      return cuts;
    }

    /**
     * Some addresses are corrected, so that later a cut may divide the wrong and the right one.
     * Some traits are corrected, and some of these corrections are withdrawn.
     */
    private void correct(History history) throws Exception {
      for (int i = 0; i < CORRECTIONS; i++) {
        Optional<Input> command = history.correction(identity, random, i);
        if (command.isPresent()) {
          identity.apply(command.get());
          read.add(command.get());
        }
      }
    }

    private String seed() {
      return "seed " + seed;
    }

    private void apply(History history) throws Exception {
      List<Input> all = new ArrayList<>();
      List<List<Input>> streams = history.shuffled(seed + 1);
      streams.subList(0, 3).forEach(all::addAll);
      Collections.shuffle(all, random);
      all.addAll(streams.get(3));
      for (int from = 0; from < all.size(); ) {
        int to = Math.min(all.size(), from + 1 + random.nextInt(12));
        List<Input> poll = new ArrayList<>(all.subList(from, to));
        read.addAll(poll);
        poll.addAll(someAgain());
        identity.apply(poll.toArray(Input[]::new));
        nobodyLivesAgain();
        from = to;
      }
    }

    /** DuplicateInputs, which have no effect, of records that stand anywhere before. */
    private List<Input> someAgain() {
      List<Input> copies = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0 && !read.isEmpty(); i--) {
        copies.add(WrittenTwice.copy(read.get(random.nextInt(read.size()))));
      }
      return copies;
    }

    private Set<Reference.Person> found() {
      Set<Reference.Person> found = new HashSet<>();
      people().forEach(state -> found.add(IdentityModelTest.person(state)));
      return found;
    }

    private List<ProfileState> people() {
      return identity.people().stream()
          .filter(state -> state.workspace().equals(workspace))
          .sorted((one, other) -> one.profile().compareTo(other.profile()))
          .toList();
    }

    private void takeApart() throws Exception {
      List<ProfileState> several =
          people().stream().filter(state -> state.identifiers().size() > 1).toList();
      if (several.isEmpty()) {
        return;
      }
      ProfileState person = several.get(random.nextInt(several.size()));
      List<Edge> edges = identity.evidence(workspace, person.identifiers());
      Edge edge = edges.get(random.nextInt(edges.size()));
      Optional<UnmergeResult> separation =
          UnmergeResult.between(profile(person), edges, edge.left(), edge.right());
      if (separation.isEmpty()) {
        return;
      }
      Set<Identifier> leaving = separation.get().leaving();
      Input command =
          inputs.command(
              new Command.UnmergePerson(
                  workspace, person.profile(), "me", Inputs.START, List.copyOf(leaving)));
      identity.apply(command);
      read.add(command);
      identity.apply(someAgain().toArray(Input[]::new));
      pretendItHadNeverBeen(person.identifiers(), leaving);
      nobodyLivesAgain();
      cuts++;
    }

    /** The id of somebody who was merged away is an alias for ever. */
    private void nobodyLivesAgain() throws Exception {
      assertThat(identity.profiles(workspace)).as(seed()).noneMatch(gone::contains);
      gone.addAll(identity.mergedProfiles(workspace));
    }

    private static Profile profile(ProfileState person) {
      Profile profile = new Profile(person.workspace(), person.profile());
      person.identifiers().forEach(each -> profile.since().put(each, Inputs.START));
      return profile;
    }

    private void pretendItHadNeverBeen(List<Identifier> all, Set<Identifier> leaving) {
      Map<String, Boolean> sides = new HashMap<>();
      all.forEach(each -> sides.put(text(each), leaving.contains(each)));
      facts = new ArrayList<>(facts.stream().map(fact -> oneSide(fact, sides)).toList());
      rows.replaceAll((_, row) -> new RowFact(oneSide(row.fact(), sides), row.removed()));
      // Everybody is still somebody.
      sides
          .keySet()
          .forEach(id ->
              facts.add(new Fact("", Inputs.START, List.of(id), "", Map.of(), Map.of(), null)));
    }

    private static Fact oneSide(Fact fact, Map<String, Boolean> sides) {
      Boolean side = sides.get(fact.anchor());
      return side == null
          ? fact
          : new Fact(
              fact.event(),
              fact.time(),
              fact.ids().stream().filter(id -> side.equals(sides.get(id))).toList(),
              fact.origin(),
              fact.traits(),
              fact.consent(),
              fact.group());
    }

    private void eachEventBelongsToWhomItNames() throws Exception {
      Map<String, ProfileId> owners = identity.owners(workspace);
      for (Fact fact : facts) {
        ProfileId owner = owners.get(fact.event());
        if (owner != null) {
          String[] anchor = fact.anchor().split(":", 2);
          ProfileId expected = person(anchor[0], anchor[1]);
          assertThat(owner).as("%s, %s", seed(), fact).isEqualTo(expected);
          if (!DECISIONS.contains(fact.origin())
              && DEEDS.contains(identity.events().get(fact.event()).type())) {
            assertThat(identity.owner(workspace, new EventId(fact.event())))
                .as("%s, %s", seed(), fact)
                .isEqualTo(expected);
          }
          checked++;
        }
      }
    }

    private ProfileId person(String type, String value) {
      return people().stream()
          .filter(state -> state.identifiers().contains(new Identifier(type, value)))
          .map(ProfileState::profile)
          .findFirst()
          .orElseThrow();
    }

    private void nobodyWhoWasTakenApartIsOneAgain() throws Exception {
      assertThat(identity.joinsWhatIsCut(workspace)).as(seed()).isFalse();
    }

    private static String text(Identifier identifier) {
      return identifier.type() + ":" + identifier.value();
    }
  }
}
