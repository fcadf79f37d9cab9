package dev.tributary.runtime.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.UnknownMessage;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.local.infra.Checkout;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.quarantine.QuarantinedMessages.Quarantined;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a loop does not know or cannot apply is kept whole, and applied once when it can be. */
class QuarantineTest {
  private static final String OURS = "wsp_ours";
  private static final String KNOWN = "dev.tributary.test.v1";
  private static final String NEWER = "dev.tributary.test.v2";
  private static final TopicPartition TICKING = partition(Topic.PROFILES, 3);

  private TestDatabase database;
  private QuarantinedMessages messages;
  private long nanos;

  /** A value with kinds, of which this version knows one. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes(@JsonSubTypes.Type(value = Kind.Old.class, name = "old"))
  sealed interface Kind {
    record Old() implements Kind {}
  }

  @BeforeEach
  void prepare() throws Exception {
    database = TestDatabase.migrated("quarantine");
    messages = new QuarantinedMessages(new RequestDatabase(database.request()));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void anUnknownTypeIsKeptWholeAndTheOthersGoOn() throws Exception {
    QuarantiningEffects old = instance("old", KNOWN);
    assertThat(poll(old, input(7, NEWER, "newer"), input(8, KNOWN, "known")))
        .extracting(QuarantineTest::text)
        .containsExactly("known");
    Quarantined found = only();
    assertThat(found.type()).isEqualTo(NEWER);
    assertThat(found.messageId()).isEqualTo("msg_7");
    assertThat(found.reason()).isEqualTo("unknown");
    assertThat(found.place()).isEqualTo(new QuarantinedMessages.Place("profiles", 3, 7));
    assertThat(messages.value(new WorkspaceId(OURS), found.id()).orElseThrow())
        .asString()
        .isEqualTo("newer");
    assertThat(messages.list(new WorkspaceId("wsp_theirs"), "waiting", null, null, 10)).isEmpty();
    assertThat(new QuarantineFacts(database.worker()).facts(new WorkspaceId(OURS)))
        .containsExactly(new Fact.Quarantined(1));
    assertThat(
            new QuarantineFacts(database.worker())
                .facts(Set.of(new WorkspaceId(OURS), new WorkspaceId("wsp_theirs"))))
        .containsExactly(new WorkspaceFact(new WorkspaceId(OURS), new Fact.Quarantined(1)));
  }

  @Test
  void headersThatNoColumnHoldsAreKeptInTheBytesOnly() throws Exception {
    QuarantiningEffects effects = instance("one", KNOWN);
    Map<String, byte[]> headers = new HashMap<>(headers("msg_7\0", KNOWN + '\0'));
    headers.put("n".repeat(60_000), bytes("a name that is longer than JSON of ours may have"));
    poll(effects, new Input(TICKING, 7, bytes("key"), bytes("whole"), headers));
    Quarantined found = only();
    assertThat(found.messageId()).startsWith("msg_7\uFFFD~");
    assertThat(found.type()).startsWith(KNOWN + "\uFFFD~");
    assertThat(found.detail()).contains(KNOWN + '\uFFFD');
    assertThat(messages.value(new WorkspaceId(OURS), found.id()).orElseThrow())
        .asString()
        .isEqualTo("whole");
    assertThat(messages.request(new WorkspaceId(OURS), found.id())).isTrue();
    try (Connection tx = database.worker().getConnection()) {
      List<Quarantine.Due> due =
          new Quarantine("one")
              .due(tx, List.of(Topic.PROFILES), Topic.PROFILES, List.of(TICKING), 10);
      assertThat(due)
          .singleElement()
          .extracting(each -> each.input().headers().keySet())
          .isEqualTo(headers.keySet());
      assertThat(due.getFirst().input().type()).isEqualTo(KNOWN + '\0');
    }
    assertThat(tick(effects)).as("fails again, and nothing else").isEmpty();
    assertThat(only().redrives()).isEqualTo(1);
  }

  @Test
  void aWorkspaceThatNoColumnHoldsIsNobodys() throws Exception {
    for (String workspace : List.of(OURS + '\0', OURS + "x".repeat(5_000))) {
      Map<String, byte[]> headers = new HashMap<>(headers("msg_7", KNOWN));
      headers.put(MessageHeaders.WORKSPACE, bytes(workspace));
      keep(
          new Input(TICKING, 7, bytes("key"), bytes("whole"), headers),
          new IllegalStateException("broken"));
    }
    assertThat(messages.list(new WorkspaceId(OURS), "waiting", null, null, 10)).isEmpty();
    assertThat(
            database.number(
                "select count(*) from quarantined_message where message_value is not null"
                    + " and workspace like 'wsp_ours_%~%'"))
        .isEqualTo(2);
  }

  @Test
  void aTickIsNotKeptWhole() throws Exception {
    QuarantiningEffects effects = instance("one", KNOWN);
    Exception failure = new IllegalStateException("broken");
    Message tick = new Tick(Instant.EPOCH, Map.of()).toMessage(Topic.PROFILES, 3);
    try (Connection tx = database.worker().getConnection()) {
      assertThatThrownBy(() ->
              effects.keepWhole(
                  tx, new Input(TICKING, 7, null, tick.value(), tick.headers()), failure))
          .isSameAs(failure);
      effects.keepWhole(tx, input(8, KNOWN, "whole"), failure);
    }
    assertThat(only().place().offset()).isEqualTo(8);
  }

  @Test
  void anUnknownKindIsKeptAndAFailureIsTheEffectsAffair() throws Exception {
    QuarantiningEffects old = instance("old", KNOWN);
    Input newer = input(7, KNOWN, "{\"kind\":\"new\"}");
    Exception unknown = failure(() -> Json.read(newer.value(), Kind.class));
    try (Connection tx = database.worker().getConnection()) {
      tx.setAutoCommit(false);
      assertThat(old.quarantine(tx, newer, unknown)).isEmpty();
      assertThat(old.quarantine(tx, newer, new IllegalStateException("broken")))
          .extracting(QuarantineTest::text)
          .containsExactly("handed over");
      tx.commit();
    }
    assertThat(only().reason()).isEqualTo("unknown");
  }

  @Test
  void theNextVersionRedrivesWhatItKnowsOnceAndWithItsOldPlace() throws Exception {
    QuarantiningEffects old = instance("old", KNOWN);
    poll(old, input(7, NEWER, "newer"));
    for (int i = 0; i < 3; i++) {
      assertThat(tick(old)).isEmpty();
    }
    assertThat(only().redrives()).isZero();
    QuarantiningEffects older = instance("older", KNOWN);
    assertThat(tick(older)).isEmpty();
    assertThat(only().redrives()).isEqualTo(1);
    QuarantiningEffects next = instance("next", KNOWN, NEWER);
    assertThat(tick(next)).extracting(QuarantineTest::text).containsExactly("newer");
    assertThat(tick(next)).isEmpty();
    assertThat(database.number("select version from counter where key = 'newer@7'")).isEqualTo(1);
    Quarantined redriven =
        messages.list(new WorkspaceId(OURS), "redriven", null, null, 10).getFirst();
    assertThat(redriven.whole()).isFalse();
  }

  @Test
  void whatFailsAgainLeavesNothingBehindAndWaits() throws Exception {
    QuarantiningEffects effects = instance("one", KNOWN);
    keep(input(7, KNOWN, "poison"), new IllegalStateException("secret@example.com"));
    assertThat(tick(effects)).as("waits for somebody").isEmpty();
    long id = only().id();
    assertThat(only().detail()).isEqualTo("Failed with IllegalStateException");
    assertThat(messages.request(new WorkspaceId("wsp_theirs"), id)).isFalse();
    assertThat(messages.request(new WorkspaceId(OURS), id)).isTrue();
    assertThat(tick(effects)).isEmpty();
    assertThat(only().redrives()).isEqualTo(1);
    assertThat(database.number("select count(*) from counter")).isZero();
  }

  @Test
  void aMessageOfTheTickingTopicWaitsForItsOwnPartition() throws Exception {
    QuarantiningEffects next = instance("next", KNOWN, NEWER);
    keep(input(7, NEWER, "ticking"), UnknownMessage.ofType(NEWER));
    TopicPartition rows = partition(Topic.ROWS, 2);
    keep(
        new Input(rows, 9, bytes("key"), bytes("row"), headers("msg_9", NEWER)),
        UnknownMessage.ofType(NEWER));
    TopicPartition other = partition(Topic.PROFILES, 5);
    List<Output> outputs =
        poll(next, new Input(other, 1, bytes("key"), bytes("live"), headers("msg_1", KNOWN)));
    assertThat(outputs).extracting(QuarantineTest::text).containsExactly("live", "row");
    assertThat(outputs)
        .as("leave with a partition of the poll")
        .extracting(Output::because)
        .containsOnly(other);
    assertThat(tick(next)).extracting(QuarantineTest::text).containsExactly("ticking");
  }

  @Test
  void reasonsAreCountedPerWorkspaceTheMostFrequentFirst() throws Exception {
    keep(input(7, NEWER, "newer"), UnknownMessage.ofType(NEWER));
    keep(input(8, NEWER, "newer"), UnknownMessage.ofType(NEWER));
    keep(input(9, KNOWN, "poison"), new IllegalStateException());
    assertThat(messages.reasons(new WorkspaceId(OURS)))
        .extracting(QuarantineAnswers.ReasonView::reason, QuarantineAnswers.ReasonView::count)
        .containsExactly(tuple("unknown", 2L), tuple("failed", 1L));
    assertThat(messages.reasons(new WorkspaceId("wsp_theirs"))).isEmpty();
    messages.request(
        new WorkspaceId(OURS),
        messages.list(new WorkspaceId(OURS), "waiting", "failed", null, 1).getFirst().id());
    assertThat(messages.reasons(new WorkspaceId(OURS))).hasSize(1);
  }

  @Test
  void whatBelongsToNoWorkspaceIsCountedApart() throws Exception {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    AtomicBoolean read = new AtomicBoolean();
    try (QuarantineWatch watch =
        new QuarantineWatch(
            database.worker(), metrics, "tested", new WorkspaceId(OURS)::equals, read::get)) {
      keep(input(7, NEWER, "ours"), UnknownMessage.ofType(NEWER));
      keep(ofWorkspace(8, new WorkspaceId("")), UnknownMessage.ofType(NEWER));
      keep(ofWorkspace(9, new WorkspaceId("installation")), UnknownMessage.ofType(NEWER));
      keep(ofWorkspace(10, new WorkspaceId("wsp_of_nobody")), UnknownMessage.ofType(NEWER));
      watch.look();
      assertThat(waiting(metrics, "installation"))
          .as("before the workspaces are read, all would seem to be of none")
          .isZero();
      read.set(true);
      watch.look();
      assertThat(waiting(metrics, "workspace")).isEqualTo(1);
      assertThat(waiting(metrics, "installation")).isEqualTo(3);
    }
  }

  private static double waiting(MeterRegistry metrics, String scope) {
    return metrics
        .get("tributary.quarantine.waiting")
        .tags("service", "tested", "scope", scope)
        .gauge()
        .value();
  }

  @Test
  void anOperatorListsAndRedrivesWhatBelongsToNoWorkspaceAsTheDocumentationSays() throws Exception {
    QuarantiningEffects effects = instance("one", KNOWN);
    keep(ofWorkspace(8, new WorkspaceId("")), new IllegalStateException());
    keep(ofWorkspace(9, new WorkspaceId("installation")), new IllegalStateException());
    keep(input(10, KNOWN, "ours"), new IllegalStateException());
    try (Connection connection = database.worker().getConnection();
        Statement statement = connection.createStatement()) {
      List<Long> listed = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(documented("list"))) {
        while (rows.next()) {
          listed.add(rows.getLong("position"));
        }
      }
      assertThat(listed).containsExactly(8L, 9L);
      assertThat(statement.executeUpdate(documented("redrive"))).isEqualTo(2);
    }
    assertThat(tick(effects)).extracting(QuarantineTest::text).containsExactly("of 8", "of 9");
    assertThat(only().state()).as("what a workspace has is its own affair").isEqualTo("waiting");
  }

  /** A statement of docs/operate.md, by the word that its comment begins with. */
  private static String documented(String name) throws IOException {
    String page = Files.readString(Checkout.locate().root().resolve("docs/operate.md"));
    Matcher block =
        Pattern.compile("```sql\\n(-- " + name + ":.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(block.find()).as(name).isTrue();
    return block.group(1);
  }

  private static Input ofWorkspace(long offset, WorkspaceId workspace) {
    String id = "msg_" + offset;
    return new Input(
        TICKING,
        offset,
        bytes("key"),
        bytes("of " + offset),
        new MessageHeaders(id, KNOWN, workspace, id, Instant.EPOCH, null).toHeaders());
  }

  private Quarantined only() {
    List<Quarantined> waiting = messages.list(new WorkspaceId(OURS), "waiting", null, null, 10);
    assertThat(waiting).hasSize(1);
    return waiting.getFirst();
  }

  /** A poll of nothing but time, or of a message that says nothing else. */
  private List<Output> tick(QuarantiningEffects effects) throws Exception {
    List<Output> outputs = poll(effects, input(1_000, KNOWN, "tick"));
    return outputs.stream().filter(output -> !text(output).equals("tick")).toList();
  }

  private List<Output> poll(QuarantiningEffects effects, Input... inputs) throws Exception {
    nanos += 1_000_000_000L;
    try (Connection tx = database.worker().getConnection()) {
      tx.setAutoCommit(false);
      List<Output> outputs = effects.apply(tx, new Poll(List.of(inputs), Map.of(), null));
      tx.commit();
      return outputs;
    }
  }

  private void keep(Input input, Exception failure) throws SQLException {
    try (Connection tx = database.worker().getConnection()) {
      new Quarantine("earlier").keep(tx, input, failure);
    }
  }

  private QuarantiningEffects instance(String process, String... types) {
    return new QuarantiningEffects(
        new Counting(),
        new Quarantine(process),
        List.of(Topic.PROFILES, Topic.ROWS),
        Topic.PROFILES,
        Set.of(types),
        () -> nanos);
  }

  /** Counts each message at its offset, and says so; ticks of this test leave no trace. */
  private static final class Counting implements Effects {
    @Override
    public List<Output> apply(Connection tx, Poll poll) throws SQLException {
      List<Output> outputs = new ArrayList<>();
      for (Input input : poll.inputs()) {
        String value = new String(input.value(), StandardCharsets.UTF_8);
        if (!value.equals("tick")) {
          count(tx, value + "@" + input.offset());
        }
        if (value.equals("poison")) {
          throw new IllegalStateException("This input cannot be applied");
        }
        outputs.add(output(input, value));
      }
      return outputs;
    }

    private static void count(Connection tx, String key) throws SQLException {
      try (PreparedStatement statement =
          tx.prepareStatement(
              """
              insert into counter as c (key, version) values (?, 1)
              on conflict (key) do update set version = c.version + 1\
              """)) {
        statement.setString(1, key);
        statement.executeUpdate();
      }
    }

    @Override
    public List<Output> quarantine(Connection tx, Input input, Exception failure) {
      return List.of(output(input, "handed over"));
    }

    private static Output output(Input input, String value) {
      return new Output(
          input.partition(),
          new Message(Topic.MEMBERSHIPS, null, bytes("key"), bytes(value), Map.of()));
    }
  }

  /** The same, without saying so. */
  private interface Failing {
    void run() throws Exception;
  }

  private static Exception failure(Failing failing) {
    try {
      failing.run();
    } catch (Exception e) {
      return e;
    }
    throw new AssertionError("It should have failed");
  }

  private static Input input(long offset, String type, String value) {
    return new Input(TICKING, offset, bytes("key"), bytes(value), headers("msg_" + offset, type));
  }

  private static Map<String, byte[]> headers(String id, String type) {
    return new MessageHeaders(id, type, new WorkspaceId(OURS), id, Instant.EPOCH, null).toHeaders();
  }

  private static TopicPartition partition(Topic topic, int number) {
    return new TopicPartition(topic.topicName(), number);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Output output) {
    return new String(output.message().value(), StandardCharsets.UTF_8);
  }
}
