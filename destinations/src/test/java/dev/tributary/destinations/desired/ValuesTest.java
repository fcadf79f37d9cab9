package dev.tributary.destinations.desired;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.From;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.SyncSpec.Mode;
import dev.tributary.destinations.sync.ValueSource;
import dev.tributary.destinations.sync.ValueSource.Attribute;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each kind of source gives, for each kind of subject. */
class ValuesTest {
  private static final ProfileState ANN =
      new ProfileState(
          "wsp_1",
          "prf_1",
          1,
          List.of(
              new Identifier(Identifier.EMAIL, "ann@example.org"),
              new Identifier(Identifier.EMAIL, "b@example.org"),
              new Identifier(Identifier.PHONE, "+2"),
              new Identifier(Identifier.PHONE, "+1")),
          Map.of("email", TextNode.valueOf(" B@example.org "), "age", json("41")),
          Map.of(),
          Map.of(),
          null,
          Instant.EPOCH,
          Instant.EPOCH);
  private static final Subject PERSON = new Subject.OfPerson(ANN, Set.of("aud_in"));
  private static final Subject ROW =
      new Subject.OfRow(
          new RowChange(
              "wsp_1",
              "mdl_1",
              1,
              RowChange.Change.ADDED,
              Map.of("id", json("7"), "region", TextNode.valueOf("of the key")),
              Map.of(
                  "total", json("12.5"),
                  "paid", json("true"),
                  "note", json("null"),
                  "region", TextNode.valueOf("of the row")),
              Map.of(),
              List.of(),
              "",
              "run_1",
              Instant.EPOCH));
  private static final Subject EVENT =
      new Subject.OfEvent(
          new AppliedEvent(
              "evt_1",
              "message-1",
              "src_1",
              CallType.TRACK,
              "Order Completed",
              Instant.EPOCH,
              Instant.EPOCH.plusSeconds(1),
              "u-1",
              null,
              null,
              (ObjectNode)
                  json("{\"order\": {\"total\": 5}, \"order.total\": 6, \"deep\": {\"er\": 7}}"),
              Json.MAPPER.createObjectNode(),
              Json.MAPPER.createObjectNode(),
              Map.of(),
              "Sport",
              "before",
              (ObjectNode) json("{\"channel\": \"web\", \"deep\": \"hidden\"}")),
          ANN);

  @Test
  void aConstantIsTheSameForEverySubjectWhateverItsType() {
    for (String constant : List.of("\"web\"", "5", "false", "[1,2]", "{\"a\":1}")) {
      for (Subject subject : List.of(PERSON, ROW, EVENT)) {
        assertThat(fields(subject, new ValueSource.Constant(json(constant))))
            .isEqualTo("{\"f0\":%s}".formatted(constant));
      }
    }
    assertThat(fields(ROW, new ValueSource.Constant(json("null")))).isEqualTo("{}");
  }

  @Test
  void aColumnIsTheRowsAndThenTheKeysAndKeepsItsType() {
    assertThat(fields(ROW, column("total"), column("paid"), column("region"), column("id")))
        .isEqualTo("{\"f0\":12.5,\"f1\":true,\"f2\":\"of the row\",\"f3\":7}");
    assertThat(fields(ROW, column("note"), column("gone"))).isEqualTo("{}");
    assertThat(fields(PERSON, column("total"))).isEqualTo("{}");
    assertThat(fields(EVENT, column("total"))).isEqualTo("{}");
  }

  @Test
  void aPersonGivesTraitsIdentifiersIdAndMembership() {
    ValueSource email = new ValueSource.IdentifierOf(Identifier.EMAIL);
    ValueSource phone = new ValueSource.IdentifierOf(Identifier.PHONE);
    assertThat(
            fields(PERSON, new ValueSource.Trait("age"), email, phone, new ValueSource.ProfileId()))
        .isEqualTo("{\"f0\":41,\"f1\":\"b@example.org\",\"f2\":\"+1\",\"f3\":\"prf_1\"}");
    assertThat(
            fields(
                PERSON,
                new ValueSource.InAudience("aud_in"),
                new ValueSource.InAudience("aud_out")))
        .isEqualTo("{\"f0\":true,\"f1\":false}");
    assertThat(fields(ROW, new ValueSource.Trait("age"), email, new ValueSource.ProfileId()))
        .isEqualTo("{}");
    assertThat(fields(ROW, new ValueSource.InAudience("aud_in"))).isEqualTo("{}");
  }

  @Test
  void anEventGivesPropertiesAttributesAndItsPerson() {
    assertThat(
            fields(
                EVENT,
                new ValueSource.EventProperty("order.total"),
                new ValueSource.EventProperty("deep.er"),
                new ValueSource.EventProperty("deep.est")))
        .isEqualTo("{\"f0\":6,\"f1\":7}");
    assertThat(
            fields(
                EVENT,
                new ValueSource.EventAttribute(Attribute.NAME),
                new ValueSource.EventAttribute(Attribute.USER_ID),
                new ValueSource.EventAttribute(Attribute.GROUP_ID),
                new ValueSource.Trait("age")))
        .isEqualTo("{\"f0\":\"Order Completed\",\"f1\":\"u-1\",\"f3\":41}");
    assertThat(fields(PERSON, new ValueSource.EventProperty("order.total"))).isEqualTo("{}");
    assertThat(
            fields(
                EVENT,
                new ValueSource.EventAttribute(Attribute.CATEGORY),
                new ValueSource.EventAttribute(Attribute.PREVIOUS_ID),
                new ValueSource.EventProperty("category"),
                new ValueSource.EventProperty("previousId"),
                new ValueSource.EventProperty("channel"),
                new ValueSource.EventProperty("deep.er")))
        .isEqualTo(
            "{\"f0\":\"Sport\",\"f1\":\"before\",\"f2\":\"Sport\",\"f3\":\"before\",\"f4\":\"web\",\"f5\":7}");
  }

  @Test
  void aMatchValueIsStrippedTextAndNothingWhereThereIsNone() {
    assertThat(match(ROW, column("id"))).contains("7");
    assertThat(match(PERSON, new ValueSource.Trait("email"))).contains("B@example.org");
    assertThat(match(ROW, new ValueSource.Constant(TextNode.valueOf("  ")))).isEmpty();
    assertThat(match(ROW, new ValueSource.Constant(json("[1]")))).isEmpty();
    assertThat(match(ROW, column("note"))).isEmpty();
    assertThat(match(ROW, column("gone"))).isEmpty();
  }

  @Test
  void withoutAMappingEverythingPassesWhereTheObjectTakesAnyField() {
    assertThat(Values.fields(sync(List.of(), "rows"), ROW).properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("total", "paid", "note", "region");
    assertThat(Values.fields(sync(List.of(), "rows"), PERSON).properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("email", "age");
  }

  private static Optional<String> match(Subject subject, ValueSource from) {
    return Values.match(spec(new FieldMapping("key", from), List.of(), "rows"), subject);
  }

  private static String fields(Subject subject, ValueSource... from) {
    List<FieldMapping> mapping =
        IntStream.range(0, from.length).mapToObj(i -> new FieldMapping("f" + i, from[i])).toList();
    return Values.fields(sync(mapping, "rows"), subject).toString();
  }

  private static Catalogue.Sync sync(List<FieldMapping> mapping, String object) {
    Connector connector = Connectors.discovered().require("postgresql");
    return new Catalogue.Sync(
        "wsp_1",
        "syn_1",
        "Sync",
        1,
        spec(null, mapping, object),
        new Catalogue.Destination(
            "wsp_1",
            "dst_1",
            "Destination",
            1,
            new DestinationSpec(
                "postgresql",
                Json.MAPPER.createObjectNode(),
                Map.of(),
                List.of("orders"),
                null,
                null),
            connector),
        connector.manifest().object(object).orElseThrow(),
        null,
        object);
  }

  private static SyncSpec spec(
      @Nullable FieldMapping match, List<FieldMapping> mapping, String object) {
    return new SyncSpec(
        "dst_1",
        new From.Profiles(),
        object,
        match,
        mapping,
        Mode.UPSERT,
        Json.MAPPER.createObjectNode());
  }

  private static ValueSource column(String name) {
    return new ValueSource.Column(name);
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
