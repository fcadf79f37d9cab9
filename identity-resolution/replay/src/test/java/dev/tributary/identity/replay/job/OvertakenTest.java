package dev.tributary.identity.replay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.definition.ModelBody.Mapping;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.contracts.row.RowChangeBuilder;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.kafka.IdentityEffects;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.kafka.OvertakenCount;
import dev.tributary.identity.loop.Overtaken;
import dev.tributary.identity.loop.Overtaken.Taken;
import dev.tributary.identity.loop.RuleBook;
import dev.tributary.identity.postgres.replay.PostgresReplayTransaction;
import dev.tributary.identity.rebuild.RebuildCommands;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import dev.tributary.identity.store.replay.ReplayTransaction;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Poll;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two instances meet at one person: the later one waits, finds that what it had read is another's,
 * says whose, and decides anew.
 */
class OvertakenTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Identifier ANN = new Identifier(Identifier.USER_ID, "ann");
  private static final Identifier CAT = new Identifier(Identifier.USER_ID, "cat");
  private static final Identifier PHONE = new Identifier(Identifier.ANONYMOUS_ID, "phone");
  private static final Identifier BOB = new Identifier(Identifier.USER_ID, "bob");
  private static Identity identity;

  private final Inputs inputs = new Inputs(new WorkspaceId("wsp_" + System.nanoTime()));
  private final WorkspaceId workspace = inputs.workspace();
  private final List<Input> all = new ArrayList<>();
  private final List<Overtaken> overtaken = new CopyOnWriteArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final IdentityEffects<ReplayTransaction> later =
      new IdentityEffects<>(
          PostgresReplayTransaction::new,
          new RebuildCommands(new Ids(Clock.systemUTC(), new Random())),
          identity.models(),
          new Ids(Clock.systemUTC(), new Random()),
          new RuleBook(_ -> "NL"),
          new OvertakenCount(registry).andThen(overtaken::add));
  private int minutes;

  @BeforeAll
  static void migrate() {
    identity = ReplayFixture.migrated();
  }

  @BeforeEach
  void everythingJoins() throws Exception {
    identity.rules(workspace, 1, Tables.open());
  }

  @Test
  void anIdentifierThatWasNobodys() throws Exception {
    meet(identify("ann", "tablet"), identify("ann", "phone"));
    said(Taken.IDENTIFIER, "an identifier that was nobody's is %s's now".formatted(profile(ANN)));
  }

  @Test
  void anIdentifierThatWasAnothers() throws Exception {
    apply(identify("ann", "tablet"), identify("bob", "tablet"));
    ProfileId before = profile(ANN);
    meet(apart(before, ANN), identify("ann", "phone"));
    assertThat(profile(ANN)).isNotEqualTo(before);
    said(Taken.IDENTIFIER, "an identifier of %s is %s's now".formatted(before, profile(ANN)));
  }

  @Test
  void aProfileThatWasMerged() throws Exception {
    apply(identify("ann", "tablet"), identify("bob", "phone"));
    ProfileId gone = profile(BOB);
    meet(identify("bob", "tablet"), identify("bob", "desk"));
    said(Taken.PROFILE, "%s was merged into %s".formatted(gone, profile(ANN)));
  }

  @Test
  void whomACommandMeans() throws Exception {
    ProfileId alias = annAndAnAliasOfBob();
    ProfileId one = profile(ANN);
    meet(
        apart(one, BOB, PHONE),
        inputs.command(
            new Command.SetConsent(
                workspace, alias, "me", Inputs.START, "ads", ConsentState.DENIED)));
    said(Taken.PROFILE, "%s leads to %s now, no longer to %s".formatted(alias, profile(BOB), one));
  }

  @Test
  void whomARowMeans() throws Exception {
    define();
    identity.apply(row(new RunId("run_1"), "ann"));
    ProfileId before = profile(ANN);
    meet(row(new RunId("run_2"), "bob"), row(new RunId("run_3"), "ann"));
    said(Taken.PROFILE, "a row of %s is %s's now, by run_2".formatted(before, profile(BOB)));
  }

  @Test
  void whoIsToBeTakenApartAndWasMerged() throws Exception {
    apply(identify("ann", "tablet"), identify("bob", "phone"));
    ProfileId gone = profile(BOB);
    meet(identify("bob", "tablet"), apart(gone, BOB));
    said(Taken.PROFILE, "%s was merged into %s".formatted(gone, profile(ANN)));
  }

  @Test
  void whoIsToBeTakenApartAndWas() throws Exception {
    ProfileId alias = annAndAnAliasOfBob();
    ProfileId one = profile(ANN);
    meet(apart(one, BOB, PHONE), apart(alias, BOB, PHONE));
    said(Taken.PROFILE, "%s leads to %s now, no longer to %s".formatted(alias, profile(BOB), one));
  }

  @Test
  void whoIsToBeRebuiltAndWasMerged() throws Exception {
    apply(identify("cat", "phone"), identify("ann", "tablet"), identify("bob", "tablet"));
    ProfileId gone = profile(ANN);
    Input rebuild = rebuild();
    meet(merge(profile(CAT), CAT, gone, ANN), rebuild);
    said(Taken.PROFILE, "%s was merged into %s".formatted(gone, profile(ANN)));
  }

  @Test
  void whoIsToBeRebuiltAndWasTakenApart() throws Exception {
    apply(identify("ann", "tablet"), identify("bob", "tablet"));
    ProfileId before = profile(ANN);
    Input rebuild = rebuild();
    meet(apart(before, ANN), rebuild);
    said(
        Taken.PROFILE,
        "[%s] were merged with others or unmerged, and are with [%s, %s] now"
            .formatted(before, before, profile(ANN)));
  }

  @Test
  void aRecordThatAnotherInstanceTookIn() throws Exception {
    apply(identify("ann", "tablet"));
    Input record = identify("ann", "tablet");
    meet(record, record);
    String event = MessageHeaders.require(record.headers(), MessageHeaders.ID);
    said(Taken.MESSAGE, "Of [%s], an event or its message id is taken".formatted(event));
  }

  /** The second waits for the first, which has not committed yet. */
  private void meet(Input first, Input second) throws Exception {
    try (Connection one = identity.connect();
        Connection other = identity.connect()) {
      identity.effects().apply(one, new Poll(List.of(first), Map.of(), null));
      FutureTask<Void> waiting =
          new FutureTask<>(() -> {
            later.apply(other, new Poll(List.of(second), Map.of(), null));
            other.commit();
            return null;
          });
      Thread.ofVirtual().start(waiting);
      await()
          .atMost(BOUND)
          .until(() ->
              identity
                  .rows(
                      "select count(*) from pg_stat_activity"
                          + " where datname = current_database() and wait_event_type = 'Lock'")
                  .equals(List.of("1")));
      one.commit();
      waiting.get();
    }
  }

  /** Once, and that is counted. */
  private void said(Taken taken, String by) {
    assertThat(overtaken)
        .singleElement()
        .satisfies(each -> {
          assertThat(each.what()).isEqualTo(taken);
          assertThat(each).hasMessage(by);
        });
    for (Taken each : Taken.values()) {
      assertThat(
              registry
                  .get(OvertakenCount.METRIC.name())
                  .tag("taken", each.name().toLowerCase(Locale.ROOT))
                  .counter()
                  .count())
          .as(each.name())
          .isEqualTo(each == taken ? 1 : 0);
    }
  }

  private void apply(Input... some) throws Exception {
    identity.apply(some);
    all.addAll(List.of(some));
  }

  private Input identify(String user, String device) {
    minutes++;
    return inputs.event(
        "{'type':'identify','messageId':'m%d','userId':'%s','anonymousId':'%s'}"
            .formatted(minutes, user, device),
        minutes);
  }

  private Input apart(ProfileId subject, Identifier... leaving) {
    return inputs.command(
        new Command.UnmergePerson(workspace, subject, "me", Inputs.START, List.of(leaving)));
  }

  private Input merge(ProfileId one, Identifier anchor, ProfileId other, Identifier identifier) {
    return inputs.command(
        new Command.MergePeople(workspace, one, "me", Inputs.START, other, anchor, identifier));
  }

  /** Returns the id by which bob was known alone. */
  private ProfileId annAndAnAliasOfBob() throws Exception {
    apply(identify("ann", "tablet"), identify("bob", "phone"));
    ProfileId alias = profile(BOB);
    apply(merge(profile(ANN), ANN, alias, BOB));
    assertThat(profile(BOB)).isEqualTo(profile(ANN));
    return alias;
  }

  /** Of everybody, as they would be if a tablet were not shared. */
  private Input rebuild() throws Exception {
    IdentityRules apart = Tables.of(Strategy.MERGE, "user_id 1", "anonymous_id");
    identity.rules(workspace, 2, apart);
    ReplayCopy copy = new ReplayCopy(workspace, new WorkspaceId("rbd_" + System.nanoTime()));
    ReplayFixture fixture = new ReplayFixture(identity);
    fixture.replay(copy, all, apart);
    return inputs.command(
        new Command.RebuildPeople(
            workspace, copy.name().value(), "me", Inputs.START, 2, fixture.others(copy)));
  }

  private ProfileId profile(Identifier identifier) throws Exception {
    return new ProfileId(
        identity
            .rows(
                "select profile from identifier where workspace = '%s' and type = '%s' and value = '%s'"
                    .formatted(workspace, identifier.type(), identifier.value()))
            .getFirst());
  }

  private void define() {
    identity.define(
        workspace,
        "mdl_" + workspace,
        1,
        new ModelBody(
            ModelBody.PERSON,
            List.of("id"),
            Map.of(),
            new Mapping(Map.of("user", "user_id"), Map.of(), Map.of(), Map.of(), null)));
  }

  private Input row(RunId run, String user) {
    return inputs.row(
        RowChangeBuilder.builder()
            .workspace(workspace)
            .model(new ModelId("mdl_" + workspace))
            .modelVersion(1)
            .change(RowChange.Change.CHANGED)
            .key(Map.of("id", new IntNode(1)))
            .row(Map.of("user", new TextNode(user)))
            .columnTimes(Map.of())
            .changed(List.of())
            .hash("hash of " + user)
            .run(run)
            .runStartedAt(Inputs.START)
            .build());
  }
}
