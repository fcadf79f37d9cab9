package dev.tributary.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.event.Reading.Readable;
import dev.tributary.contracts.event.Reading.Unreadable;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
  private static final Instant RECEIVED = Instant.parse("2026-01-15T12:00:10.000Z");

  @ParameterizedTest
  @CsvSource({
    "2026-01-15T12:00:10.000Z, 2026-01-15T12:00:00.000Z, 2026-01-15T12:00:00Z",
    "2026-01-15T13:00:10.000Z, 2026-01-15T13:00:00.000Z, 2026-01-15T12:00:00Z",
    "2026-01-15T11:30:10.000Z, 2026-01-15T11:30:05.000Z, 2026-01-15T12:00:05Z",
    ", 2026-01-15T09:00:00.000Z, 2026-01-15T09:00:00Z",
    ", , 2026-01-15T12:00:10Z",
    "2026-01-15T12:00:10.000Z, , 2026-01-15T12:00:10Z",
    "2026-01-15T12:00:10.000Z, 2012-12-02T00:30:08.276Z, 2012-12-02T00:30:08.276Z",
    "2026-01-15T12:00:10.123456+00:00, 2026-01-15T14:00:00.123+02:00,"
        + " 2026-01-15T11:59:59.999544Z",
  })
  void theClientsClockIsCorrected(
      @Nullable String sentAt, @Nullable String original, Instant expected) {
    String item =
        "{\"type\":\"identify\",\"userId\":\"u\"%s}".formatted(field("timestamp", original));
    String envelope = "{%s}".formatted(field("sentAt", sentAt)).replace("{,", "{");
    TrackingEvent event = readable(collected(null, envelope, item));
    assertThat(event.timestamp()).isEqualTo(expected);
    assertThat(event.receivedAt()).isEqualTo(RECEIVED);
  }

  @Test
  void theItemsOwnSentAtGoesBeforeTheEnvelopes() {
    TrackingEvent event =
        readable(
            collected(
                null,
                """
                {"sentAt":"2026-01-15T12:00:10Z"}\
                """,
                """
                {"type":"identify","userId":"u","timestamp":"2026-01-15T13:00:00Z",
                 "sentAt":"2026-01-15T13:00:10Z"}\
                """));
    assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-01-15T12:00:00Z"));
  }

  @Test
  void anExplicitOriginalTimestampGoesBeforeTheTimestamp() {
    TrackingEvent event =
        readable(
            item(
                """
                {"type":"identify","userId":"u","timestamp":"2026-01-15T11:00:00Z",
                 "originalTimestamp":"2026-01-15T10:00:00Z"}\
                """));
    assertThat(event.originalTimestamp()).isEqualTo(Instant.parse("2026-01-15T10:00:00Z"));
    assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-01-15T10:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"99999-01-01T00:00:00Z\"",
        "\"+99999-01-01T00:00:00Z\"",
        "\"0000-01-01T00:00:00Z\"",
        "\"2026-13-01T00:00:00Z\"",
        "\"yesterday\"",
        "1e400000",
        "1e-400000",
        "99999999999999999999"
      })
  void aTimeThatIsNoneIsNamedWithItsPlace(String timestamp) {
    Unreadable unreadable =
        unreadable(
            item("{\"type\":\"identify\",\"userId\":\"u\",\"timestamp\":" + timestamp + "}"));
    assertThat(unreadable.reason()).isEqualTo(QuarantineReason.BAD_TIMESTAMP);
    assertThat(unreadable.pointer()).isEqualTo("/timestamp");
  }

  @Test
  void aCorrectionThatLeavesTheCalendarIsABadTimestamp() {
    Unreadable unreadable =
        unreadable(
            item(
                """
                {"type":"identify","userId":"u","timestamp":"9999-01-01T00:00:00Z",
                 "sentAt":"0001-01-02T00:00:00Z"}\
                """));
    assertThat(unreadable.reason()).isEqualTo(QuarantineReason.BAD_TIMESTAMP);
  }

  @Test
  void theEnvelopesContextAndIntegrationsAreMergedAndTheItemWins() {
    TrackingEvent event =
        readable(
            collected(
                null,
                """
                {"context":{"library":{"name":"analytics-java"},"ip":"192.0.2.1"},
                 "integrations":{"All":false,"Mixpanel":true}}\
                """,
                """
                {"type":"identify","userId":"u","context":{"ip":"192.0.2.2"},
                 "integrations":{"Mixpanel":false}}\
                """));
    assertThat(event.context())
        .isEqualTo(tree("{\"library\":{\"name\":\"analytics-java\"},\"ip\":\"192.0.2.2\"}"));
    assertThat(event.integrations()).isEqualTo(tree("{\"All\":false,\"Mixpanel\":false}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}             | {}               | {'ip':'192.0.2.7'}",
        "{'a':1}        | {'b':2}          | {'a':1,'b':2,'ip':'192.0.2.7'}",
        "{'ip':'::1'}   | {}               | {'ip':'::1'}",
        "{'ip':'::1'}   | {'ip':'0.0.0.0'} | {'ip':'0.0.0.0'}",
        "{}             | {'ip':null}      | {'ip':null}",
      })
  void theAddressThatAClientSentFromFillsAGapAndReplacesNothing(
      String ofRequest, String ofItem, String expected) {
    CollectedEvent collected =
        CollectedEventBuilder.builder()
            .eventId(new EventId("evt_1"))
            .workspace(new WorkspaceId("wsp_1"))
            .source(new SourceId("src_1"))
            .sourceKind(SourceKind.SERVER)
            .pathType(CallType.PAGE)
            .receivedAt(RECEIVED)
            .acceptedAt(RECEIVED)
            .clientAddress("192.0.2.7")
            .envelope(utf8(quoted("{'context':" + ofRequest + "}")))
            .item(utf8(quoted("{'userId':'u','context':" + ofItem + "}")))
            .build();
    assertThat(readable(collected).context()).isEqualTo(tree(quoted(expected)));
  }

  @Test
  void thePathNamesTheCallWhereTheItemDoesNot() {
    TrackingEvent event =
        readable(
            collected(CallType.TRACK, "{}", "{\"userId\":\"u\",\"event\":\"Order Completed\"}"));
    assertThat(event.type()).isEqualTo(CallType.TRACK);
    assertThat(event.name()).isEqualTo("Order Completed");
  }

  @Test
  void numbersAreIdsAsText() {
    TrackingEvent event =
        readable(
            item(
                "{\"type\":\"group\",\"userId\":42,\"groupId\":9007199254740993,\"messageId\":7}"));
    assertThat(event.userId()).isEqualTo("42");
    assertThat(event.groupId()).isEqualTo("9007199254740993");
    assertThat(event.messageId()).isEqualTo("7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"userId\":null,", "\"userId\":\"\","})
  void anIdThatIsAbsentNullOrEmptyIsNone(String userId) {
    TrackingEvent event =
        readable(
            item("{" + userId + "\"anonymousId\":\"a\",\"type\":\"page\",\"messageId\":\"\"}"));
    assertThat(event.userId()).isNull();
    assertThat(event.messageId()).isEqualTo("evt_1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"track\",\"event\":\"E\",\"userId\":null,\"anonymousId\":\"\"} | missing-ids |",
        "{\"type\":\"alias\",\"userId\":\"u\"}                        | missing-ids | /previousId",
        "{\"type\":\"alias\",\"anonymousId\":\"a\",\"previousId\":\"p\"} | missing-ids | /userId",
        "{\"type\":\"group\",\"userId\":\"u\"}                        | missing-ids | /groupId",
        "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"\"}         | missing-event-name |"
            + " /event",
        "{\"type\":\"purchase\",\"userId\":\"u\"}                     | unknown-call | /type",
        "{\"userId\":\"u\"}                                           | unknown-call | /type",
        "{\"type\":\"page\",\"userId\":{\"id\":1}}                    | wrong-type | /userId",
        "{\"type\":\"page\",\"userId\":\"u\",\"properties\":[1]}      | wrong-type | /properties",
        "{\"type\":\"page\",\"userId\":\"u\",\"context\":\"web\"}     | wrong-type | /context",
        "[1,2]                                                        | not-an-object |",
        "null                                                         | not-an-object |",
      })
  void whatCannotBeReadSaysWhyAndWhere(String item, String reason, @Nullable String pointer) {
    Unreadable unreadable = unreadable(item(item));
    assertThat(unreadable.reason().code()).isEqualTo(reason);
    assertThat(unreadable.pointer()).isEqualTo(pointer);
    assertThat(unreadable.detail()).isNotBlank();
  }

  @Test
  void aPathAndAnItemThatDisagreeAreNotGuessedAt() {
    Unreadable unreadable =
        unreadable(collected(CallType.TRACK, "{}", "{\"type\":\"identify\",\"userId\":\"u\"}"));
    assertThat(unreadable.reason()).isEqualTo(QuarantineReason.CALL_MISMATCH);
  }

  @Test
  void whatADatabaseRefusesIsReplaced() {
    TrackingEvent event =
        readable(
            item(
                """
                {"type":"identify","userId":"u\\u0000v","traits":{
                 "nul\\u0000":"a\\u0000b","lone":"\\uD83D!","pair":"\\uD83D\\uDE00",
                 "huge":1e400000,"tiny":1e-400000,"beyond":1e99999999999,"fits":1.50}}\
                """));
    assertThat(event.userId()).isEqualTo("u\uFFFDv");
    assertThat(event.traits())
        .isEqualTo(
            tree(
                """
                {"nul\uFFFD":"a\uFFFDb","lone":"\uFFFD!","pair":"😀","huge":"1e400000",
                 "tiny":"1e-400000","beyond":"1e99999999999","fits":1.50}\
                """));
  }

  @Test
  void traitsThatAnIdentifyHasInItsContextCount() {
    TrackingEvent event =
        readable(
            item(
                """
                {"type":"identify","userId":"u","traits":{"plan":"pro"},
                 "context":{"traits":{"plan":"free","email":"a@example.test"}}}\
                """));
    assertThat(event.traits()).isEqualTo(tree("{\"plan\":\"pro\",\"email\":\"a@example.test\"}"));
  }

  @Test
  void consentIsReadInBothWaysOfTheFieldAndDeniedHolds() {
    TrackingEvent event =
        readable(
            item(
                """
                {"type":"page","userId":"u","context":{
                 "consent":{"categoryPreferences":{"marketing":true,"ads":true,"odd":"yes"}},
                 "consentManagement":{"provider":"custom","allowedConsentIds":["analytics"],
                  "deniedConsentIds":["ads"]}}}\
                """));
    assertThat(event.consent())
        .isEqualTo(Map.of("marketing", true, "ads", false, "analytics", true));
  }

  @Test
  void theContentHashIgnoresWhatSendingAgainChanges() {
    String first =
        """
        {"type":"track","event":"E","userId":"u","messageId":"m","properties":{"a":1.0,"b":[1,2]},
         "sentAt":"2026-01-15T12:00:00Z","_metadata":{"retryCount":1}}\
        """;
    String again =
        """
        {"messageId":"m","userId":"u","event":"E","type":"track","properties":{"b":[1,2],"a":1},
         "sentAt":"2026-01-15T12:05:00Z","_metadata":{"retryCount":2}}\
        """;
    String other = first.replace("[1,2]", "[2,1]");
    String envelope =
        "{\"context\":{\"library\":{\"name\":\"x\"}},\"sentAt\":\"2026-01-15T12:00:00Z\"}";
    assertThat(hash(collected(null, envelope, again))).isEqualTo(hash(item(first)));
    assertThat(hash(item(other))).isNotEqualTo(hash(item(first)));
  }

  @Test
  void aPagesCategoryAndUnknownFieldsAreKept() {
    TrackingEvent page =
        readable(
            item(
                quoted(
                    "{'type':'page','userId':'u','category':'Sport','channel':'web','version':2,"
                        + "'_metadata':{},'nothing':null,'more':{'a':[1]}}")));
    assertThat(page.category()).isEqualTo("Sport");
    assertThat(page.others())
        .isEqualTo(tree(quoted("{'channel':'web','version':2,'more':{'a':[1]}}")));
    assertThat(readable(item(quoted("{'type':'screen','userId':'u','category':7}"))).category())
        .isEqualTo("7");
  }

  @Test
  void aCategoryThatIsNotThePagesIsAFieldLikeAnyOther() {
    TrackingEvent list = readable(item(quoted("{'type':'page','userId':'u','category':['a']}")));
    assertThat(list.category()).isNull();
    assertThat(list.others()).isEqualTo(tree(quoted("{'category':['a']}")));
    TrackingEvent track =
        readable(item(quoted("{'type':'track','event':'E','userId':'u','category':'a'}")));
    assertThat(track.category()).isNull();
    assertThat(track.others()).isEqualTo(tree(quoted("{'category':'a'}")));
  }

  private static String hash(CollectedEvent collected) {
    return readable(collected).contentHash();
  }

  private static String field(String name, @Nullable String value) {
    return value == null ? "" : ",\"%s\":\"%s\"".formatted(name, value);
  }

  private static CollectedEvent item(String item) {
    return collected(null, "{}", item);
  }

  private static CollectedEvent collected(
      @Nullable CallType pathType, String envelope, String item) {
    return CollectedEventBuilder.builder()
        .eventId(new EventId("evt_1"))
        .workspace(new WorkspaceId("wsp_1"))
        .source(new SourceId("src_1"))
        .sourceKind(SourceKind.SERVER)
        .pathType(pathType)
        .receivedAt(RECEIVED)
        .acceptedAt(RECEIVED)
        .clientAddress(null)
        .envelope(utf8(envelope))
        .item(utf8(item))
        .build();
  }

  private static TrackingEvent readable(CollectedEvent collected) {
    Reading reading = EventReader.read(collected);
    assertThat(reading).isInstanceOf(Readable.class);
    return ((Readable) reading).event();
  }

  private static Unreadable unreadable(CollectedEvent collected) {
    Reading reading = EventReader.read(collected);
    assertThat(reading).isInstanceOf(Unreadable.class);
    return (Unreadable) reading;
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }

  private static Object tree(String json) {
    return Json.read(utf8(json), com.fasterxml.jackson.databind.JsonNode.class);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
