package dev.tributary.identity.replay.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.model.WrittenTwice;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import dev.tributary.runtime.loop.Input;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A command that the log holds twice, as a producer leaves it whose broker stalled, has its effect
 * once: also where the copy stands behind what has undone the effect.
 */
class CopiedCommandsTest {
  private static final Identifier ANN = new Identifier(Identifier.USER_ID, "ann");
  private static final Identifier BOB = new Identifier(Identifier.USER_ID, "bob");
  private static final Instant LATER = Inputs.START.plusSeconds(86_400);
  private static final String TABLES =
      """
      select distinct c.table_name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.column_name = 'workspace' and c.table_schema = 'public'
        and t.table_type = 'BASE TABLE'\
      """;

  private static final Map<Class<?>, Case> CASES =
      Map.of(
          Command.CorrectTrait.class, CopiedCommandsTest::correctTrait,
          Command.WithdrawCorrection.class, CopiedCommandsTest::withdrawCorrection,
          Command.CorrectIdentifier.class, CopiedCommandsTest::correctIdentifier,
          Command.SetConsent.class, CopiedCommandsTest::setConsent,
          Command.SetSubscription.class, CopiedCommandsTest::setSubscription,
          Command.MergePeople.class, CopiedCommandsTest::mergePeople,
          Command.UnmergePerson.class, CopiedCommandsTest::unmergePerson,
          Command.RedecideTrait.class, CopiedCommandsTest::redecideTrait,
          Command.RebuildPeople.class, CopiedCommandsTest::rebuildPeople,
          Command.Redrive.class, CopiedCommandsTest::redrive);

  private static Identity identity;
  private static String everything;

  private final Inputs inputs = new Inputs(new WorkspaceId("wsp_" + System.nanoTime()));
  private final WorkspaceId workspace = inputs.workspace();
  private final List<Input> all = new ArrayList<>();
  private int minutes;

  /** A situation in which a kind of command has an effect. */
  private interface Case {
    Asked prepare(CopiedCommandsTest test) throws Exception;
  }

  /**
   * What is asked for.
   *
   * @param undoing what happens before a copy is read
   */
  private record Asked(Command command, Undoing undoing) {}

  private interface Undoing {
    void run() throws Exception;
  }

  @BeforeAll
  static void migrate() throws Exception {
    identity = ReplayFixture.migrated();
    everything = everything();
  }

  @BeforeEach
  void everythingJoins() throws Exception {
    identity.rules(workspace, 1, Tables.open());
  }

  static Stream<Class<?>> kinds() {
    return Stream.of(Command.class.getPermittedSubclasses())
        .flatMap(kind ->
            kind.isSealed() ? Stream.of(kind.getPermittedSubclasses()) : Stream.<Class<?>>of(kind));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aCopyOfACommandHasNoSecondEffect(Class<?> kind) throws Exception {
    Case prepared = CASES.get(kind);
    assertThat(prepared).as("%s needs a case here", kind.getSimpleName()).isNotNull();
    Asked asked = prepared.prepare(this);
    assertThat(asked.command()).isInstanceOf(kind);
    Input command = inputs.command(asked.command());
    Map<String, List<String>> before = stored();

    identity.apply(command, WrittenTwice.copy(command));
    Map<String, List<String>> once = stored();
    assertThat(changed(before, once)).hasSizeGreaterThan(1).contains("accepted_event");
    hasNoEffect(command);

    asked.undoing().run();
    hasNoEffect(command);
    amongOthersHasNoEffect(command);
  }

  private void hasNoEffect(Input command) throws Exception {
    Map<String, List<String>> before = stored();
    assertThat(identity.apply(WrittenTwice.copy(command))).isEmpty();
    assertThat(stored()).isEqualTo(before);
    try (Connection tx = identity.connect()) {
      assertThat(
              identity
                  .effects()
                  .quarantine(tx, WrittenTwice.copy(command), new IllegalStateException("broken")))
          .isEmpty();
      tx.commit();
    }
    assertThat(stored()).isEqualTo(before);
  }

  /** What stands beside the copy has its effect. */
  private void amongOthersHasNoEffect(Input command) throws Exception {
    List<String> people = people();
    List<Message> told =
        identity.apply(
            identify("eve", "phone"), WrittenTwice.copy(command), identify("fay", "desk"));
    assertThat(told)
        .extracting(each -> Json.read(Objects.requireNonNull(each.value()), ProfileMessage.class))
        .hasSize(2)
        .allSatisfy(each -> assertThat(each).isInstanceOf(ProfileMessage.Updated.class));
    assertThat(people()).containsAll(people).hasSize(people.size() + 2);
  }

  private Asked correctTrait() throws Exception {
    apply(identify("ann", "tablet"));
    ProfileId ann = profile(ANN);
    return new Asked(
        new Command.CorrectTrait(workspace, ann, "me", LATER, "plan", new TextNode("gold")),
        () ->
            identity.apply(
                inputs.command(
                    new Command.CorrectTrait(workspace, ann, "me", LATER, "plan", null))));
  }

  private Asked withdrawCorrection() throws Exception {
    apply(identify("ann", "tablet"));
    ProfileId ann = profile(ANN);
    Command gold =
        new Command.CorrectTrait(workspace, ann, "me", LATER, "plan", new TextNode("gold"));
    apply(inputs.command(gold));
    return new Asked(
        new Command.WithdrawCorrection(workspace, ann, "me", LATER, "plan"),
        () -> identity.apply(inputs.command(gold)));
  }

  private Asked correctIdentifier() throws Exception {
    Identifier wrong = new Identifier(Identifier.EMAIL, "ann@exampel.com");
    Identifier right = new Identifier(Identifier.EMAIL, "ann@example.com");
    minutes++;
    apply(
        inputs.event(
            "{'type':'identify','messageId':'m%d','userId':'ann','traits':{'email':'%s'}}"
                .formatted(minutes, wrong.value()),
            minutes));
    ProfileId ann = profile(ANN);
    return new Asked(
        new Command.CorrectIdentifier(workspace, ann, "me", LATER, wrong, right),
        () ->
            identity.apply(
                inputs.command(
                    new Command.CorrectIdentifier(workspace, ann, "me", LATER, right, wrong))));
  }

  private Asked setConsent() throws Exception {
    apply(identify("ann", "tablet"));
    ProfileId ann = profile(ANN);
    return new Asked(
        new Command.SetConsent(workspace, ann, "me", LATER, "ads", ConsentState.DENIED),
        () ->
            identity.apply(
                inputs.command(
                    new Command.SetConsent(
                        workspace, ann, "me", LATER, "ads", ConsentState.GRANTED))));
  }

  private Asked setSubscription() throws Exception {
    apply(identify("ann", "tablet"));
    ProfileId ann = profile(ANN);
    return new Asked(
        new Command.SetSubscription(
            workspace, ann, "me", LATER, "email", SubscriptionState.UNSUBSCRIBED),
        () ->
            identity.apply(
                inputs.command(
                    new Command.SetSubscription(
                        workspace, ann, "me", LATER, "email", SubscriptionState.SUBSCRIBED))));
  }

  private Asked mergePeople() throws Exception {
    apply(identify("ann", "tablet"), identify("bob", "phone of bob"));
    return new Asked(
        merge(),
        () -> {
          identity.apply(inputs.command(apart()));
          assertThat(people()).hasSize(2);
        });
  }

  private Asked unmergePerson() throws Exception {
    apply(identify("ann", "tablet"), identify("bob", "tablet"));
    return new Asked(
        apart(),
        () -> {
          identity.apply(inputs.command(merge()));
          assertThat(people()).hasSize(1);
        });
  }

  private Asked redecideTrait() throws Exception {
    apply(identify("ann", "tablet"));
    return new Asked(
        new Command.RedecideTrait(workspace, "plan", "me", LATER, ProfileId.BEFORE_ALL),
        () -> apply(seen("ann")));
  }

  private Asked rebuildPeople() throws Exception {
    apply(identify("ann", "tablet"), identify("bob", "tablet"));
    IdentityRules apart = Tables.of(Strategy.MERGE, "user_id 1", "anonymous_id");
    identity.rules(workspace, 2, apart);
    ReplayCopy copy = new ReplayCopy(workspace, new WorkspaceId("rbd_" + System.nanoTime()));
    ReplayFixture fixture = new ReplayFixture(identity);
    fixture.replay(copy, all, apart);
    return new Asked(
        new Command.RebuildPeople(
            workspace, copy.name().value(), "me", LATER, 2, fixture.others(copy)),
        () -> {
          assertThat(people()).hasSize(2);
          identity.apply(inputs.command(merge()));
          assertThat(people()).hasSize(1);
        });
  }

  /** Of what failed again then, and would be applied now. */
  private Asked redrive() throws Exception {
    identity.rules(workspace, 2, Tables.of(Strategy.MERGE, "email"));
    Input event = identify("ann", "tablet");
    apply(event);
    return new Asked(
        new Command.Redrive(workspace, MessageHeaders.from(event.headers()).id(), "me", LATER),
        () -> {
          assertThat(people()).isEmpty();
          identity.rules(workspace, 3, Tables.open());
        });
  }

  private Command merge() throws Exception {
    return new Command.MergePeople(workspace, profile(ANN), "me", LATER, profile(BOB), ANN, BOB);
  }

  private Command apart() throws Exception {
    return new Command.UnmergePerson(workspace, profile(ANN), "me", LATER, List.of(ANN));
  }

  private void apply(Input... some) throws Exception {
    identity.apply(some);
    all.addAll(List.of(some));
  }

  private Input identify(String user, String device) {
    minutes++;
    return inputs.event(
        ("{'type':'identify','messageId':'m%d','userId':'%s','anonymousId':'%s',"
                + "'traits':{'plan':'%2$s'}}")
            .formatted(minutes, user, device),
        minutes);
  }

  private Input seen(String user) {
    minutes++;
    return inputs.event(
        "{'type':'page','messageId':'m%d','userId':'%s'}".formatted(minutes, user), minutes);
  }

  private ProfileId profile(Identifier identifier) throws Exception {
    return new ProfileId(
        identity
            .rows(
                "select profile from identifier where workspace = '%s' and type = '%s' and value = '%s'"
                    .formatted(workspace, identifier.type(), identifier.value()))
            .getFirst());
  }

  private List<String> people() throws Exception {
    return identity.rows(
        "select profile, version from profile where workspace = '%s'".formatted(workspace));
  }

  /** All rows of the workspace, by their table. */
  private Map<String, List<String>> stored() throws Exception {
    Map<String, List<String>> stored = new TreeMap<>();
    for (String row : identity.rows(everything.replace("MINE", workspace.value()))) {
      int table = row.indexOf(' ');
      stored
          .computeIfAbsent(row.substring(0, table), _ -> new ArrayList<>())
          .add(row.substring(table + 1));
    }
    return stored;
  }

  /** Of each table with rows of workspaces, and of what rebuilds note. */
  private static String everything() throws Exception {
    List<String> queries = new ArrayList<>();
    for (String table : identity.rows(TABLES)) {
      queries.add("select '%1$s', r::text from %1$s r where workspace = 'MINE'".formatted(table));
    }
    queries.add(
        "select 'rebuilt_profile', r::text from rebuilt_profile r"
            + " where shadow in (select name from replay_copy where workspace = 'MINE')");
    return String.join(" union all ", queries) + " order by 1, 2";
  }

  private static List<String> changed(
      Map<String, List<String>> before, Map<String, List<String>> after) {
    return Stream.concat(before.keySet().stream(), after.keySet().stream())
        .distinct()
        .filter(table -> !Objects.equals(before.get(table), after.get(table)))
        .toList();
  }
}
