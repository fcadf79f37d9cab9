package dev.tributary.runtime.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.quarantine.QuarantinedMessages.Quarantined;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    assertThat(messages.value(OURS, found.id()).orElseThrow()).asString().isEqualTo("newer");
    assertThat(messages.list("wsp_theirs", "waiting", null, null, 10)).isEmpty();
    assertThat(new QuarantineFacts(database.worker()).facts(OURS))
        .containsExactly(new Fact.SetAside(1));
  }

  @Test
  void anUnknownKindIsKeptAndAFailureIsTheEffectsAffair() throws Exception {
    QuarantiningEffects old = instance("old", KNOWN);
    Input newer = input(7, KNOWN, "{\"kind\":\"new\"}");
    Exception unknown = failure(() -> Json.read(newer.value(), Kind.class));
    try (Connection tx = database.worker().getConnection()) {
      tx.setAutoCommit(false);
      assertThat(old.setAside(tx, newer, unknown)).isEmpty();
      assertThat(old.setAside(tx, newer, new IllegalStateException("broken")))
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
    assertThat(database.number("select version from counted where key = 'newer@7'")).isEqualTo(1);
    Quarantined redriven = messages.list(OURS, "redriven", null, null, 10).getFirst();
    assertThat(redriven.whole()).isFalse();
  }

  @Test
  void whatFailsAgainLeavesNothingBehindAndWaits() throws Exception {
    QuarantiningEffects effects = instance("one", KNOWN);
    keep(input(7, KNOWN, "poison"), new IllegalStateException("secret@example.com"));
    assertThat(tick(effects)).as("waits for somebody").isEmpty();
    long id = only().id();
    assertThat(only().detail()).doesNotContain("secret");
    assertThat(messages.request("wsp_theirs", id)).isFalse();
    assertThat(messages.request(OURS, id)).isTrue();
    assertThat(tick(effects)).isEmpty();
    assertThat(only().redrives()).isEqualTo(1);
    assertThat(database.number("select count(*) from counted")).isZero();
  }

  @Test
  void aMessageOfTheTickingTopicWaitsForItsOwnPartition() throws Exception {
    QuarantiningEffects next = instance("next", KNOWN, NEWER);
    keep(input(7, NEWER, "ticking"), new UnknownMessage(NEWER));
    TopicPartition rows = partition(Topic.ROWS, 2);
    keep(
        new Input(rows, 9, bytes("key"), bytes("row"), headers("msg_9", NEWER)),
        new UnknownMessage(NEWER));
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

  private Quarantined only() {
    List<Quarantined> waiting = messages.list(OURS, "waiting", null, null, 10);
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
              insert into counted as c (key, version) values (?, 1)
              on conflict (key) do update set version = c.version + 1\
              """)) {
        statement.setString(1, key);
        statement.executeUpdate();
      }
    }

    @Override
    public List<Output> setAside(Connection tx, Input input, Exception failure) {
      return List.of(output(input, "handed over"));
    }

    private static Output output(Input input, String value) {
      return new Output(
          input.partition(),
          new Message(Topic.MEMBERSHIPS, null, bytes("key"), bytes(value), Map.of()));
    }
  }

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
    return new MessageHeaders(id, type, OURS, id, Instant.EPOCH, null).toHeaders();
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
