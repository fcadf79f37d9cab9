package dev.tributary.identity.replay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.command.LogUnavailable;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobRunner;
import dev.tributary.identity.job.JobState;
import dev.tributary.identity.job.WorkspaceJobs;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.model.GeneratedRules;
import dev.tributary.identity.postgres.Retention;
import dev.tributary.identity.postgres.job.PostgresJobQueue;
import dev.tributary.identity.postgres.job.PostgresWorkspaceJobs;
import dev.tributary.identity.postgres.replay.PostgresReplayDatabase;
import dev.tributary.identity.rebuild.RebuildCommands;
import dev.tributary.identity.replay.RebuildSpec;
import dev.tributary.identity.replay.ReplayJobKinds;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import dev.tributary.runtime.loop.Input;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rebuilds as jobs: how they end when what they ask for cannot be done. */
class RebuildJobTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final long LATE = 1_000_000;
  private static final IdentityRules APART =
      Tables.of(Strategy.MERGE, "user_id 1", "email", "anonymous_id");
  private static Identity identity;

  private final Ids ids = new Ids(Clock.systemUTC(), new Random());
  private final WorkspaceId workspace = new WorkspaceId(ids.next(Ids.WORKSPACE));
  private final Inputs inputs = new Inputs(workspace);
  private final AtomicReference<Duration> late = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> Clock.systemUTC().instant().plus(late.get());
  private final List<Command> sent = new ArrayList<>();
  private RebuildSpec spec = new RebuildSpec(0, IdentityRules.DEFAULT);
  private List<Input> all = List.of();

  /** Whom the commands have changed, whoever asked. */
  private final Set<String> changed = new HashSet<>();

  /** How many bytes one command has told at most. */
  private long most;

  private AgroalDataSource pool;
  private WorkspaceJobs rebuilds;

  @BeforeAll
  static void migrate() {
    identity = ReplayFixture.migrated();
  }

  @BeforeEach
  void aWorkspaceWhoseRulesHaveChanged() throws Exception {
    pool = identity.pool();
    rebuilds =
        new PostgresWorkspaceJobs(identity.requests(), ids, ReplayJobKinds.REBUILD, Ids.REBUILD);
    Random random = new Random(11);
    all = new ReplayFixture(identity).lived(11, 120, workspace, GeneratedRules.of(random), random);
    rules(2, GeneratedRules.of(random));
  }

  private void rules(long version, IdentityRules rules) throws Exception {
    identity.rules(workspace, version, rules);
    spec = new RebuildSpec(version, rules);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void whatTheLoopDoesChangesPeople() throws Exception {
    Job done = ended(this::applied);
    assertThat(done.error()).isNull();
    assertThat(done.result().path("complete").asBoolean()).isTrue();
    assertThat(done.result().path("people").asInt()).isPositive();
  }

  /** As whoever is slow finds out late that somebody else works on it now. */
  @Test
  void whatAnEarlierAttemptHasChangedIsToldToo() throws Exception {
    RebuildJobTest undisturbed = new RebuildJobTest();
    undisturbed.aWorkspaceWhoseRulesHaveChanged();
    undisturbed.rules(3, APART);
    Job whole = undisturbed.ended(undisturbed::applied);
    undisturbed.close();
    assertThat(whole.result().path("people").asInt()).isGreaterThan(1);
    assertThat(whole.result().path("joined").asInt()).isPositive();
    assertThat(whole.result().path("parted").asInt()).isPositive();

    rules(3, APART);
    AtomicBoolean overtaken = new AtomicBoolean();
    Job done;
    try (JobRunner other = runner(this::applied, "b")) {
      done =
          ended(command -> {
            if (!(command instanceof Command.RebuildPeople rebuild) || overtaken.get()) {
              return applied(command);
            }
            EventId event = applied(first(rebuild));
            overtaken.set(true);
            overtake(other);
            return event;
          });
    }
    assertThat(done.error()).isNull();
    for (String count : List.of("joined", "parted", "complete")) {
      assertThat(done.result().path(count)).as(count).isEqualTo(whole.result().path(count));
    }
    assertThat(done.result().path("people").asInt()).isEqualTo(changed.size());
  }

  @Test
  void whomARebuildChangedIsForgottenAMonthAfterItsEnd() throws Exception {
    ended(this::applied);
    Retention retention = new Retention(pool);
    retention.forget(Instant.now());
    assertThat(changes()).isNotEmpty();
    retention.forget(Instant.now().plus(AcceptedEvent.KEPT));
    assertThat(changes()).isEmpty();
  }

  private List<String> changes() throws Exception {
    return identity.rows(
        "select profile from rebuild_change where workspace = '%s'".formatted(workspace));
  }

  @Test
  void aCommandChangesSoMuchAndTheOthersAreAskedForAgain() throws Exception {
    rules(3, Tables.open());
    int pairs = 12;
    for (int pair = 0; pair < pairs; pair++) {
      large("ann" + pair, "tablet" + pair);
      large("bob" + pair, "tablet" + pair);
    }
    rules(4, APART);
    Job done = ended(this::applied);
    assertThat(done.error()).isNull();
    assertThat(done.result().path("complete").asBoolean()).isTrue();
    assertThat(done.result().path("parted").asInt()).isGreaterThanOrEqualTo(pairs);
    assertThat(most).isBetween(RebuildCommands.MOST_BYTES, 2 * RebuildCommands.MOST_BYTES);
  }

  private void large(String user, String device) throws Exception {
    Input event =
        at(
            LATE + all.size(),
            inputs.event(
                "{'type':'identify','messageId':'of_%1$s','userId':'%1$s','anonymousId':'%2$s','traits':{'of_%1$s':'%3$s'}}"
                    .formatted(user, device, "x".repeat(100_000)),
                900));
    identity.apply(event);
    all = Stream.concat(all.stream(), Stream.of(event)).toList();
  }

  private static Command first(Command.RebuildPeople command) {
    return new Command.RebuildPeople(
        command.workspace(),
        command.subject(),
        command.actor(),
        command.at(),
        command.rulesVersion(),
        command.profiles().subList(0, 1));
  }

  private void overtake(JobRunner other) {
    try {
      identity.execute(
          "update job set lease_until = '-infinity', holder = 'gone' where workspace = '%s'"
              .formatted(workspace));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    other.start();
    await()
        .atMost(BOUND)
        .until(() ->
            identity
                .rows("select holder from job where workspace = '%s'".formatted(workspace))
                .equals(List.of("b")));
  }

  @Test
  void aCommandThatCannotBeProcessedFailsTheRebuildAndNamesItself() throws Exception {
    Job done =
        ended(command ->
            command instanceof Command.RebuildPeople ? aside(command) : applied(command));
    assertThat(done.state()).isEqualTo(JobState.FAILED);
    String asked =
        identity
            .rows(
                "select event from accepted_event where type = 'rebuild-people' and workspace = '%s'"
                    .formatted(workspace))
            .getFirst();
    assertThat(done.error()).contains("could not be rebuilt").contains(asked);
  }

  @Test
  void anInputThatCountsAgainAndCannotBeProcessedIsPassedOver() throws Exception {
    rules(3, IdentityRules.DEFAULT);
    quarantine();
    Job done =
        ended(command -> command instanceof Command.Redrive ? aside(command) : applied(command));
    assertThat(done.error()).isNull();
    assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(redriven()).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void aLogThatCannotBeWrittenToForAWhileIsWaitedFor() throws Exception {
    int[] tries = {0};
    Job done = ended(command -> tries[0]++ % 3 == 0 ? unavailable() : applied(command));
    assertThat(done.error()).isNull();
    assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(done.result().path("complete").asBoolean()).isTrue();
  }

  @Test
  void aLogThatCannotBeWrittenToFailsTheRebuildInTheEnd() throws Exception {
    Job done =
        ended(command -> {
          late.set(late.get().plusMinutes(1));
          return unavailable();
        });
    assertThat(done.state()).isEqualTo(JobState.FAILED);
    assertThat(done.error()).isEqualTo("The log could not be written to for 5 minutes");
    assertThat(late.get()).isLessThan(Duration.ofMinutes(10));
  }

  private static EventId unavailable() {
    throw new LogUnavailable("The log cannot be written to", new IOException("down"));
  }

  /** An event that names somebody now, and was refused under the rules of then. */
  private void quarantine() throws Exception {
    Input event = at(LATE, inputs.event("{'type':'page','messageId':'late','userId':'late'}", 900));
    identity.apply(event);
    String id = MessageHeaders.from(event.headers()).id();
    identity.execute(
        ("update accepted_event set outcome = 'quarantined', reason = 'missing-ids', profile = null"
                + " where workspace = '%s' and event = '%s'")
            .formatted(workspace, id));
    identity.execute(
        ("insert into quarantined_input (workspace, id, kind, stage, reason, detail, topic, part,"
                + " position, message_value, message_headers, quarantined_at, state)"
                + " values ('%s', '%s', 'dev.tributary.event.v1', 'identity', 'missing-ids', '',"
                + " 'events', 0, 0, '', '{}', now(), 'waiting')")
            .formatted(workspace, id));
    all = Stream.concat(all.stream(), Stream.of(event)).toList();
  }

  /** Where nothing else of the history stands. */
  private static Input at(long offset, Input input) {
    return new Input(input.partition(), offset, input.key(), input.value(), input.headers());
  }

  private List<String> redriven() {
    return sent.stream().filter(Command.Redrive.class::isInstance).map(Command::subject).toList();
  }

  private EventId applied(Command command) {
    return done(
        command,
        (tx, input) -> {
          long bytes = 0;
          for (Message message : identity.apply(tx, List.of(input))) {
            bytes += message.value().length;
          }
          most = Math.max(most, bytes);
        });
  }

  private EventId aside(Command command) {
    return done(
        command,
        (tx, input) ->
            identity.effects().quarantine(tx, input, new IllegalStateException("broken")));
  }

  private interface Loop {
    void take(Connection tx, Input input) throws Exception;
  }

  private synchronized EventId done(Command command, Loop loop) {
    sent.add(command);
    Input input = inputs.command(command);
    try (Connection tx = identity.connect()) {
      loop.take(tx, input);
      tx.commit();
      changed.addAll(
          identity.rows(
              ("select r.profile from rebuilt_profile r join replay_copy s on s.name = r.shadow"
                      + " where s.workspace = '%s' and r.ending = 'changed'")
                  .formatted(workspace)));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return new EventId(MessageHeaders.from(input.headers()).id());
  }

  private Job ended(Function<Command, EventId> commands) throws Exception {
    try (JobRunner runner = runner(commands, "a")) {
      runner.start();
      String id = rebuilds.start(workspace, spec, "ann").id();
      await().atMost(BOUND).until(() -> rebuilds.require(workspace, id).endedAt() != null);
      return rebuilds.require(workspace, id);
    }
  }

  private JobRunner runner(Function<Command, EventId> commands, String holder) {
    Replays replays =
        new Replays(
            new PostgresReplayDatabase(pool),
            _ -> new RememberedLog(all),
            identity.models(),
            _ -> "NL",
            ids,
            Clock.systemUTC());
    Rebuild kind =
        new Rebuild(replays, commands, clock.withZone(ZoneOffset.UTC), Duration.ofMinutes(10));
    return new JobRunner(new PostgresJobQueue(pool), List.of(kind), holder, LEASE);
  }
}
