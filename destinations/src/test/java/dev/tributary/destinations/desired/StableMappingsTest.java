package dev.tributary.destinations.desired;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.AppliedEventBuilder;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.contracts.row.RowChangeBuilder;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import dev.tributary.testkit.lane.Lane;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A mapping without steps has the same definition, content and hash as before there were steps.
 * Otherwise the next run would send every record of an existing ledger again.
 */
class StableMappingsTest {
  private static final List<String> NAMES =
      List.of("email", "plan", "address", "address.city", "items[0]", "a", "a.b", "é", "value");
  private static final List<String> DEFINITIONS =
      List.of(
          "{\"kind\":\"trait\",\"name\":\"%s\"}",
          "{\"kind\":\"identifier\",\"type\":\"%s\"}",
          "{\"kind\":\"profile\"}",
          "{\"kind\":\"column\",\"name\":\"%s\"}",
          "{\"kind\":\"property\",\"path\":\"%s\"}",
          "{\"kind\":\"event\",\"name\":\"previousId\"}",
          "{\"kind\":\"constant\",\"value\":[1,\"%s\"]}",
          "{\"kind\":\"membership\",\"audience\":\"aud_%s\"}");

  @Test
  void theContentAndTheHashOfAMappingWithoutStepsStayTheSame() throws Exception {
    long seed = Lane.seed();
    System.out.printf("-Dtributary.seed=%d%n", seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      Subject subject = subject(random);
      List<FieldMapping> mapping = new ArrayList<>();
      TreeMap<String, JsonNode> sorted = new TreeMap<>();
      Map<String, JsonNode> expected = new LinkedHashMap<>();
      for (int field = 0; field < 6; field++) {
        String written =
            DEFINITIONS
                .get(random.nextInt(DEFINITIONS.size()))
                .formatted(NAMES.get(random.nextInt(NAMES.size())));
        ValueSource source = Json.read(bytes(written), ValueSource.class);
        String definition = "{\"field\":\"f%d\",\"from\":%s}".formatted(field, written);
        FieldMapping read = Json.read(bytes(definition), FieldMapping.class);
        assertThat(text(Json.write(read))).isEqualTo(definition);
        assertThat(read).isEqualTo(new FieldMapping("f" + field, source));
        mapping.add(read);
        JsonNode value = earlierValue(source, subject);
        if (value != null && !value.isNull() && !value.isMissingNode()) {
          expected.put("f" + field, value);
          sorted.put("f" + field, value);
        }
      }
      MappedFields mapped =
          MappedValues.of(MappedValuesTest.sync(mapping, "rows"), subject, DeclaredTypes.NONE);
      assertThat(mapped.invalid()).isEmpty();
      assertThat(text(Json.write(mapped.fields()))).isEqualTo(text(Json.write(expected)));
      SyncId sync = new SyncId("syn_1");
      Content content = Content.NONE.with(sync, mapped.fields(), mapped.invalid());
      assertThat(text(content.json(new SyncId("syn_2"))))
          .isEqualTo(text(Json.write(Map.of("syn_1", expected))));
      assertThat(content.hash("ann@example.org")).isEqualTo(earlierHash(sorted));
      assertThat(text(Content.json(sync, mapped.fields(), mapped.invalid())))
          .isEqualTo(text(content.json(sync)));
    }
  }

  @Test
  void theDefinitionOfASyncWithoutStepsIsStoredAsBefore() {
    String stored =
        "{\"destination\":\"dst_1\",\"from\":{\"kind\":\"profiles\"},\"object\":\"contacts\","
            + "\"match\":{\"field\":\"email\",\"from\":{\"kind\":\"identifier\",\"type\":\"email\"}},"
            + "\"mapping\":[{\"field\":\"a\",\"from\":{\"kind\":\"trait\",\"name\":\"a\"}}],"
            + "\"mode\":\"upsert\",\"settings\":{}}";
    SyncSpec spec = Json.read(bytes(stored), SyncSpec.class);
    assertThat(text(Json.write(spec))).isEqualTo(stored);
  }

  /** What a source gave before there were steps; null for nothing. */
  private static @Nullable JsonNode earlierValue(ValueSource source, Subject subject) {
    ProfileState person =
        switch (subject) {
          case Subject.OfPerson(ProfileState state, var audiences) -> state;
          case Subject.OfEvent(var event, ProfileState state) -> state;
          case Subject.OfRow _ -> null;
        };
    return switch (source) {
      case ValueSource.Trait(String name) -> person == null ? null : person.traits().get(name);
      case ValueSource.IdentifierOf(String type) ->
          person == null
              ? null
              : person.identifiers().stream()
                  .filter(each -> each.type().equals(type))
                  .findFirst()
                  .map(each -> TextNode.valueOf(each.value()))
                  .orElse(null);
      case ValueSource.ProfileId() ->
          person == null ? null : TextNode.valueOf(person.profile().value());
      case ValueSource.Column(String name) ->
          subject instanceof Subject.OfRow(RowChange row) ? row.row().get(name) : null;
      case ValueSource.EventProperty(String path) ->
          subject instanceof Subject.OfEvent(AppliedEvent event, var state)
              ? property(event.properties(), path)
              : null;
      case ValueSource.EventAttribute _ ->
          subject instanceof Subject.OfEvent ? TextNode.valueOf("before") : null;
      case ValueSource.Constant(JsonNode value) -> value;
      case ValueSource.InAudience _ ->
          subject instanceof Subject.OfPerson ? BooleanNode.FALSE : null;
      case ValueSource.Identifiers _, ValueSource.EventContext _, ValueSource.EventIntegrations _ ->
          throw new AssertionError("A new source");
    };
  }

  private static JsonNode property(ObjectNode properties, String path) {
    if (properties.has(path) || path.equals("previousId")) {
      return properties.path(path);
    }
    JsonNode found = properties;
    for (String step : path.split("\\.")) {
      found = found.path(step);
    }
    return found;
  }

  private static String earlierHash(TreeMap<String, JsonNode> sorted) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(bytes("ann@example.org\0"));
    return HexFormat.of().formatHex(digest.digest(Json.write(sorted)), 0, 16);
  }

  private static Subject subject(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> new Subject.OfPerson(person(random), Set.of());
      case 1 ->
          new Subject.OfRow(
              RowChangeBuilder.builder()
                  .workspace(new WorkspaceId("wsp_1"))
                  .model(new ModelId("mdl_1"))
                  .modelVersion(1)
                  .change(RowChange.Change.ADDED)
                  .key(Map.of())
                  .row(values(random))
                  .columnTimes(Map.of())
                  .changed(List.of())
                  .hash("")
                  .run(new RunId("run_1"))
                  .runStartedAt(Instant.EPOCH)
                  .build());
      default -> new Subject.OfEvent(event(random), person(random));
    };
  }

  private static AppliedEvent event(Random random) {
    ObjectNode properties = Json.MAPPER.createObjectNode();
    values(random).forEach(properties::set);
    return AppliedEventBuilder.builder()
        .eventId(new EventId("evt_1"))
        .messageId("message-1")
        .source(new SourceId("src_1"))
        .type(CallType.TRACK)
        .name("Order Completed")
        .timestamp(Instant.EPOCH)
        .receivedAt(Instant.EPOCH)
        .userId("u-1")
        .anonymousId(null)
        .groupId(null)
        .properties(properties)
        .context(Json.MAPPER.createObjectNode())
        .integrations(Json.MAPPER.createObjectNode())
        .consent(Map.of())
        .category(null)
        .previousId("before")
        .others(null)
        .build();
  }

  private static ProfileState person(Random random) {
    return ProfileStateBuilder.builder()
        .workspace(new WorkspaceId("wsp_1"))
        .profile(new ProfileId("prf_1"))
        .version(1)
        .identifiers(List.of(new Identifier("email", "ann@example.org")))
        .traits(values(random))
        .consent(Map.of())
        .subscriptions(Map.of())
        .lastGroup(null)
        .firstSeen(Instant.EPOCH)
        .lastSeen(Instant.EPOCH)
        .build();
  }

  private static Map<String, JsonNode> values(Random random) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (String name : NAMES) {
      if (random.nextBoolean()) {
        values.put(name, json(random, 3));
      }
    }
    return values;
  }

  private static JsonNode json(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> TextNode.valueOf("");
      case 1 -> TextNode.valueOf("“\u0000\uD83D\uDE00\" " + random.nextInt(9));
      case 2 -> Json.read(bytes(random.nextInt(9) + ".50"), JsonNode.class);
      case 3 -> Json.read(bytes("1" + "0".repeat(random.nextInt(30))), JsonNode.class);
      case 4 -> Json.MAPPER.getNodeFactory().booleanNode(random.nextBoolean());
      case 5 -> Json.MAPPER.nullNode();
      case 6 -> Json.MAPPER.createArrayNode().add(json(random, depth - 1));
      default ->
          Json.MAPPER
              .createObjectNode()
              .<ObjectNode>set(NAMES.get(random.nextInt(NAMES.size())), json(random, depth - 1))
              .set("city", json(random, depth - 1));
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
