package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests of the declared connectors, byte for byte, and what they read from answers. */
class ShippedConnectorsTest {
  private static final String JSON_HEADERS =
      "content-type: application/json\nuser-agent: Tributary\n";

  private final Connector customerIo = Sample.shipped("customer-io");
  private final Connector slack = Sample.shipped("slack");
  private final Connector analytics = Sample.shipped("google-analytics-4");

  private static final Target EUROPE = Sample.target("{\"siteId\": \"s1\", \"region\": \"eu\"}");
  private static final Target STREAM =
      Sample.target("{\"measurementId\": \"G-1\", \"region\": \"global\"}");

  private static Batch people(Operation operation) {
    return Sample.batch(
        EUROPE,
        "people",
        operation,
        "{}",
        Sample.item(1, "id", "42", "{\"first_name\": \"Ann\", \"visits\": 3, \"phone\": null}"),
        Sample.item(2, "email", "ben@example.org", "{}"));
  }

  @Test
  void theyAreFoundByTheirManifestsAlone() {
    Connectors connectors = InstalledConnectors.load();
    for (String id : List.of("customer-io", "slack", "google-analytics-4")) {
      assertThat(connectors.require(id)).isInstanceOf(DeclaredConnector.class);
    }
  }

  @Test
  void customerIoGetsPeopleInOneRequest() {
    assertThat(Sample.requests(customerIo, people(Operation.WRITE)))
        .isEqualTo(
            "POST https://track-eu.customer.io/api/v2/batch\n"
                + JSON_HEADERS
                + "{\"batch\":[{\"type\":\"person\",\"action\":\"identify\","
                + "\"identifiers\":{\"id\":\"42\"},"
                + "\"attributes\":{\"first_name\":\"Ann\",\"visits\":3,\"phone\":null}},"
                + "{\"type\":\"person\",\"action\":\"identify\","
                + "\"identifiers\":{\"email\":\"ben@example.org\"},\"attributes\":{}}]}\n");
    assertThat(customerIo.authentication())
        .isEqualTo(new Authentication.Basic("siteId", "", "apiKey"));
  }

  @Test
  void customerIoDeletesPeople() {
    assertThat(Sample.requests(customerIo, people(Operation.REMOVE)))
        .isEqualTo(
            "POST https://track-eu.customer.io/api/v2/batch\n"
                + JSON_HEADERS
                + "{\"batch\":[{\"type\":\"person\",\"action\":\"delete\","
                + "\"identifiers\":{\"id\":\"42\"}},"
                + "{\"type\":\"person\",\"action\":\"delete\","
                + "\"identifiers\":{\"email\":\"ben@example.org\"}}]}\n");
  }

  @Test
  void customerIoGetsEventsWithADeduplicationKeyThatIsAUlid() {
    Batch batch =
        Sample.batch(
            EUROPE,
            "events",
            Operation.WRITE,
            "{}",
            ItemBuilder.builder(
                    Sample.item(
                        1,
                        null,
                        "evt_1",
                        "{\"person\": \"42\", \"name\": \"bought\", \"time\":"
                            + " \"2026-01-01T00:00:01Z\", \"attributes\": {\"price\": 9.5}}"))
                .delivery("dlv_01890a5d-ac96-774b-bcce-b302099a8057")
                .build());
    assertThat(Sample.requests(customerIo, batch))
        .isEqualTo(
            "POST https://track-eu.customer.io/api/v2/batch\n"
                + JSON_HEADERS
                + "{\"batch\":[{\"type\":\"person\",\"action\":\"event\","
                + "\"identifiers\":{\"id\":\"42\"},\"id\":\"01H455VB4PEX5VSKNK084SN02Q\","
                + "\"name\":\"bought\",\"timestamp\":1767225601,"
                + "\"attributes\":{\"price\":9.5}}]}\n");
  }

  /** Customer.io keeps the first event of a key, so each sync has its own. */
  @Test
  void twoSyncsOfOneEventHaveTwoKeys() {
    String fields = "{\"person\": \"42\", \"name\": \"bought\"}";
    List<String> requests =
        Stream.of(1, 1, 2)
            .map(delivery -> Sample.item(delivery, null, "evt_1", fields))
            .map(item -> Sample.batch(EUROPE, "events", Operation.WRITE, "{}", item))
            .map(batch -> Sample.requests(customerIo, batch))
            .toList();
    assertThat(requests.get(0)).isEqualTo(requests.get(1)).isNotEqualTo(requests.get(2));
  }

  @Test
  void customerIoTakesNoFieldsOfEventsThatItWouldNotGet() {
    assertThat(
            customerIo.manifest().objects().stream()
                .filter(object -> object.name().equals("events"))
                .map(ObjectType::otherFields))
        .containsOnlyNulls();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {
        "\"name\": \"first_open\"; name",
        "\"name\": \"ga_bought\"; name",
        "\"name\": \"bought now\"; name",
        "\"name\": \"a234567890123456789012345678901234567890x\"; name",
        "\"time\": \"2025-12-30T03:04:04Z\"; time",
        "\"time\": \"2025-12-30T03:04:06Z\"; -",
        "\"value\": 9.5; currency",
        "\"value\": 9.5, \"currency\": null; currency",
        "\"value\": 9.5, \"currency\": \"euro\"; currency",
        "\"value\": 9.5, \"currency\": \"EUR\"; -",
        "\"value\": null, \"currency\": null; -",
      })
  void anEventThatGoogleWouldDropIsRejected(String fields, @Nullable String field) {
    String name = fields.contains("\"name\"") ? "" : "\"name\": \"bought\", ";
    Batch batch = event("{\"clientId\": \"1\", " + name + fields + "}");
    Map<String, Outcome> decided = Sample.direct(analytics, batch).decided();
    if (field == null) {
      assertThat(decided).isEmpty();
      assertThat(Sample.requests(analytics, batch)).doesNotContain("null");
    } else {
      assertThat(decided.get("dlv_1"))
          .isInstanceOfSatisfying(
              Outcome.Rejected.class, refused -> assertThat(refused.field()).isEqualTo(field));
    }
  }

  @Test
  void anEventThatIsTooLargeForGoogleIsRejected() {
    String items = "{\"clientId\": \"1\", \"name\": \"a\", \"items\": [\"%s\"]}";
    assertThat(Sample.direct(analytics, event(items.formatted("x".repeat(130_000)))).decided())
        .containsEntry("dlv_1", new Outcome.Rejected(null, "Is larger than 130000 bytes"));
    assertThat(Sample.direct(analytics, event(items.formatted("x".repeat(129_000)))).decided())
        .isEmpty();
  }

  @Test
  void analyticsGetsIdsAsTexts() {
    assertThat(
            Sample.requests(
                analytics,
                event(
                    "{\"clientId\": 1, \"userId\": 2, \"sessionId\": 3, \"transactionId\": 4,"
                        + " \"name\": \"a\"}")))
        .contains(
            "\"client_id\":\"1\"",
            "\"user_id\":\"2\"",
            "\"session_id\":\"3\"",
            "\"transaction_id\":\"4\"");
  }

  private static Batch event(String fields) {
    return Sample.batch(
        STREAM, "events", Operation.WRITE, "{}", Sample.item(1, null, "evt_1", fields));
  }

  @Test
  void customerIoRefusesSingleItemsByTheirIndexAndAcceptsTheOthers() {
    assertThat(
            Sample.read(
                customerIo,
                people(Operation.WRITE),
                207,
                "{\"errors\": [{\"batch_index\": 1, \"reason\": \"invalid\", \"field\": \"email\","
                    + " \"message\": \"no address\"}]}"))
        .containsExactly(
            new Outcome.Accepted(null), new Outcome.Rejected("email", "invalid: no address"));
    assertThat(Sample.read(customerIo, people(Operation.WRITE), 200, "{}"))
        .containsOnly(new Outcome.Accepted(null));
    assertThat(Sample.read(customerIo, people(Operation.WRITE), 400, "{\"errors\": []}"))
        .hasOnlyElementsOfType(Outcome.RefusedTogether.class);
  }

  @Test
  void anAnswerThatCannotBeReadIsNoSuccess() {
    for (String body : List.of("<html>proxy</html>", "", "\"ok\"")) {
      assertThat(Sample.read(customerIo, people(Operation.WRITE), 200, body))
          .hasSize(2)
          .hasOnlyElementsOfType(Outcome.Ambiguous.class);
    }
    assertThat(
            Sample.read(
                customerIo, people(Operation.WRITE), 207, "{\"errors\": [{\"batch_index\": 7}]}"))
        .hasOnlyElementsOfType(Outcome.Ambiguous.class);
    assertThat(Sample.read(customerIo, people(Operation.WRITE), 207, "{}"))
        .hasOnlyElementsOfType(Outcome.Ambiguous.class);
  }

  @Test
  void slackGetsOneMessageWithoutLinksOrMentionsOfUsers() {
    Batch batch = message("{\"text\": \"<!channel> & \\\"co\\\"\\n${x} \uD83D\uDE00\"}");
    assertThat(Sample.requests(slack, batch))
        .isEqualTo(
            "POST https://slack.com/api/chat.postMessage\n"
                + JSON_HEADERS
                + "{\"channel\":\"C1\",\"text\":\"&lt;!channel&gt; &amp; \\\"co\\\"\\n${x}"
                + " \\uD83D\\uDE00\",\"link_names\":false,\"unfurl_links\":false}\n");
    assertThat(slack.authentication()).isEqualTo(new Authentication.Bearer("botToken"));
  }

  @Test
  void slacksFailuresAreInAnswersOfStatus200() {
    Batch batch = message("{\"text\": \"Hello\"}");
    assertThat(Sample.read(slack, batch, 200, "{\"ok\": true, \"ts\": \"1.2\"}"))
        .containsExactly(new Outcome.Delivered("1.2"));
    assertThat(Sample.read(slack, batch, 200, failed("channel_not_found")))
        .containsExactly(new Outcome.Misconfigured("channel", "channel_not_found"));
    assertThat(Sample.read(slack, batch, 200, failed("token_revoked")))
        .containsExactly(new Outcome.Unauthorised("token_revoked"));
    assertThat(Sample.read(slack, batch, 200, failed("msg_too_long")))
        .containsExactly(new Outcome.Rejected(null, "msg_too_long"));
    for (String code : List.of("access_denied", "ekm_access_denied", "no_permission")) {
      assertThat(Sample.read(slack, batch, 200, failed(code)))
          .containsExactly(new Outcome.Unauthorised(code));
    }
    assertThat(Sample.read(slack, batch, 200, failed("restricted_action_read_only_channel")))
        .containsExactly(
            new Outcome.Misconfigured("channel", "restricted_action_read_only_channel"));
    assertThat(Sample.read(slack, batch, 200, failed("message_limit_exceeded")))
        .hasOnlyElementsOfType(Outcome.RateLimited.class);
    assertThat(Sample.read(slack, batch, 200, failed("an_unknown_error")))
        .containsExactly(new Outcome.Misconfigured("an_unknown_error"));
    assertThat(Sample.read(slack, batch, 429, failed("ratelimited")).getFirst())
        .isInstanceOfSatisfying(
            Outcome.RateLimited.class,
            limited -> assertThat(limited.until()).isEqualTo(Sample.NOW.plusSeconds(30)));
    assertThat(Sample.read(slack, batch, 200, "{}")).hasOnlyElementsOfType(Outcome.Ambiguous.class);
  }

  private static String failed(String error) {
    return "{\"ok\": false, \"error\": \"" + error + "\"}";
  }

  private static Batch message(String fields) {
    return Sample.batch(
        Sample.target("{}"),
        "messages",
        Operation.WRITE,
        "{\"channel\": \"C1\"}",
        Sample.item(1, null, "evt_1", fields));
  }

  @Test
  void analyticsGetsOneEventPerRequestAndNeverConfirmsIt() {
    Batch batch =
        Sample.batch(
            STREAM,
            "events",
            Operation.WRITE,
            "{}",
            Sample.item(
                1,
                null,
                "evt_1",
                "{\"clientId\": \"1.2\", \"name\": \"purchase\", \"time\":"
                    + " \"2026-01-01T00:00:00.5Z\", \"value\": 9.5, \"currency\": \"EUR\"}"));
    assertThat(Sample.requests(analytics, batch))
        .isEqualTo(
            "POST https://www.google-analytics.com/mp/collect?measurement_id=G-1\n"
                + JSON_HEADERS
                + "{\"client_id\":\"1.2\",\"events\":[{\"name\":\"purchase\","
                + "\"timestamp_micros\":1767225600500000,"
                + "\"params\":{\"value\":9.5,\"currency\":\"EUR\"}}]}\n");
    assertThat(Sample.read(analytics, batch, 204, "")).containsExactly(new Outcome.Accepted(null));
    assertThat(analytics.authentication())
        .isEqualTo(
            new Authentication.ApiKey("apiSecret", new Authentication.ApiKey.Query("api_secret")));
  }

  @Test
  void aValueThatIsNoTimeRefusesItsItemOnly() {
    Batch batch =
        Sample.batch(
            STREAM,
            "events",
            Operation.WRITE,
            "{}",
            Sample.item(
                1,
                null,
                "evt_1",
                "{\"clientId\": \"1\", \"name\": \"a\", \"time\": \"yesterday\"}"),
            Sample.item(2, null, "evt_2", "{\"clientId\": \"1\", \"name\": \"b\"}"));
    assertThat(Sample.direct(analytics, batch).decided())
        .containsOnlyKeys("dlv_1")
        .containsValue(
            new Outcome.Rejected("time", "A value is no time; accepted is a text as in RFC 3339"));
    assertThat(Sample.direct(analytics, batch).calls()).hasSize(1);
  }

  /** The value is the one of no field. */
  @Test
  void aMatchValueThatIsNoTimeRefusesItsItem() {
    Connector connector =
        Sample.connector(Sample.with("${item.matchValue | lower}", "${item.matchValue | epoch}"));
    Batch batch = Sample.batch("people", Sample.item(1, "email", "ann@example.org", "{}"));
    assertThat(Sample.direct(connector, batch).decided())
        .containsEntry(
            "dlv_1",
            new Outcome.Rejected(null, "A value is no time; accepted is a text as in RFC 3339"));
  }

  @Test
  void anItemWithoutARequiredValueIsRefused() {
    Batch batch =
        Sample.batch(
            STREAM,
            "events",
            Operation.WRITE,
            "{}",
            Sample.item(1, null, "evt_1", "{\"clientId\": \"\", \"name\": \"a\"}"),
            Sample.item(2, null, "evt_2", "{\"clientId\": \"1\", \"name\": null}"));
    assertThat(Sample.direct(analytics, batch).calls()).isEmpty();
    assertThat(Sample.direct(analytics, batch).decided())
        .containsEntry("dlv_1", new Outcome.Rejected("clientId", "A required value is missing"))
        .containsEntry("dlv_2", new Outcome.Rejected("name", "A required value is missing"));
  }

  @Test
  void theProbesReadTheAccount() {
    assertThat(probed(customerIo, EUROPE, 200, "{\"environment_id\": 3}"))
        .isEqualTo(new Outcome.Delivered(null));
    assertThat(probed(customerIo, EUROPE, 401, "{}")).isInstanceOf(Outcome.Unauthorised.class);
    assertThat(probed(slack, Sample.target("{}"), 200, "{\"ok\": true}"))
        .isEqualTo(new Outcome.Delivered(null));
    assertThat(probed(slack, Sample.target("{}"), 200, failed("invalid_auth")))
        .isEqualTo(new Outcome.Unauthorised("invalid_auth"));
    assertThat(probed(analytics, STREAM, 200, "{\"validationMessages\": []}"))
        .isEqualTo(new Outcome.Delivered(null));
    assertThat(
            probed(
                analytics,
                STREAM,
                200,
                "{\"validationMessages\": [{\"fieldPath\": \"measurement_id\", \"description\":"
                    + " \"unknown\"}]}"))
        .isEqualTo(new Outcome.Misconfigured("measurement_id: unknown"));
  }

  private static Outcome probed(Connector connector, Target target, int status, String body) {
    Egress.Answer answer = Sample.answer(status, body);
    return switch (connector.probe(target)) {
      case Probe.OfRequest probe -> probe.reading().outcome(answer, Instant.EPOCH);
      case Probe.OfAccount probe -> probe.reading().result(answer, Instant.EPOCH).outcome();
      case Probe.OfConnection probe -> throw new AssertionError("No request");
    };
  }

  @Test
  void aRegionThatTheManifestDoesNotNameIsRefused() {
    Target elsewhere = Sample.target("{\"region\": \"evil.example.net\"}");
    assertThat(customerIo.faults(elsewhere))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.pointer()).isEqualTo("/settings/region");
          assertThat(fault.words()).isEqualTo("Must be one of eu, us");
        });
    assertThat(
            Sample.direct(
                    customerIo,
                    Sample.batch(
                        elsewhere,
                        "people",
                        Operation.WRITE,
                        "{}",
                        Sample.item(1, "id", "1", "{}")))
                .decided()
                .values())
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
  }
}
