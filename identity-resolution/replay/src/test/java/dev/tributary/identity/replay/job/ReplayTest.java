package dev.tributary.identity.replay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.identity.input.LogRecord;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.kafka.IdentityEffects;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.model.GeneratedRules;
import dev.tributary.identity.replay.ProgressListener;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.loop.Input;
import dev.tributary.testkit.lane.Lane;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The history of a workspace under other rules, beside it: the people are those of a workspace that
 * had these rules from its first input on. {@code -Dtributary.seed=…} feeds a seed back in, {@code
 * -Dtributary.histories=…} runs more.
 */
@Tag("soak-replays")
class ReplayTest {
  private static final int HISTORIES = Lane.size("tributary.histories", 4, 100);
  private static final int EVENTS = 150;
  private static Identity identity;
  private static ReplayFixture fixture;

  private final WorkspaceId workspace = new WorkspaceId("wsp_" + System.nanoTime());

  @BeforeAll
  static void migrate() {
    identity = ReplayFixture.migrated();
    fixture = new ReplayFixture(identity);
  }

  @Test
  void aReplayIsTheHistoryFromScratch() throws Exception {
    Long given = Long.getLong("tributary.seed");
    Random seeds = Lane.seeds();
    for (int i = 0; i < (given == null ? HISTORIES : 1); i++) {
      check(given == null ? seeds.nextLong() : given);
    }
  }

  @Test
  void whoStopsWhileRowsAreReadHasTakenInNoEventThatCameAfterThem() throws Exception {
    List<Input> all = new ArrayList<>(history());
    ReplayCopy copy = copy();
    List<LogRecord> asked = new ArrayList<>();
    RememberedLog log =
        new RememberedLog(all) {
          @Override
          public LogRecord nextRow(ProgressListener watch) {
            LogRecord row = super.nextRow(watch);
            asked.add(row);
            return row;
          }
        };
    Replay.Progress progress =
        fixture.replay(
            copy,
            log,
            IdentityRules.DEFAULT,
            new ProgressListener() {
              @Override
              public void done(long inputs, long of) {}

              @Override
              public boolean stopped() {
                return asked.size() >= 5;
              }
            });
    assertThat(asked).hasSize(5);
    assertThat(progress.inputs()).isZero();
    assertThat(progress.reached()).isNull();
  }

  /** A recreated log gives its offsets out again: both records stay in the database. */
  @Test
  void whatTheLogHoldsSinceItWasRecreatedIsNotReplayedInThePlaceOfWhatItHeldBefore()
      throws Exception {
    String identify =
        "{'type':'identify','messageId':'%1$s','userId':'%1$s','traits':{'plan':'%1$s'}}";
    Input old = new Inputs(workspace).event(identify.formatted("old"), 1);
    Input fresh = new Inputs(workspace).event(identify.formatted("fresh"), 2);
    assertThat(IdentityEffects.position(fresh)).isEqualTo(IdentityEffects.position(old));
    fixture.live(workspace, IdentityRules.DEFAULT, List.of(old, fresh));
    assertThat(fixture.people(workspace)).hasSize(2);

    ReplayCopy copy = copy();
    Replay.Progress progress =
        fixture.replay(
            copy,
            new RememberedLog(List.of(fresh)),
            IdentityRules.DEFAULT,
            ReplayFixture.TO_THE_END);
    assertThat(progress.inputs()).isEqualTo(2);
    assertThat(progress.gone()).isEqualTo(1);
    assertThat(
            identity.rows(
                "select event, outcome from accepted_event where workspace = '%s'"
                    .formatted(copy.name())))
        .containsExactly(MessageHeaders.from(fresh.headers()).id() + " applied");

    ReplayCopy other = copy();
    progress =
        fixture.replay(
            other,
            new RememberedLog(List.of(fresh, old)),
            IdentityRules.DEFAULT,
            ReplayFixture.TO_THE_END);
    assertThat(progress.gone()).isZero();
    assertThat(fixture.people(other.name())).isEqualTo(fixture.people(workspace));
  }

  @Test
  void whatCannotBeReadDoesNotKeepTheOthersFromBeingTakenIn() throws Exception {
    List<Input> all = new ArrayList<>(history());
    ReplayCopy undisturbed = copy();
    fixture.replay(undisturbed, all, IdentityRules.DEFAULT);
    Input row = RememberedLog.inOrder(all).getFirst();
    all.add(with(row, 1_000_000, "{"));
    all.add(with(row, 1_000_001, "{}"));
    String text = new String(row.value(), StandardCharsets.UTF_8);
    all.add(with(row, 1_000_002, text.replaceFirst("\"hash\":\"", "$0\\\\u0000")));
    ReplayCopy disturbed = copy();
    fixture.replay(disturbed, all, IdentityRules.DEFAULT);
    assertThat(fixture.people(disturbed.name()))
        .isNotEmpty()
        .isEqualTo(fixture.people(undisturbed.name()));
  }

  @Test
  void aCommandThatCannotBeReadIsQuarantinedAlone() throws Exception {
    List<Input> all = new ArrayList<>(history());
    ProfileId person =
        new ProfileId(
            identity
                .rows("select profile from profile where workspace = '%s'".formatted(workspace))
                .getFirst());
    Input command =
        new Inputs(workspace)
            .command(
                new Command.SetConsent(
                    workspace, person, "me", Inputs.START, "ads", ConsentState.GRANTED));
    identity.apply(command);
    all.add(with(command, command.offset(), "{"));
    ReplayCopy copy = copy();
    fixture.replay(copy, all, IdentityRules.DEFAULT);
    assertThat(
            identity.rows(
                "select id, reason from quarantined_input where workspace = '%s'"
                    .formatted(copy.name())))
        .containsExactly(MessageHeaders.from(command.headers()).id() + " processing-failed");
    assertThat(fixture.people(copy.name())).isNotEmpty();
  }

  @Test
  void aDiskThatIsFullIsNoFaultOfTheInput() throws Exception {
    List<Input> all = history();
    ReplayCopy copy = copy();
    failing(copy, "53100", "true");
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> fixture.replay(copy, all, IdentityRules.DEFAULT))
        .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("53100"));
    assertThat(
            identity.rows(
                "select id from quarantined_input where workspace = '%s'".formatted(copy.name())))
        .isEmpty();
  }

  @Test
  void whatADeadlockHasEndedIsRepeated() throws Exception {
    Inputs inputs = new Inputs(workspace);
    List<Input> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(inputs.event("{'type':'page','messageId':'%1$d','userId':'u%1$d'}".formatted(i), i));
    }
    fixture.live(workspace, IdentityRules.DEFAULT, all);
    ReplayCopy copy = copy();
    failing(copy, "40P01", "nextval('failures') < 4");
    fixture.replay(copy, all, IdentityRules.DEFAULT);
    assertThat(fixture.people(copy.name())).hasSize(4);
    assertThat(
            identity.rows(
                "select id from quarantined_input where workspace = '%s'".formatted(copy.name())))
        .isEmpty();
  }

  /** Lets the server fail what a copy takes in, as long as a condition holds. */
  private static void failing(ReplayCopy copy, String state, String condition) throws SQLException {
    ServiceDatabase database = identity.database();
    try (Connection connection =
            DriverManager.getConnection(
                database.address(), database.owner().user(), database.owner().password());
        Statement statement = connection.createStatement()) {
      statement.execute("create sequence if not exists failures");
      statement.execute("grant usage on failures to public");
      statement.execute(
          """
          create function fail_%1$s() returns trigger language plpgsql as $$
          begin
            if %3$s then raise exception 'as asked' using errcode = '%2$s'; end if;
            return new;
          end $$\
          """
              .formatted(copy.name(), state, condition));
      statement.execute(
          """
          create trigger fail_%1$s before insert on accepted_event for each row
          when (new.workspace = '%1$s' and new.outcome = 'applied') execute function fail_%1$s()\
          """
              .formatted(copy.name()));
    }
  }

  private List<Input> history() throws Exception {
    return fixture.lived(7, EVENTS, workspace, IdentityRules.DEFAULT, new Random(7));
  }

  private ReplayCopy copy() {
    return new ReplayCopy(workspace, new WorkspaceId("tri_" + System.nanoTime()));
  }

  private static Input with(Input input, long offset, String value) {
    return new Input(
        input.partition(),
        offset,
        input.key(),
        value.getBytes(StandardCharsets.UTF_8),
        input.headers());
  }

  private static void check(long seed) throws Exception {
    Random random = new Random(seed);
    String name = Long.toHexString(seed) + "_" + System.nanoTime();
    IdentityRules before = GeneratedRules.of(random);
    IdentityRules after = GeneratedRules.of(random);
    WorkspaceId workspace = new WorkspaceId("wsp_" + name);
    List<Input> all = fixture.lived(seed, EVENTS, workspace, before, random);
    ReplayCopy copy = new ReplayCopy(workspace, new WorkspaceId("tri_" + name));
    String other = "wsp_other_" + name;
    keepApart(random, workspace.value(), other);
    fixture.replay(copy, all, after);
    fixture.fromScratch(new WorkspaceId(other), after, all);
    assertThat(fixture.people(copy.name()))
        .as("seed %d", seed)
        .isEqualTo(fixture.people(new WorkspaceId(other)));
  }

  /** What people said holds from the beginning. */
  private static void keepApart(Random random, String... workspaces) throws Exception {
    for (int device : random.ints(random.nextInt(6), 0, 8).distinct().toArray()) {
      int user = random.nextInt(8);
      for (String workspace : workspaces) {
        identity.cut(
            new WorkspaceId(workspace),
            new Identifier(Identifier.ANONYMOUS_ID, "a" + device),
            new Identifier(Identifier.USER_ID, "u" + user));
      }
    }
  }
}
