package dev.tributary.control.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.audit.AdministrationQueries.Filter;
import dev.tributary.control.audit.ReadQueries.Entry;
import dev.tributary.control.audit.TrailStore;
import dev.tributary.control.audit.TrailUnavailable;
import dev.tributary.control.audit.UnclassifiedFailure;
import dev.tributary.control.postgres.OwnDatabase;
import dev.tributary.control.postgres.audit.PostgresAdministrationQueries;
import dev.tributary.control.postgres.audit.PostgresReadQueries;
import dev.tributary.control.postgres.audit.PostgresTrailStore;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.quarantine.MessageQuarantine;
import dev.tributary.runtime.quarantine.Quarantine;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a poll of a channel adds to the trail. */
class TrailIntakeTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
  private static final WorkspaceId ONE = new WorkspaceId("wsp_1");
  private static final WorkspaceId OTHER = new WorkspaceId("wsp_2");
  private static final WorkspaceId GONE = new WorkspaceId("wsp_gone");

  private final OwnDatabase database = new OwnDatabase();
  private final PostgresReadQueries reads = new PostgresReadQueries(database.requests());
  private final PostgresAdministrationQueries actions =
      new PostgresAdministrationQueries(database.requests(), Clock.systemUTC());
  private final MessageQuarantine quarantine =
      new MessageQuarantine(
          database.workerPool(), new Quarantine(), List.of(Topic.READS, Topic.AUDIT));
  private final PostgresTrailStore store =
      new PostgresTrailStore(database.worker(), new Ids(Clock.systemUTC(), new Random()));
  private final TrailIntake intake = intake(store);

  private Instant now = AT;
  private long offset;

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aReadIsCountedOnceThoughTheLogDeliversItAgainOrHoldsItTwice() {
    Input first = read("m1", ONE, "readDelivery", new ProfileId("prf_1"), new ProfileId("prf_2"));
    Input again = read("m1", ONE, "readDelivery", new ProfileId("prf_1"), new ProfileId("prf_2"));
    take(first, read("m2", ONE, "readDelivery", new ProfileId("prf_1")), first, again);
    take(first, read("m3", ONE, "previewSync"));
    assertThat(onRecord(ONE))
        .extracting(Entry::actor, Entry::operation, Entry::profile, Entry::part, Entry::reads)
        .containsExactlyInAnyOrder(
            tuple("sub", "readDelivery", new ProfileId("prf_1"), "dlv_1", 2),
            tuple("sub", "readDelivery", new ProfileId("prf_2"), "dlv_1", 1),
            tuple("sub", "previewSync", null, "dlv_1", 1));
  }

  @Test
  void anActionIsStoredOnceWithItsOutcome() throws SQLException {
    Input requested = action("ade_1", Outcome.REQUESTED);
    Input done = action("ade_1", Outcome.DONE);
    take(requested, requested, done, requested, action("ade_2", Outcome.DONE));
    take(requested, done, action("ade_3", Outcome.FAILED));
    assertThat(actions.list(ONE, Filter.ALL, null, 10))
        .extracting(AdministrationEntry::id, each -> each.result().outcome())
        .containsExactly(
            tuple("ade_3", Outcome.FAILED),
            tuple("ade_2", Outcome.DONE),
            tuple("ade_1", Outcome.DONE));
    assertThat(quarantined()).isEmpty();
  }

  @Test
  void interleavedMessagesOfTwoWorkspacesAreStoredUnderTheirOwn() {
    List<Input> poll = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      poll.add(
          read("m" + i, i % 2 == 0 ? ONE : OTHER, "op" + i % 3, new ProfileId("prf_" + i % 4)));
    }
    Collections.shuffle(poll, new Random(7));
    take(poll.toArray(Input[]::new));
    assertThat(onRecord(ONE))
        .allMatch(entry ->
            Set.of(new ProfileId("prf_0"), new ProfileId("prf_2")).contains(entry.profile()));
    assertThat(onRecord(OTHER))
        .allMatch(entry ->
            Set.of(new ProfileId("prf_1"), new ProfileId("prf_3")).contains(entry.profile()));
    assertThat(onRecord(ONE).stream().mapToInt(Entry::reads).sum()).isEqualTo(30);
    assertThat(onRecord(OTHER).stream().mapToInt(Entry::reads).sum()).isEqualTo(30);
  }

  @Test
  void aMessageThatCannotBeReadOrStoredGoesToTheQuarantineAndHoldsUpNoOther() throws SQLException {
    List<Input> poll = new ArrayList<>();
    poll.add(read("good-1", ONE, "readDelivery", new ProfileId("prf_1")));
    for (String poison :
        List.of(
            "{",
            "{}",
            "{\"workspace\":\"wsp_1\",\"profiles\":[\"\\u0000\"]}",
            "{\"workspace\":\"wsp_1\",\"actor\":\"a\\u0000\",\"actorName\":\"a\",\"operation\":\"o\","
                + "\"profiles\":[],\"at\":\"2026-03-01T10:00:00Z\"}",
            "[".repeat(5_000))) {
      poll.add(input(Topic.READS, "bad-" + poll.size(), PersonalDataRead.TYPE, poison));
    }
    poll.add(input(Topic.READS, "newer", "dev.tributary.of-a-later-version.v9", "{}"));
    poll.add(read("good-2", ONE, "readDelivery", new ProfileId("prf_1")));
    Input[] all = poll.toArray(Input[]::new);
    take(all);
    take(all);
    assertThat(onRecord(ONE)).extracting(Entry::reads).containsExactly(2);
    assertThat(quarantined())
        .containsExactlyInAnyOrder("bad-1", "bad-2", "bad-3", "bad-4", "bad-5", "newer");
  }

  @Test
  void aDeletedWorkspaceGetsNoEntries() throws SQLException {
    take(
        read("m1", GONE, "readDelivery", new ProfileId("prf_1")),
        read("m2", ONE, "readDelivery", new ProfileId("prf_1")));
    assertThat(onRecord(GONE)).isEmpty();
    assertThat(onRecord(ONE)).hasSize(1);
    assertThat(quarantined()).isEmpty();
  }

  @Test
  void aTombstoneHasNoEffect() {
    take(new Input(new TopicPartition("reads", 0), offset++, null, null, headers("m", "")));
    assertThat(onRecord(ONE)).isEmpty();
  }

  @Test
  void aReadAtATimeThatNoIdHasGoesToTheQuarantineAtOnce() throws SQLException {
    List<Input> poll = new ArrayList<>();
    poll.add(read("good-1", ONE, "readDelivery", new ProfileId("prf_1")));
    for (String at :
        List.of(
            "+1000000000-12-31T23:59:59.999999999Z",
            "-1000000000-01-01T00:00:00Z",
            "+10000-01-01T00:00:00Z",
            "1969-12-31T23:59:59Z")) {
      poll.add(
          input(
              Topic.READS,
              "bad-" + poll.size(),
              PersonalDataRead.TYPE,
              new String(
                      Json.write(
                          new PersonalDataRead(ONE, "sub", "anna", "o", List.of(), null, AT)),
                      StandardCharsets.UTF_8)
                  .replace(AT.toString(), at)));
    }
    poll.add(read("good-2", ONE, "readDelivery", new ProfileId("prf_1")));
    take(poll.toArray(Input[]::new));
    assertThat(onRecord(ONE)).extracting(Entry::reads).containsExactly(2);
    assertThat(quarantined()).containsExactlyInAnyOrder("bad-1", "bad-2", "bad-3", "bad-4");
  }

  /** Each of these failures may be temporary, as far as its SQLSTATE says. */
  @Test
  void aFailureThatRepeatsWithNoOtherCauseIsQuarantinedAndTheOthersGoOn() throws SQLException {
    failing();
    List<String> bad =
        List.of(
            "state:57014",
            "state:40001",
            "state:40P01",
            "state:53200",
            "state:53400",
            "state:XX000",
            "state:08006",
            "state:25P03",
            "commit:XX000",
            "ends");
    List<Input> poll = new ArrayList<>();
    for (String message : bad) {
      poll.add(read("before-" + message, ONE, "readDelivery", new ProfileId("prf_1")));
      poll.add(read(message, ONE, "readDelivery", new ProfileId("prf_1")));
    }
    poll.add(read("after", ONE, "readDelivery", new ProfileId("prf_1")));
    poll.add(read("other", OTHER, "readDelivery", new ProfileId("prf_2")));
    TrailPoll left = intake.poll(poll);
    assertThatThrownBy(() -> attempt(left)).isInstanceOf(UnclassifiedFailure.class);
    assertThat(onRecord(OTHER)).as("another workspace does not wait").hasSize(1);
    assertThat(onRecord(ONE)).isEmpty();
    attempts(left, 100);
    assertThat(quarantined()).containsExactlyInAnyOrderElementsOf(bad);
    assertThat(onRecord(ONE)).extracting(Entry::reads).containsExactly(bad.size() + 1);
  }

  @Test
  void aFailureThatPassesIsNotQuarantined() throws SQLException {
    failing();
    TrailPoll left =
        intake.poll(
            List.of(
                read("state:40001", ONE, "readDelivery", new ProfileId("prf_1")),
                read("m2", ONE, "readDelivery", new ProfileId("prf_1"))));
    assertThatThrownBy(() -> attempt(left)).isInstanceOf(UnclassifiedFailure.class);
    healed();
    attempt(left);
    assertThat(onRecord(ONE)).extracting(Entry::reads).containsExactly(2);
    assertThat(quarantined()).isEmpty();
  }

  @Test
  void whatNoMessageCanCauseIsNeverQuarantined() throws SQLException {
    failing();
    TrailPoll left =
        intake.poll(
            List.of(
                read("state:53100", ONE, "readDelivery", new ProfileId("prf_1")),
                read("other", OTHER, "readDelivery", new ProfileId("prf_2"))));
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> attempt(left)).isInstanceOf(TrailUnavailable.class);
      now = now.plusSeconds(60);
    }
    assertThat(quarantined()).isEmpty();
    assertThat(onRecord(OTHER)).as("another workspace does not wait").hasSize(1);
    healed();
    attempt(left);
    assertThat(onRecord(ONE)).hasSize(1);
  }

  /** Another session locks the table, and no connection is lost. */
  @Test
  void aTransactionThatHangsFailsWithinSomeSeconds() throws SQLException {
    Input read = read("m1", ONE, "readDelivery", new ProfileId("prf_1"));
    TrailPoll left = intake.poll(List.of(read));
    try (Connection other = database.superuser();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table counted_read in access exclusive mode");
      assertThatThrownBy(() -> attempt(left)).isInstanceOf(TrailUnavailable.class);
      other.rollback();
    }
    attempt(left);
    assertThat(onRecord(ONE)).hasSize(1);
    assertThat(quarantined()).isEmpty();
  }

  /** Otherwise, one message would hold up those behind it in the quarantine. */
  @Test
  void aMessageOfTheQuarantineThatFailsAgainGoesBack() throws SQLException {
    failing();
    assertThat(
            OwnDatabase.await(
                intake.again(read("state:XX000", ONE, "readDelivery", new ProfileId("prf_1")))))
        .isPresent();
    assertThat(
            OwnDatabase.await(
                intake.again(read("m1", ONE, "readDelivery", new ProfileId("prf_1")))))
        .isEmpty();
    assertThat(onRecord(ONE)).hasSize(1);
  }

  @Test
  void whileTheStoreDoesNotAnswerNothingGoesToTheQuarantine() throws SQLException {
    TrailIntake away =
        intake((_, _) ->
            Uni.createFrom().failure(new TrailUnavailable(new IllegalStateException("away"))));
    Input read = read("m1", ONE, "readDelivery", new ProfileId("prf_1"));
    TrailPoll left = away.poll(List.of(read));
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> attempt(left)).isInstanceOf(TrailUnavailable.class);
      now = now.plusSeconds(60);
    }
    assertThat(quarantined()).isEmpty();
    take(read);
    assertThat(onRecord(ONE)).hasSize(1);
  }

  private TrailIntake intake(TrailStore ofThe) {
    return new TrailIntake(ofThe, new UnreadableMessages(quarantine), GONE::equals, () -> now);
  }

  private void take(Input... inputs) {
    attempt(intake.poll(List.of(inputs)));
  }

  private static void attempt(TrailPoll left) {
    OwnDatabase.await(left.attempt().replaceWith(true));
  }

  /** Until everything is stored or quarantined; each attempt takes a second of the test's clock. */
  private void attempts(TrailPoll left, int most) {
    for (int i = 0; i < most; i++) {
      try {
        attempt(left);
        return;
      } catch (UnclassifiedFailure | TrailUnavailable e) {
        now = now.plusSeconds(1);
      }
    }
    throw new AssertionError("Something is left after " + most + " attempts");
  }

  /**
   * Messages with an id {@code state:…} fail with this SQLSTATE, and {@code commit:…} at the
   * commit. The message {@code ends} ends its connection.
   */
  private void failing() throws SQLException {
    bySuperuser(
        """
        create function fail() returns trigger language plpgsql security definer as $$
        begin
          if new.message_id = 'ends' then
            perform pg_terminate_backend(pg_backend_pid());
            perform pg_sleep(1);
          elsif starts_with(new.message_id, tg_argv[0]) then
            raise exception using errcode = split_part(new.message_id, ':', 2), message = 'as if';
          end if;
          return new;
        end $$;
        create trigger state before insert on counted_read for each row execute function fail('state:');
        create constraint trigger at_commit after insert on counted_read
          deferrable initially deferred for each row execute function fail('commit:')\
        """);
  }

  private void healed() throws SQLException {
    bySuperuser("drop trigger state on counted_read");
  }

  private void bySuperuser(String statements) throws SQLException {
    try (Connection connection = database.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  private List<Entry> onRecord(WorkspaceId workspace) {
    return reads.list(workspace, null, null, null, 100);
  }

  private Set<String> quarantined() throws SQLException {
    try (Connection connection = database.workerPool().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select message_id from quarantined_message")) {
      Set<String> found = new HashSet<>();
      while (rows.next()) {
        assertThat(found.add(rows.getString(1))).isTrue();
      }
      return found;
    }
  }

  private Input read(String id, WorkspaceId workspace, String operation, ProfileId... profiles) {
    PersonalDataRead read =
        new PersonalDataRead(workspace, "sub", "anna", operation, List.of(profiles), "dlv_1", AT);
    return input(
        Topic.READS,
        id,
        PersonalDataRead.TYPE,
        new String(Json.write(read), StandardCharsets.UTF_8));
  }

  private Input action(String id, Outcome outcome) {
    AdministrationEntry entry =
        new AdministrationEntry(
            id,
            ONE,
            AT,
            new Actor("sub-anna", "anna", Actor.Kind.PERSON),
            new Act("createDestination", "destination", "dst_1", "CRM"),
            new Result(outcome, null, 1),
            new Origin("destinations", "request", null),
            List.of());
    return input(
        Topic.AUDIT,
        id,
        AdministrationEntry.TYPE,
        new String(Json.write(entry), StandardCharsets.UTF_8));
  }

  private Input input(Topic topic, String id, String type, String value) {
    Message message =
        Message.of(
            topic,
            "key",
            value.getBytes(StandardCharsets.UTF_8),
            new MessageHeaders(id, type, ONE, id, AT, null));
    return new Input(
        new TopicPartition(topic.topicName(), 0),
        offset++,
        message.key(),
        message.value(),
        message.headers());
  }

  private static Map<String, byte[]> headers(String id, String type) {
    return new MessageHeaders(id, type, ONE, id, AT, null).toHeaders();
  }
}
