package dev.tributary.audience.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.profile.ConsentState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Rules and values over a small vocabulary, so that they meet one another often. */
public final class RandomRules {
  public static final List<String> NAMES = List.of("Bought", "Viewed", "Complained");
  public static final List<String> CALLS =
      List.of("track", "track", "track", "page", "group", "alias");
  public static final List<String> TRAITS = List.of("plan", "score", "since", "tags", "a.b");
  private static final List<String> PROPERTIES = List.of("price", "a.b", "when");
  private static final List<String> PURPOSES = List.of("marketing", "ads");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final RandomGenerator random;
  private final Instant around;
  private final List<AudienceId> audiences;

  /**
   * @param around the time that dates and windows lie near
   * @param audiences what a rule may refer to
   */
  public RandomRules(RandomGenerator random, Instant around, List<AudienceId> audiences) {
    this.random = random;
    this.around = around;
    this.audiences = audiences;
  }

  public JsonNode rule() {
    return rule(0);
  }

  private JsonNode rule(int depth) {
    if (depth < 3 && random.nextInt(3) == 0) {
      ArrayNode nodes = JSON.arrayNode();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        nodes.add(rule(depth + 1));
      }
      return JSON.objectNode().set(pick(List.of("all", "any", "none")), nodes);
    }
    return switch (random.nextInt(audiences.isEmpty() ? 6 : 7)) {
      case 0, 1 -> condition("trait", pick(TRAITS));
      case 2, 3, 4 -> event();
      case 5 ->
          JSON.objectNode()
              .put("consent", pick(PURPOSES))
              .put("state", pick(List.of("granted", "denied", "unknown")));
      default ->
          JSON.objectNode()
              .put("audience", pick(audiences).value())
              .put("in", random.nextInt(3) > 0);
    };
  }

  private ObjectNode event() {
    ObjectNode event = JSON.objectNode();
    String call = pick(CALLS);
    event.put("call", call);
    if (call.equals("track") || (call.equals("page") && random.nextBoolean())) {
      event.put("event", pick(NAMES));
    }
    switch (random.nextInt(3)) {
      case 0 -> event.put("did", random.nextBoolean());
      case 1 ->
          event.set(
              "count",
              JSON.objectNode()
                  .put(pick(List.of("atLeast", "atMost", "exactly")), random.nextInt(4)));
      default -> {}
    }
    switch (random.nextInt(5)) {
      case 0 -> event.set("window", JSON.objectNode().put("from", moment()));
      case 1 -> event.set("window", JSON.objectNode().put("to", moment()));
      case 2, 3 -> event.set("window", JSON.objectNode().set("last", span()));
      default -> {}
    }
    if (random.nextInt(3) == 0) {
      event.set("where", JSON.arrayNode().add(condition("property", pick(PROPERTIES))));
    }
    return event;
  }

  private ObjectNode condition(String kind, String path) {
    Operator operator = pick(List.of(Operator.values()));
    ObjectNode condition = JSON.objectNode().put(kind, path).put("operator", operator.wireName());
    JsonNode value =
        switch (operator.operand()) {
          case NOTHING -> null;
          case SCALAR -> scalar();
          case SCALARS -> JSON.arrayNode().add(text()).add(text());
          case TEXT -> JSON.textNode(pick(List.of("p", "pro", "A", "free")));
          case NUMBER -> number();
          case PAIR -> JSON.arrayNode().add(1).add(3);
          case MOMENT -> JSON.textNode(moment());
          case SPAN -> span();
        };
    if (value != null) {
      condition.set("value", value);
    }
    if (random.nextInt(4) == 0) {
      condition.put("ignoreCase", true);
    }
    return condition;
  }

  public ObjectNode traits() {
    ObjectNode traits = JSON.objectNode();
    TRAITS.forEach(name -> {
      if (random.nextInt(3) > 0) {
        traits.set(name, value());
      }
    });
    if (random.nextBoolean()) {
      traits.set("a", JSON.objectNode().set("b", value()));
    }
    return traits;
  }

  /** By purpose; a purpose that is absent was never answered. */
  public Map<String, ConsentState> consent() {
    Map<String, ConsentState> consent = new TreeMap<>();
    PURPOSES.forEach(purpose -> {
      if (random.nextInt(3) > 0) {
        consent.put(purpose, pick(List.of(ConsentState.values())));
      }
    });
    return consent;
  }

  public ObjectNode properties() {
    ObjectNode properties = JSON.objectNode();
    properties.set("price", value());
    if (random.nextBoolean()) {
      properties.put("when", moment());
    }
    if (random.nextBoolean()) {
      ArrayNode list = JSON.arrayNode();
      list.add(JSON.objectNode().set("b", value())).add(JSON.objectNode().put("c", 1));
      properties.set("a", list);
    }
    return properties;
  }

  /** Declared types as they are stored, of some of the paths that rules name. */
  public ArrayNode types() {
    ArrayNode types = JSON.arrayNode();
    TRAITS.stream()
        .filter(_ -> random.nextInt(3) > 0)
        .forEach(trait -> types.addObject().put("trait", trait).put("type", type()));
    for (String call : new TreeSet<>(CALLS)) {
      for (String name : NAMES) {
        types
            .addObject()
            .put("call", call)
            .put("event", List.of("group", "alias").contains(call) ? null : name)
            .put("property", pick(PROPERTIES))
            .put("type", type());
      }
    }
    types.addObject().put("call", "page").put("property", pick(PROPERTIES)).put("type", type());
    return types;
  }

  private String type() {
    return pick(List.of(DeclaredType.values())).wireName();
  }

  public JsonNode value() {
    return switch (random.nextInt(7)) {
      case 0 -> JSON.nullNode();
      case 6 -> JSON.textNode(moment().replace('T', ' '));
      case 1 -> JSON.arrayNode().add(scalar()).add(scalar());
      case 2, 3 -> JSON.textNode(moment());
      default -> scalar();
    };
  }

  private JsonNode scalar() {
    return switch (random.nextInt(4)) {
      case 0 -> number();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      default -> text();
    };
  }

  private JsonNode text() {
    return JSON.textNode(
        pick(
            List.of(
                "pro", "Pro", "free", "", "2", "true", " 2", "+2.50", "2e0", "02", "Yes", "0")));
  }

  private JsonNode number() {
    return JSON.numberNode(new BigDecimal(pick(List.of("1", "2", "2.0", "2.5", "3"))));
  }

  private ObjectNode span() {
    return JSON.objectNode()
        .put("amount", random.nextInt(1, 4))
        .put("unit", pick(List.of("minutes", "hours", "days", "days")));
  }

  /** Near the middle, as a day, a time with an offset. */
  private String moment() {
    Instant at = around.plus(Duration.ofMinutes(random.nextInt(-6 * 1440, 6 * 1440)));
    return random.nextBoolean()
        ? at.atZone(ZoneOffset.UTC).toLocalDate().toString()
        : at.toString();
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
