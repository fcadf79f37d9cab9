package dev.tributary.identity.replay.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.model.GeneratedRules;
import dev.tributary.identity.model.History;
import dev.tributary.identity.model.IdentityModelTest;
import dev.tributary.identity.model.Reference;
import dev.tributary.identity.postgres.replay.PostgresReplayTransaction;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.runtime.loop.Input;
import dev.tributary.testkit.lane.Lane;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A workspace whose rules were changed and whose people were rebuilt is one that had these rules
 * from its first input on: to whoever looks into its tables, to whoever reads what it tells, and
 * for what comes afterwards. Always the same histories; {@code -Dtributary.histories=…} runs as
 * many others, {@code -Dtributary.seed=…} feeds a seed back in.
 */
@Tag("soak-replays")
class RebuildModelTest {
  private static final int HISTORIES = Lane.size("tributary.histories", 1, 100);

  /**
   * Seeds with rare cases: profiles differ only by their number of merges, which a cap counts; only
   * an identifier that may be shared is left of a profile; a row that the replay has quarantined is
   * on the log again afterwards; a row has left a profile that has nothing else; profiles differ by
   * their number of merges, and the replay also has evidence of older versions of rows; a profile
   * has only answers of older versions of rows; such an answer belongs to another profile.
   */
  private static final List<Long> RARE =
      List.of(
          3624785922563638237L,
          650248284761607968L,
          159627754776261535L,
          8536733983256508319L,
          3515068791374272443L,
          -2425866223138032234L,
          1567365462584335319L,
          -3185179742720153742L);

  private static final int EVENTS = 120;
  private static final int MOST_ROUNDS = 6;
  private static final String BECAME =
      "profile, outcome, reason, left_out, anchor_type, anchor_value";
  private static Identity identity;
  private static ReplayFixture fixture;

  @BeforeAll
  static void migrate() {
    identity = ReplayFixture.migrated();
    fixture = new ReplayFixture(identity);
  }

  @Test
  void changedRulesAreTheHistoryFromScratch() throws Exception {
    Long given = Long.getLong("tributary.seed");
    Random seeds = Lane.seeds();
    int changed = 0;
    for (int i = 0; i < (given == null ? HISTORIES : 1); i++) {
      changed += check(given == null ? seeds.nextLong() : given);
    }
    if (given == null) {
      for (long seed : RARE) {
        changed += check(seed);
      }
    }
    if (given == null) {
      assertThat(changed).isGreaterThan(HISTORIES + RARE.size());
    }
  }

  @Test
  void whoHasGoneIsPassedOverAndAClosedCopyChangesNobody() throws Exception {
    WorkspaceId workspace = new WorkspaceId("wsp_gone_" + System.nanoTime());
    Random random = new Random(7);
    List<Input> all = fixture.lived(7, EVENTS, workspace, GeneratedRules.of(random), random);
    IdentityRules after = GeneratedRules.of(random);
    identity.rules(workspace, 2, after);
    ReplayCopy copy = new ReplayCopy(workspace, new WorkspaceId("rbd_gone_" + System.nanoTime()));
    fixture.replay(copy, all, after);
    List<ProfileId> others = fixture.others(copy);
    assertThat(others).isNotEmpty();

    assertThat(fixture.rebuild(copy, 2, List.of(new ProfileId("prf_0")))).isEmpty();
    assertThat(fixture.rebuild(copy, 1, others)).isEmpty();
    identity.execute("update replay_copy set closing = true where name = '" + copy.name() + "'");
    assertThat(fixture.rebuild(copy, 2, others)).isEmpty();
  }

  @Test
  void onlyWhatBecameOfAnEventOtherwiseIsToldAnew() throws Exception {
    WorkspaceId workspace = new WorkspaceId("wsp_told_" + System.nanoTime());
    Random random = new Random(7);
    List<Input> all = fixture.lived(7, EVENTS, workspace, GeneratedRules.of(random), random);
    IdentityRules after = GeneratedRules.of(random);
    identity.rules(workspace, 2, after);
    ReplayCopy copy = new ReplayCopy(workspace, new WorkspaceId("rbd_told_" + System.nanoTime()));
    fixture.replay(copy, all, after);
    Map<String, String> became = events(workspace, BECAME);
    Map<String, String> decided = events(workspace, "decided");
    rebuild(7, copy, random);

    Map<String, String> becameSince = events(workspace, BECAME);
    Map<String, String> decidedSince = events(workspace, "decided");
    decided.keySet().removeIf(event -> decided.get(event).equals(decidedSince.get(event)));
    became.keySet().removeIf(event -> became.get(event).equals(becameSince.get(event)));
    assertThat(decided.keySet()).isNotEmpty().isEqualTo(became.keySet());
  }

  /** By event, for those that were there. */
  private static Map<String, String> events(WorkspaceId workspace, String columns)
      throws Exception {
    Map<String, String> found = new HashMap<>();
    identity
        .rows(
            "select event, %s from accepted_event where workspace = '%s'"
                .formatted(columns, workspace))
        .forEach(row -> found.put(row.split(" ")[0], row.substring(row.indexOf(' ') + 1)));
    return found;
  }

  private static int check(long seed) throws Exception {
    Random random = new Random(seed);
    String name = Long.toHexString(seed) + "_" + System.nanoTime();
    WorkspaceId workspace = new WorkspaceId("wsp_" + name);
    String scratch = "wsp_scratch_" + name;
    IdentityRules before = GeneratedRules.of(random);
    IdentityRules after = GeneratedRules.of(random);
    List<Input> all = fixture.lived(seed, EVENTS, workspace, before, random);
    fixture.fromScratch(new WorkspaceId(scratch), after, all);

    identity.rules(workspace, 2, after);
    ReplayCopy copy = new ReplayCopy(workspace, new WorkspaceId("rbd_" + name));
    fixture.replay(copy, all, after);
    String as = "seed " + seed;
    assertThat(fixture.people(copy.name()))
        .as(as)
        .isEqualTo(fixture.people(new WorkspaceId(scratch)));
    int changed = rebuild(seed, copy, random);

    assertThat(fixture.people(workspace))
        .as(as)
        .isEqualTo(fixture.people(new WorkspaceId(scratch)));
    assertThat(told(workspace)).as(as).isEqualTo(fixture.people(new WorkspaceId(scratch)));
    assertThat(owned(workspace)).as(as).isEqualTo(owned(new WorkspaceId(scratch)));
    assertThat(toldOwned(workspace)).as(as).isEqualTo(toldOwned(new WorkspaceId(scratch)));
    assertThat(leading(workspace)).as(as).isEqualTo(leading(new WorkspaceId(scratch)));
    assertThat(lastRuns(workspace)).as(as).isEqualTo(lastRuns(new WorkspaceId(scratch)));

    goOn(seed, workspace, scratch);
    assertThat(fixture.people(workspace))
        .as(as)
        .isEqualTo(fixture.people(new WorkspaceId(scratch)));
    assertThat(told(workspace)).as(as).isEqualTo(fixture.people(new WorkspaceId(scratch)));
    return changed;
  }

  private static int rebuild(long seed, ReplayCopy copy, Random random) throws Exception {
    Inputs inputs = new Inputs(copy.workspace());
    Set<ProfileId> changed = new HashSet<>();
    for (int round = 0; ; round++) {
      for (String input : countNow(copy)) {
        identity.apply(
            inputs.command(new Command.Redrive(copy.workspace(), input, "me", Inputs.START)));
      }
      List<ProfileId> others = fixture.others(copy);
      if (others.isEmpty()) {
        return changed.size();
      }
      assertThat(round)
          .as(
              "%s, %s, %s",
              seed,
              others,
              identity.rows(
                  "select profile, ending from rebuilt_profile where shadow = '%s'"
                      .formatted(copy.name())))
          .isLessThan(MOST_ROUNDS);
      changed.addAll(others);
      for (int from = 0; from < others.size(); ) {
        int to = Math.min(others.size(), from + 1 + random.nextInt(5));
        fixture.rebuild(copy, 2, others.subList(from, to));
        from = to;
      }
    }
  }

  private static List<String> countNow(ReplayCopy copy) throws Exception {
    try (Connection tx = identity.connect()) {
      return new PostgresReplayTransaction(tx).replays().differences().countNow(copy, "");
    }
  }

  private static void goOn(long seed, WorkspaceId workspace, String scratch) throws Exception {
    History more = new History(seed + 1, new Inputs(workspace), EVENTS);
    List<Input> inputs = new ArrayList<>();
    more.shuffled(seed).forEach(inputs::addAll);
    fixture.apply(inputs);
    fixture.apply(
        inputs.stream().map(input -> ReplayFixture.in(new WorkspaceId(scratch), input)).toList());
  }

  /** As whoever reads {@code profiles} knows them; without identifiers one is nobody. */
  private static Set<Reference.Person> told(WorkspaceId workspace) {
    return people(workspace).map(IdentityModelTest::person).collect(Collectors.toSet());
  }

  private static java.util.stream.Stream<ProfileState> people(WorkspaceId workspace) {
    return identity.people().stream()
        .filter(state -> state.workspace().equals(workspace) && !state.identifiers().isEmpty());
  }

  /** By event, the identifiers of whom it is. */
  private static Map<String, Set<String>> owned(WorkspaceId workspace) throws Exception {
    Map<ProfileId, Set<String>> byProfile = new HashMap<>();
    people(workspace).forEach(state -> byProfile.put(state.profile(), texts(state)));
    Map<String, Set<String>> owned = new HashMap<>();
    identity
        .rows(
            ("select e.event, coalesce(a.survivor, e.profile) from accepted_event e"
                    + " left join merged_profile a"
                    + " on a.workspace = e.workspace and a.profile = e.profile"
                    + " where e.workspace = '%s' and e.outcome = 'applied'"
                    + " and e.profile is not null")
                .formatted(workspace))
        .forEach(
            row -> owned.put(row.split(" ")[0], byProfile.get(new ProfileId(row.split(" ")[1]))));
    return owned;
  }

  /** The same as it was told, of what somebody did. */
  private static Map<String, Set<String>> toldOwned(WorkspaceId workspace) {
    Map<ProfileId, Set<String>> byProfile = new HashMap<>();
    people(workspace).forEach(state -> byProfile.put(state.profile(), texts(state)));
    Map<String, Set<String>> owned = new HashMap<>();
    identity
        .deeds(workspace)
        .forEach(event -> {
          Set<String> owner = byProfile.get(identity.owner(workspace, new EventId(event)));
          if (owner != null) {
            owned.put(event, owner);
          }
        });
    return owned;
  }

  private static Set<String> leading(WorkspaceId workspace) throws Exception {
    Map<ProfileId, Set<String>> byProfile = new HashMap<>();
    people(workspace).forEach(state -> byProfile.put(state.profile(), texts(state)));
    Set<String> leading = new TreeSet<>();
    identity
        .rows(
            "select type, value, profile from identifier where workspace = '%s'"
                .formatted(workspace))
        .forEach(row -> {
          String[] columns = row.split(" ");
          leading.add(
              columns[0] + ":" + columns[1] + " " + byProfile.get(new ProfileId(columns[2])));
        });
    return leading;
  }

  /** By row, the run that applied or removed it last: changes by older runs have no effect. */
  private static List<String> lastRuns(WorkspaceId workspace) throws Exception {
    return identity.rows(
        ("select r.model, r.row_key, max(r.run collate \"C\") from ("
                + "select workspace, model, row_key, run from model_row union all "
                + "select workspace, model, row_key, run from removed_row) r"
                + " where r.workspace = '%s' group by r.model, r.row_key"
                + " order by r.model, r.row_key")
            .formatted(workspace));
  }

  private static Set<String> texts(ProfileState state) {
    return state.identifiers().stream().map(RebuildModelTest::text).collect(Collectors.toSet());
  }

  private static String text(Identifier identifier) {
    return identifier.type() + ":" + identifier.value();
  }
}
