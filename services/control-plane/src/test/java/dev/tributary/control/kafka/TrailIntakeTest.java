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
import dev.tributary.control.audit.TrailUnavailable;
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
  private final TrailIntake intake =
      new TrailIntake(
          new PostgresTrailStore(database.worker(), new Ids(Clock.systemUTC(), new Random())),
          new UnreadableMessages(quarantine),
          GONE::equals);

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
  void whileTheStoreDoesNotAnswerAPollFailsAsAWholeAndNothingGoesToTheQuarantine()
      throws SQLException {
    TrailIntake away =
        new TrailIntake(
            (_, _) ->
                Uni.createFrom().failure(new TrailUnavailable(new IllegalStateException("away"))),
            new UnreadableMessages(quarantine),
            GONE::equals);
    Input read = read("m1", ONE, "readDelivery", new ProfileId("prf_1"));
    assertThatThrownBy(() -> OwnDatabase.await(away.take(List.of(read)).replaceWith(true)))
        .isInstanceOf(TrailUnavailable.class);
    assertThat(quarantined()).isEmpty();
    take(read);
    assertThat(onRecord(ONE)).hasSize(1);
  }

  private void take(Input... inputs) {
    OwnDatabase.await(intake.take(List.of(inputs)).replaceWith(true));
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
