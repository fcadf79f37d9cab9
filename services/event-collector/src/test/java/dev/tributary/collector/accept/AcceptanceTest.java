package dev.tributary.collector.accept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.collector.accept.Acceptance.Accepted;
import dev.tributary.collector.source.ActiveSource;
import dev.tributary.collector.tracking.Call;
import dev.tributary.collector.tracking.InputLimits;
import dev.tributary.collector.tracking.RequestReader;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.EventReader;
import dev.tributary.contracts.event.ItemField;
import dev.tributary.contracts.event.Reading;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import dev.tributary.testkit.lane.Lane;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("soak-models")
class AcceptanceTest {
  private static final long SEED = Lane.seed();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-15T12:00:00.123456789Z"), ZoneOffset.UTC);
  private static final ActiveSource SOURCE =
      new ActiveSource(new WorkspaceId("wsp_1"), new SourceId("src_1"), 100, SourceKind.SERVER);
  private static final InputLimits LIMITS =
      new InputLimits(4_194_304, 2_500, 32_768, 32_768, 32, 512);
  private static final KeyHash KEYS = new KeyHash(new byte[16]);

  private final RequestReader reader = new RequestReader(LIMITS);
  private final Acceptance acceptance =
      new Acceptance(
          KEYS, new Ids(CLOCK, new Random(1)), CLOCK, _ -> CLOCK.instant().plusSeconds(60));

  @Test
  void whatTheCollectorAcceptsIsWhatConsumersCanRead() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      List<String> items = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        items.add(randomItem(random));
      }
      String body =
          "{\"batch\":[%s],\"sentAt\":%s}".formatted(String.join(",", items), time(random));
      for (Message message : accept(new Call.Batch(), body).messages()) {
        assertThat(reasonOf(message))
            .as("seed %d: %s", SEED, text(message.value()))
            .isEqualTo(readingOf(message));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"anonymousId\":\"a\",\"userId\":\"u\"} | a",
        "{\"anonymousId\":null,\"userId\":42}     | 42",
        "{\"userId\":\"\",\"previousId\":\"p\"}   | p",
        "{\"groupId\":\"g\"}                      | g",
      })
  void thePersonDecidesThePartition(String item, String person) {
    Message message = accept(new Call.Batch(), "{\"batch\":[" + item + "]}").messages().getFirst();
    assertThat(text(message.key())).isEqualTo(KEYS.of("wsp_1", "src_1", person));
  }

  @Test
  void receivedAtIsTheWorkspacesTimeAndAcceptedAtTheWallClocks() {
    Message message =
        accept(new Call.Batch(), "{\"batch\":[{\"type\":\"page\",\"userId\":\"u\"}]}")
            .messages()
            .getFirst();
    CollectedEvent event = CollectedEvent.from(message.headers(), message.value());
    assertThat(event.receivedAt()).isEqualTo("2026-01-15T12:01:00.123456Z");
    assertThat(event.acceptedAt()).isEqualTo("2026-01-15T12:00:00.123Z");
  }

  @ParameterizedTest
  @CsvSource({"BROWSER", "SERVER"})
  void everyEventTellsTheKindOfItsKey(SourceKind kind) {
    ActiveSource source =
        new ActiveSource(new WorkspaceId("wsp_1"), new SourceId("src_1"), 100, kind);
    List<Message> messages =
        accept(new Call.Batch(), source, "{\"batch\":[{\"type\":\"page\",\"userId\":\"u\"},{}]}")
            .messages();
    assertThat(messages)
        .extracting(message -> CollectedEvent.from(message.headers(), message.value()).sourceKind())
        .containsExactly(kind, kind);
  }

  @Test
  void eachEventOfABatchHasTheHeadersThatItWouldHaveAlone() {
    String body =
        """
        {"batch":[
          {"type":"page","userId":"1"},
          {"type":"page","userId":"2","context":{"direct":true}},
          {"type":"page","userId":"3"}]}\
        """;
    ActiveSource browser =
        new ActiveSource(new WorkspaceId("wsp_1"), new SourceId("src_1"), 100, SourceKind.BROWSER);
    List<Message> messages =
        acceptance
            .accept(
                new Call.Batch(),
                reader.batch(body.getBytes(StandardCharsets.UTF_8)),
                browser,
                "wk_1",
                "192.0.2.1")
            .messages();
    assertThat(messages)
        .extracting(message -> texts(message).get(CollectedEvent.CLIENT_ADDRESS))
        .containsExactly(null, "192.0.2.1", null);
    assertThat(messages)
        .extracting(message -> texts(message).get(MessageHeaders.ID))
        .doesNotHaveDuplicates();
    for (Message message : messages) {
      CollectedEvent event = CollectedEvent.from(message.headers(), message.value());
      Map<String, String> headers = texts(message);
      assertThat(headers).containsExactlyEntriesOf(texts(event.toMessage(text(message.key()))));
      assertThat(headers.get(MessageHeaders.ROOT_EVENT)).isEqualTo(headers.get(MessageHeaders.ID));
    }
  }

  @Test
  void orderIsThatOfTheRequest() {
    String body =
        """
        {"batch":[{"type":"page","userId":"1"},{"type":"page"},{"type":"page","userId":"3"}]}\
        """;
    Accepted accepted = accept(new Call.Batch(), body);
    assertThat(accepted.messages())
        .extracting(Message::topic)
        .containsExactly(Topic.EVENTS, Topic.QUARANTINE, Topic.EVENTS);
    assertThat(accepted.quarantined()).hasSize(1);
  }

  @Test
  void idsFollowTheOrderOfRequestsAndTheirItems() {
    String batch =
        "{\"batch\":[{\"type\":\"page\",\"userId\":\"1\"},{},{\"type\":\"page\",\"userId\":\"1\"}]}";
    List<EventId> ids = new ArrayList<>();
    for (int request = 0; request < 100; request++) {
      List<EventId> own =
          accept(new Call.Batch(), batch).messages().stream()
              .map(message -> CollectedEvent.from(message.headers(), message.value()).eventId())
              .toList();
      assertThat(own.stream().map(id -> Ids.sequenceOf(id.value())).distinct()).hasSize(1);
      ids.addAll(own);
    }
    assertThat(ids).isSorted().doesNotHaveDuplicates();
    assertThat(ids.stream().map(id -> Ids.sequenceOf(id.value())).distinct()).hasSize(100);
  }

  private Accepted accept(Call call, String body) {
    return accept(call, SOURCE, body);
  }

  private Accepted accept(Call call, ActiveSource source, String body) {
    return acceptance.accept(
        call, reader.batch(body.getBytes(StandardCharsets.UTF_8)), source, "wk_1", null);
  }

  /** The headers, in their order. */
  private static Map<String, String> texts(Message message) {
    Map<String, String> texts = new LinkedHashMap<>();
    message.headers().forEach((name, value) -> texts.put(name, text(value)));
    return texts;
  }

  private static String reasonOf(Message message) {
    return message.topic() == Topic.EVENTS
        ? "readable"
        : QuarantinedInput.from(message.headers(), message.value()).reason();
  }

  private static String readingOf(Message message) {
    return switch (EventReader.read(CollectedEvent.from(message.headers(), message.value()))) {
      case Reading.Readable _ -> "readable";
      case Reading.Unreadable unreadable -> unreadable.reason().code();
    };
  }

  private static String randomItem(Random random) {
    if (random.nextInt(20) == 0) {
      return "[1]";
    }
    List<String> members = new ArrayList<>();
    members.add("\"type\":" + pick(random, "\"track\"", "\"alias\"", "\"group\"", "\"page\""));
    members.add("\"userId\":" + pick(random, "\"u\"", "42", "null", "\"\\u0075\""));
    members.add("\"event\":" + pick(random, "\"E\"", "\"E\"", "\"\"", "null"));
    for (ItemField field : ItemField.values()) {
      if (field != ItemField.WRITE_KEY && random.nextInt(8) == 0) {
        members.add("\"" + field.jsonName() + "\":" + value(random));
      }
    }
    Collections.shuffle(members, random);
    return "{" + String.join(",", members) + "}";
  }

  private static String value(Random random) {
    return random.nextInt(3) == 0
        ? time(random)
        : pick(
            random,
            "null",
            "\"\"",
            "\"x\\u0000\"",
            "7",
            "1e400000",
            "1.50",
            "true",
            "{}",
            "[]",
            "{\"a\":[1,{}]}",
            "\"\\uD800\"",
            "-0");
  }

  private static String time(Random random) {
    return pick(
        random,
        "\"2026-01-15T12:00:00Z\"",
        "\"2026-1-5 1:00:00.1234567+02:00\"",
        "1768478400",
        "1768478400123",
        "\"99999-01-01T00:00:00Z\"",
        "\"9999-12-31T00:00:00Z\"",
        "\"0001-01-01T00:00:00Z\"",
        "null",
        "\"soon\"",
        "1e12");
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
