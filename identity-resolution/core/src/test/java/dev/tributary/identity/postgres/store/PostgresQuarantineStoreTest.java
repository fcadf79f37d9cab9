package dev.tributary.identity.postgres.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.acceptance.QuarantinedMessage;
import dev.tributary.identity.acceptance.QuarantinedMessageBuilder;
import dev.tributary.identity.postgres.OwnDatabase;
import dev.tributary.identity.store.QuarantineStore;
import dev.tributary.identity.store.QuarantineStore.Key;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever an input says of itself, it can be kept, found and redriven. */
class PostgresQuarantineStoreTest {
  private static final String OURS = "wsp_ours";

  private final OwnDatabase database = OwnDatabase.migrated();

  @Test
  void textThatNoColumnHoldsIsReplacedAndTheBytesStayWhole() throws Exception {
    QuarantinedMessage kept =
        message(new WorkspaceId("w\0"), "id\0", "text\0 \uD83D", Instant.EPOCH);
    QuarantinedMessage other = message(new WorkspaceId("w\0"), "id\0\0", "text", Instant.EPOCH);
    QuarantinedMessage third =
        message(new WorkspaceId("w\uFFFD"), "id\uFFFD", "text", Instant.EPOCH);
    try (Connection tx = database.worker().getConnection()) {
      QuarantineStore store = new PostgresQuarantineStore(tx);
      store.keep(List.of(kept, other, third));
      Key key = new Key(new WorkspaceId("w\0"), "id\0");
      QuarantinedMessage found = store.waiting(List.of(key)).get(key);
      assertThat(found.detail()).isEqualTo("text\uFFFD \uFFFD");
      assertThat(found.value()).isEqualTo(kept.value());
      assertThat(found.headers()).containsOnlyKeys("ce_id");
      assertThat(found.headers().get("ce_id")).asString().isEqualTo("id\0");
      Key stored = new Key(found.workspace(), found.id());
      assertThat(store.waiting(List.of(stored))).as("as REST names it").containsKey(stored);

      store.redriven(List.of(key));
      assertThat(store.waiting(List.of(key))).isEmpty();
      List<Key> others =
          List.of(
              new Key(new WorkspaceId("w\0"), "id\0\0"),
              new Key(new WorkspaceId("w\uFFFD"), "id\uFFFD"));
      assertThat(store.waiting(others)).containsOnlyKeys(others);
    }
  }

  @Test
  void longNamesStayApart() throws Exception {
    String random =
        new java.util.Random(7)
            .ints(5_000, 'a', 'z')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    List<Key> keys =
        List.of(
            new Key(new WorkspaceId(OURS), random + "1"),
            new Key(new WorkspaceId(OURS), random + "2"));
    try (Connection tx = database.worker().getConnection()) {
      QuarantineStore store = new PostgresQuarantineStore(tx);
      store.keep(
          List.of(
              message(new WorkspaceId(OURS), random + "1", random.repeat(10), Instant.EPOCH),
              message(new WorkspaceId(OURS), random + "2", "text", Instant.EPOCH)));
      assertThat(store.waiting(keys)).containsOnlyKeys(keys);
    }
  }

  @Test
  void aTimeThatNoColumnHoldsIsTheNearestOne() throws Exception {
    List<Instant> times =
        List.of(
            Instant.MIN,
            Instant.ofEpochMilli(Long.MIN_VALUE),
            Instant.ofEpochMilli(Long.MAX_VALUE),
            Instant.MAX);
    try (Connection tx = database.worker().getConnection()) {
      QuarantineStore store = new PostgresQuarantineStore(tx);
      for (Instant at : times) {
        Key key = new Key(new WorkspaceId(OURS), at.toString());
        store.keep(List.of(message(new WorkspaceId(OURS), at.toString(), "text", at)));
        assertThat(store.waiting(List.of(key)).get(key).at())
            .isBetween(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z"));
      }
    }
  }

  private static QuarantinedMessage message(
      WorkspaceId workspace, String id, String text, Instant at) {
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    return QuarantinedMessageBuilder.builder()
        .workspace(workspace)
        .id(id)
        .kind(text)
        .stage("identity")
        .reason(text)
        .detail(text)
        .pointer(text)
        .source(text)
        .position(new LogPosition("events", 0, 7))
        .key(bytes)
        .value(bytes)
        .headers(Map.of("ce_id", bytes))
        .at(at)
        .build();
  }
}
