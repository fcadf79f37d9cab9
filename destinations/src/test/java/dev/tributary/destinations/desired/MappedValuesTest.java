package dev.tributary.destinations.desired;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.AppliedEventBuilder;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.contracts.row.RowChangeBuilder;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.ledger.InvalidField;
import dev.tributary.destinations.mapping.Transform;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.CatalogueSyncBuilder;
import dev.tributary.destinations.sync.MappedField;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import dev.tributary.destinations.sync.ValueSource.Attribute;
import dev.tributary.runtime.definition.WorkspaceTypes.Property;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind of source gives, for each kind of subject. */
class MappedValuesTest {
  private static final Connectors CONNECTORS = InstalledConnectors.load();
  private static final ProfileState ANN =
      ProfileStateBuilder.builder()
          .workspace(new WorkspaceId("wsp_1"))
          .profile(new ProfileId("prf_1"))
          .version(1)
          .identifiers(
              List.of(
                  new Identifier(Identifier.EMAIL, "ann@example.org"),
                  new Identifier(Identifier.EMAIL, "b@example.org"),
                  new Identifier(Identifier.PHONE, "+2"),
                  new Identifier(Identifier.PHONE, "+1")))
          .traits(Map.of("email", TextNode.valueOf(" B@example.org "), "age", json("41")))
          .consent(Map.of())
          .subscriptions(Map.of())
          .lastGroup(null)
          .firstSeen(Instant.EPOCH)
          .lastSeen(Instant.EPOCH)
          .build();
  private static final DeclaredTypes TYPES =
      new DeclaredTypes(
          Map.of(
              "visits", DeclaredType.NUMBER,
              "score", DeclaredType.NUMBER,
              "scores", DeclaredType.NUMBER,
              "newsletter", DeclaredType.BOOLEAN,
              "since", DeclaredType.DATE_TIME,
              "age", DeclaredType.TEXT,
              "total", DeclaredType.TEXT),
          Map.of(
              new Property(CallType.TRACK, "Order Completed", "order.total"), DeclaredType.TEXT,
              new Property(CallType.TRACK, null, "order.total"), DeclaredType.NUMBER,
              new Property(CallType.TRACK, null, "deep.er"), DeclaredType.TEXT,
              new Property(CallType.TRACK, "Order Completed", "channel"), DeclaredType.NUMBER,
              new Property(CallType.PAGE, "Order Completed", "age"), DeclaredType.NUMBER));

  /** As pixels and CSV files send it. */
  private static final Subject TEXTS =
      new Subject.OfPerson(
          ProfileStateBuilder.builder()
              .workspace(new WorkspaceId("wsp_1"))
              .profile(new ProfileId("prf_2"))
              .version(1)
              .identifiers(List.of())
              .traits(
                  Map.of(
                      "visits", TextNode.valueOf("42"),
                      "score", TextNode.valueOf("much"),
                      "newsletter", TextNode.valueOf("yes"),
                      "scores", json("[\"1\",\"x\",\"2.50\"]"),
                      "since", TextNode.valueOf("2026-11-20 09:30"),
                      "age", json("41")))
              .consent(Map.of())
              .subscriptions(Map.of())
              .lastGroup(null)
              .firstSeen(Instant.EPOCH)
              .lastSeen(Instant.EPOCH)
              .build(),
          Set.of());

  private static final Subject PERSON = new Subject.OfPerson(ANN, Set.of(new AudienceId("aud_in")));
  private static final Subject ROW =
      new Subject.OfRow(
          RowChangeBuilder.builder()
              .workspace(new WorkspaceId("wsp_1"))
              .model(new ModelId("mdl_1"))
              .modelVersion(1)
              .change(RowChange.Change.ADDED)
              .key(Map.of("id", json("7"), "region", TextNode.valueOf("of the key")))
              .row(
                  Map.of(
                      "total", json("12.5"),
                      "paid", json("true"),
                      "note", json("null"),
                      "region", TextNode.valueOf("of the row")))
              .columnTimes(Map.of())
              .changed(List.of())
              .hash("")
              .run(new RunId("run_1"))
              .runStartedAt(Instant.EPOCH)
              .build());
  private static final Subject EVENT =
      new Subject.OfEvent(
          AppliedEventBuilder.builder()
              .eventId(new EventId("evt_1"))
              .messageId("message-1")
              .source(new SourceId("src_1"))
              .type(CallType.TRACK)
              .name("Order Completed")
              .timestamp(Instant.EPOCH)
              .receivedAt(Instant.EPOCH.plusSeconds(1))
              .userId("u-1")
              .anonymousId(null)
              .groupId(null)
              .properties(
                  (ObjectNode)
                      json(
                          "{\"order\": {\"total\": 5}, \"order.total\": 6, \"deep\": {\"er\": 7}}"))
              .context(Json.MAPPER.createObjectNode())
              .integrations(Json.MAPPER.createObjectNode())
              .consent(Map.of())
              .category("Sport")
              .previousId("before")
              .others((ObjectNode) json("{\"channel\": \"web\", \"deep\": \"hidden\"}"))
              .build(),
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
                new ValueSource.InAudience(new AudienceId("aud_in")),
                new ValueSource.InAudience(new AudienceId("aud_out"))))
        .isEqualTo("{\"f0\":true,\"f1\":false}");
    assertThat(fields(ROW, new ValueSource.Trait("age"), email, new ValueSource.ProfileId()))
        .isEqualTo("{}");
    assertThat(fields(ROW, new ValueSource.InAudience(new AudienceId("aud_in")))).isEqualTo("{}");
  }

  @Test
  void ofSeveralAddressesTheCorrectedOneIsGiven() {
    Identifier wrong = new Identifier(Identifier.EMAIL, "ann@exampel.org");
    Identifier right = new Identifier(Identifier.EMAIL, "ann@example.org");
    ProfileState corrected =
        ProfileStateBuilder.builder(ANN)
            .identifiers(List.of(wrong, right))
            .traits(Map.of("email", TextNode.valueOf(right.value())))
            .build();
    assertThat(
            fields(
                new Subject.OfPerson(corrected, Set.of()),
                new ValueSource.IdentifierOf(Identifier.EMAIL)))
        .isEqualTo("{\"f0\":\"ann@example.org\"}");
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
  void aMappedTraitHasItsDeclaredTypeAndIsAbsentIfItCannotBeRead() {
    ValueSource[] all = {
      new ValueSource.Trait("visits"),
      new ValueSource.Trait("score"),
      new ValueSource.Trait("newsletter"),
      new ValueSource.Trait("scores"),
      new ValueSource.Trait("since"),
      new ValueSource.Trait("age")
    };
    assertThat(typed(TEXTS, all))
        .isEqualTo(
            "{\"f0\":42,\"f2\":true,\"f3\":[1,2.50],\"f4\":\"2026-11-20T09:30\",\"f5\":\"41\"}");
    assertThat(fields(TEXTS, all))
        .isEqualTo(
            "{\"f0\":\"42\",\"f1\":\"much\",\"f2\":\"yes\",\"f3\":[\"1\",\"x\",\"2.50\"],"
                + "\"f4\":\"2026-11-20 09:30\",\"f5\":41}");
  }

  @Test
  void aMappedPropertyHasTheTypeOfItsCallAndEvent() {
    ValueSource[] all = {
      new ValueSource.EventProperty("order.total"),
      new ValueSource.EventProperty("deep.er"),
      new ValueSource.EventProperty("channel"),
      new ValueSource.Trait("age")
    };
    assertThat(typed(EVENT, all)).isEqualTo("{\"f0\":\"6\",\"f1\":\"7\",\"f3\":\"41\"}");
    assertThat(fields(EVENT, all)).isEqualTo("{\"f0\":6,\"f1\":7,\"f2\":\"web\",\"f3\":41}");
  }

  @Test
  void otherSourcesAndRecordsWithoutAMappingHaveNoDeclaredType() {
    assertThat(typed(ROW, column("total"), column("paid"))).isEqualTo("{\"f0\":12.5,\"f1\":true}");
    assertThat(typed(PERSON, new ValueSource.Constant(TextNode.valueOf("5"))))
        .isEqualTo("{\"f0\":\"5\"}");
    assertThat(MappedValues.of(sync(List.of(), "rows"), TEXTS, TYPES).fields().path("visits"))
        .isEqualTo(TextNode.valueOf("42"));
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

  /** Other syncs fill the fields of the members: a list has none. */
  @ParameterizedTest
  @CsvSource({
    "klaviyo, list-memberships, profiles",
    "mailchimp, tags, contacts",
    "marketo, list-members, leads",
    "hubspot, list-memberships, contacts"
  })
  void aSyncToAListSendsNoValuesOfItsMembers(String connector, String list, String records) {
    Catalogue.Sync sync = ofAudience(connector, list);
    assertThat(sync.object().name()).isEqualTo(records);
    assertThat(MappedValues.of(sync, PERSON, DeclaredTypes.NONE).fields()).isEmpty();
  }

  private static Catalogue.Sync ofAudience(String id, String object) {
    Connector connector = CONNECTORS.require(id);
    SyncSpec spec =
        new SyncSpec(
            new DestinationId("dst_1"),
            new SyncSource.Audience(new AudienceId("aud_in")),
            object,
            new FieldMapping("email", new ValueSource.IdentifierOf("email")),
            List.of(),
            Mode.MIRROR,
            Json.MAPPER.createObjectNode(),
            null);
    Catalogue.Destination destination =
        new Catalogue.Destination(
            new WorkspaceId("wsp_1"),
            new DestinationId("dst_1"),
            "Destination",
            1,
            new DestinationSpec(
                id, Json.MAPPER.createObjectNode(), Map.of(), List.of("orders"), null, null),
            connector);
    return Objects.requireNonNull(
        Catalogue.Sync.bound(
            new WorkspaceId("wsp_1"), new SyncId("syn_1"), "Sync", 1, spec, destination));
  }

  @Test
  void withoutAMappingEverythingPassesWhereTheObjectTakesAnyField() {
    assertThat(MappedValues.of(sync(List.of(), "rows"), ROW, TYPES).fields().properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("total", "paid", "note", "region");
    assertThat(MappedValues.of(sync(List.of(), "rows"), PERSON, TYPES).fields().properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("email", "age");
  }

  @Test
  void stepsReadEveryPartOfAnEventAndOfItsPerson() {
    Subject event =
        new Subject.OfEvent(
            AppliedEventBuilder.builder(((Subject.OfEvent) EVENT).event())
                .context(
                    (ObjectNode)
                        json(
                            "{\"ip\":\"192.0.2.7\",\"userAgent\":\"UA\",\"_fbp\":\"fb.1\",\"page\":"
                                + "{\"url\":\"https://shop.example/?gclid=G1\"},\"tags\":[\"a\",\"b\"]}"))
                .integrations((ObjectNode) json("{\"Google Analytics\":{\"clientId\":\"1.2\"}}"))
                .build(),
            ANN);
    assertThat(
            fields(
                event,
                new ValueSource.EventContext("ip"),
                new ValueSource.EventContext("_fbp"),
                new ValueSource.EventContext("tags[1]"),
                new ValueSource.EventContext("gone.gone"),
                new ValueSource.EventIntegrations("Google Analytics.clientId"),
                new ValueSource.Identifiers(Identifier.PHONE),
                new ValueSource.Identifiers("none")))
        .isEqualTo(
            "{\"f0\":\"192.0.2.7\",\"f1\":\"fb.1\",\"f2\":\"b\",\"f4\":\"1.2\",\"f5\":[\"+1\",\"+2\"]}");
    assertThat(fields(PERSON, new ValueSource.Identifiers(null)))
        .isEqualTo(
            "{\"f0\":{\"email\":[\"ann@example.org\",\"b@example.org\"],\"phone\":[\"+2\",\"+1\"]}}");
    assertThat(fields(PERSON, new ValueSource.EventContext("ip"))).isEqualTo("{}");
    assertThat(
            fields(
                DeclaredTypes.NONE,
                event,
                List.of(
                    steps(
                        "click",
                        new ValueSource.EventContext("page.url"),
                        new Transform.QueryParameter("gclid")),
                    steps(
                        "text",
                        new ValueSource.ProfileId(),
                        new Transform.Template(
                            "{{event.name}} {{properties.order.total}} {{deep.er}} {{traits.age}}"
                                + " {{identifiers.email}} {{profile}} {{context.ip}}"
                                + " {{integrations.Google Analytics.clientId}} {{category}}")),
                    steps(
                        "sum",
                        new ValueSource.Trait("age"),
                        new Transform.Jsonata("value + properties.order.total + traits.age")))))
        .isEqualTo(
            "{\"click\":\"G1\",\"text\":\"Order Completed 6 7 41 b@example.org prf_1 192.0.2.7 1.2"
                + " Sport\",\"sum\":87}");
  }

  @Test
  void stepsOfRowsReadColumnsAndAFieldCanNameALaterOne() {
    assertThat(
            fields(
                DeclaredTypes.NONE,
                ROW,
                List.of(
                    steps(
                        "both",
                        column("total"),
                        new Transform.Template("{{fields.key}}/{{total}}/{{columns.region}}")),
                    steps("key", column("id"), new Transform.Template("K{{value}}")),
                    steps("paid", column("paid"), new Transform.Jsonata("$not(columns.paid)")))))
        .isEqualTo("{\"key\":\"K7\",\"both\":\"K7/12.5/of the row\",\"paid\":false}");
  }

  @Test
  void stepsReadTraitsAsTheirDeclaredTypes() {
    assertThat(
            fields(
                TYPES,
                TEXTS,
                List.of(
                    steps(
                        "text",
                        new ValueSource.Trait("visits"),
                        new Transform.Template("{{value}} {{newsletter}} {{score}}|{{since}}")),
                    steps(
                        "number",
                        new ValueSource.Trait("visits"),
                        new Transform.Jsonata("traits.visits * 2")))))
        .isEqualTo("{\"text\":\"42 true |2026-11-20T09:30\",\"number\":84}");
  }

  @Test
  void aValueThatCannotBeMadeIsLeftOutAndNamedAndTheOtherFieldsAreMade() {
    MappedFields mapped =
        MappedValues.of(
            sync(
                List.of(
                    new FieldMapping("age", new ValueSource.Trait("age")),
                    steps(
                        "phone",
                        new ValueSource.Trait("email"),
                        new Transform.Default(json("1")),
                        new Transform.Normalise(Transform.Form.PHONE, null))),
                "rows"),
            PERSON,
            DeclaredTypes.NONE);
    assertThat(mapped.fields().toString()).isEqualTo("{\"age\":41}");
    assertThat(mapped.invalid())
        .containsExactly(
            new InvalidField(
                "phone",
                "/mapping/1/transform/1",
                "A text is no phone number; accepted is a number with its country"
                    + " code, such as +49 30 123456"));
  }

  @Test
  void theExpressionsOfARecordShareOneBudget() {
    Transform work =
        new Transform.Jsonata("$count($map([1..900], function($i) { [$i, $i, $i, $i, $i, $i] }))");
    MappedFields mapped =
        MappedValues.of(
            sync(
                IntStream.range(0, 40)
                    .mapToObj(i -> steps("f" + i, new ValueSource.Trait("age"), work))
                    .toList(),
                "rows"),
            PERSON,
            DeclaredTypes.NONE);
    assertThat(mapped.fields().path("f0").intValue()).isEqualTo(900);
    assertThat(mapped.invalid()).isNotEmpty();
    assertThat(mapped.invalid().getLast().words())
        .isEqualTo("The expressions of a record need more than 100000 steps; simplify them");
    List<FieldMapping> one = List.of(steps("f", new ValueSource.Trait("age"), work));
    assertThat(MappedValues.of(sync(one, "rows"), PERSON, DeclaredTypes.NONE).invalid()).isEmpty();
  }

  @Test
  void theValuesThatStepsMakeOfOneRecordAreBoundedTogether() {
    Transform text = new Transform.Template("{{value}}");
    List<FieldMapping> mapping =
        IntStream.range(0, 5)
            .mapToObj(i ->
                steps(
                    "f" + i, new ValueSource.Constant(TextNode.valueOf("x".repeat(90_000))), text))
            .toList();
    MappedFields mapped = MappedValues.of(sync(mapping, "rows"), PERSON, DeclaredTypes.NONE);
    assertThat(mapped.fields().properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("f0", "f1");
    assertThat(mapped.invalid())
        .containsExactly(
            new InvalidField(
                "f2",
                "/mapping/2",
                "The values of the record up to this field are too large; accepted are 256 KiB"));
    List<FieldMapping> withoutSteps =
        mapping.stream().map(each -> new FieldMapping(each.field(), each.from())).toList();
    assertThat(
            MappedValues.of(sync(withoutSteps, "rows"), PERSON, DeclaredTypes.NONE)
                .fields()
                .properties())
        .as("As in earlier versions")
        .hasSize(5);
  }

  private static FieldMapping steps(String field, ValueSource from, Transform... transform) {
    return new FieldMapping(field, from, List.of(transform));
  }

  private static Optional<String> match(Subject subject, ValueSource from) {
    return MappedValues.match(spec(new FieldMapping("key", from), List.of(), "rows"), subject);
  }

  private static String fields(Subject subject, ValueSource... from) {
    List<FieldMapping> mapping =
        IntStream.range(0, from.length).mapToObj(i -> new FieldMapping("f" + i, from[i])).toList();
    return fields(DeclaredTypes.NONE, subject, mapping);
  }

  private static String typed(Subject subject, ValueSource... from) {
    List<FieldMapping> mapping =
        IntStream.range(0, from.length).mapToObj(i -> new FieldMapping("f" + i, from[i])).toList();
    return fields(TYPES, subject, mapping);
  }

  private static String fields(DeclaredTypes types, Subject subject, List<FieldMapping> mapping) {
    return MappedValues.of(sync(mapping, "rows"), subject, types).fields().toString();
  }

  static Catalogue.Sync sync(List<FieldMapping> mapping, String object) {
    Connector connector = CONNECTORS.require("postgresql");
    ObjectType declared = connector.manifest().object(object).orElseThrow();
    SyncSpec spec = spec(null, mapping, object);
    return CatalogueSyncBuilder.builder()
        .workspace(new WorkspaceId("wsp_1"))
        .id(new SyncId("syn_1"))
        .name("Sync")
        .version(1)
        .spec(spec)
        .destination(
            new Catalogue.Destination(
                new WorkspaceId("wsp_1"),
                new DestinationId("dst_1"),
                "Destination",
                1,
                new DestinationSpec(
                    "postgresql",
                    Json.MAPPER.createObjectNode(),
                    Map.of(),
                    List.of("orders"),
                    null,
                    null),
                connector))
        .object(declared)
        .memberships(null)
        .space(object)
        .fields(MappedField.of(spec, declared))
        .furtherMatches(List.of())
        .build();
  }

  private static SyncSpec spec(
      @Nullable FieldMapping match, List<FieldMapping> mapping, String object) {
    return new SyncSpec(
        new DestinationId("dst_1"),
        new SyncSource.Profiles(),
        object,
        match,
        mapping,
        Mode.UPSERT,
        Json.MAPPER.createObjectNode(),
        null);
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
