package dev.tributary.audience.http.document;

import dev.tributary.audience.rule.ConsentAnswer;
import dev.tributary.audience.rule.Operator;
import dev.tributary.audience.rule.Operator.Operand;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.RuleLimits;
import dev.tributary.audience.rule.Span;
import dev.tributary.audience.rule.ValueType;
import dev.tributary.runtime.openapi.ComponentSchemas;
import dev.tributary.runtime.openapi.ValueSchemas;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Discriminator;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Describes the grammar of rules, as {@code RuleReader} reads it. The operators come from {@link
 * Operator}. The rule editor of the web UI reads rules by these schemas: it has no grammar of its
 * own. Three extensions say what a schema cannot say.
 *
 * <ul>
 *   <li>{@code x-tributary-operators}, of a test: the words, the operand and the types of values of
 *       each operator
 *   <li>{@code x-tributary-limits}, of a rule: how deep groups nest, how many conditions there are
 *   <li>{@code x-tributary-ascending}: true for a list whose values ascend; else the fields whose
 *       values ascend
 * </ul>
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class RuleSchemas implements OASFilter {
  /** The name of the schema of a rule. */
  public static final String RULE = "Rule";

  private static final String TEST = "ValueTest";
  private static final String SPAN = "Span";
  private static final String WINDOW = "EventWindow";
  private static final String COUNT = "EventCount";
  private static final String PROPERTY = "PropertyCondition";
  private static final String MOMENT =
      "A date like 2026-11-20, or a time like 2026-11-20T09:30:00Z";

  private static final String ASCENDING = "x-tributary-ascending";
  private static final String MOMENT_PATTERN = "^\\d{4}-\\d{2}-\\d{2}(T.+)?$";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    ComponentSchemas.change(
        document,
        schemas -> {
          schemas.putAll(nodes());
          schemas.putAll(events());
          schemas.putAll(tests());
          schemas.put(SPAN, span());
        });
  }

  private static Map<String, Schema> nodes() {
    Map<String, Schema> nodes = new LinkedHashMap<>();
    nodes.put("RuleAll", group("all", "Every condition holds"));
    nodes.put("RuleAny", group("any", "At least one condition holds"));
    nodes.put("RuleNone", group("none", "No condition holds"));
    nodes.put(
        "TraitCondition",
        tested("trait", "The path of the trait, for example address.city")
            .description("The value of a trait passes a test"));
    nodes.put("EventCondition", event());
    nodes.put(
        "ConsentCondition",
        object("The answer of the person about a purpose")
            .addProperty("consent", name("The name of the purpose, compared exactly"))
            .addRequired("consent")
            .addProperty(
                "state",
                enumeration(Arrays.stream(ConsentAnswer.values()).map(ConsentAnswer::wireName))
                    .description("The answer; unknown: the person has never answered"))
            .addRequired("state"));
    nodes.put(
        "AudienceCondition",
        object("Whether the person is in another audience")
            .addProperty("audience", name("The id or the key of the audience"))
            .addRequired("audience")
            .addProperty(
                "in", bool("False: the person is not in the audience").defaultValue(true)));
    Schema rule =
        oneOf(nodes.keySet().stream())
            .description(
                "A condition or a group of conditions. Groups nest up to %d deep, and a rule has at most %d conditions and groups. docs/reference/rule-semantics.md says what each means"
                    .formatted(RuleLimits.DEPTH, RuleLimits.NODES));
    rule.addExtension(
        "x-tributary-limits", Map.of("depth", RuleLimits.DEPTH, "nodes", RuleLimits.NODES));
    nodes.put(RULE, rule);
    return nodes;
  }

  private static Schema group(String field, String description) {
    return object(description)
        .addProperty(
            field, list(reference(RULE), 1, RuleLimits.NODES).description("The conditions"))
        .addRequired(field);
  }

  private static Schema tested(String field, String description) {
    return type(SchemaType.OBJECT)
        .addProperty(field, name(description))
        .addRequired(field)
        .allOf(List.of(reference(TEST)))
        .unevaluatedProperties(OASFactory.createSchema().booleanSchema(false));
  }

  private static Schema event() {
    return object(
            "How many events of one kind a person has. An event or a call is required; did and"
                + " count exclude each other")
        .anyOf(
            List.of(
                required("event"),
                required("call")
                    .addProperty(
                        "call",
                        calls(call -> call != Rule.Call.TRACK)
                            .description("A call that needs no name"))))
        .not(required("did").addRequired("count"))
        .addProperty(
            "call",
            calls(_ -> true)
                .defaultValue(Rule.Call.TRACK.wireName())
                .description("The call of the tracking API"))
        .addProperty(
            "event",
            name(
                "The name of the event, page or screen. Required for track calls; group and alias"
                    + " calls have none"))
        .addProperty("did", bool("False: no such event. True: at least one").defaultValue(true))
        .addProperty("count", reference(COUNT).description("How many; at least one if absent"))
        .addProperty("window", reference(WINDOW).description("When; ever if absent"))
        .addProperty(
            "where",
            list(reference(PROPERTY), 0, RuleLimits.PROPERTIES)
                .description("Conditions on the properties of an event, which all hold"));
  }

  private static Schema calls(Predicate<Rule.Call> counted) {
    return enumeration(Arrays.stream(Rule.Call.values()).filter(counted).map(Rule.Call::wireName));
  }

  private static Map<String, Schema> events() {
    Map<String, Schema> events = new TreeMap<>();
    Schema number =
        integer(0, RuleLimits.COUNT).description("The number of events to compare with");
    Map<String, Schema> counts = new LinkedHashMap<>();
    counts.put("EventCountAtLeast", only("At least as many", "atLeast", number));
    counts.put("EventCountAtMost", only("At most as many", "atMost", number));
    counts.put("EventCountExactly", only("Exactly as many", "exactly", number));
    events.putAll(counts);
    events.put(COUNT, oneOf(counts.keySet().stream()).description("How many events"));
    events.put(
        "RollingWindow",
        only(
            "A time that ends now", "last", reference(SPAN).description("The length of the time")));
    Schema fixed =
        object("A time with a start, an end, or both")
            .minProperties(1)
            .addProperty("from", moment().description("The start. " + MOMENT))
            .addProperty("to", moment().description("The end. " + MOMENT));
    fixed.addExtension(ASCENDING, List.of("from", "to"));
    events.put("FixedWindow", fixed);
    events.put(
        WINDOW,
        oneOf(Stream.of("RollingWindow", "FixedWindow"))
            .description("The time in which an event must have happened to count"));
    events.put(
        PROPERTY,
        tested("property", "The path of the property")
            .description("The value of a property of the event passes a test"));
    return events;
  }

  private static Map<String, Schema> tests() {
    Map<String, Schema> tests = new TreeMap<>();
    Discriminator discriminator = OASFactory.createDiscriminator().propertyName("operator");
    for (Operator operator : Operator.values()) {
      String name = nameOf(operator.operand());
      tests.putIfAbsent(name, test(operator.operand()));
      discriminator.addMapping(operator.wireName(), ComponentSchemas.PREFIX + name);
    }
    Schema test =
        oneOf(tests.keySet().stream())
            .discriminator(discriminator)
            .description("An operator, and the value that it compares with");
    test.addExtension("x-tributary-operators", operators());
    tests.put(TEST, test);
    return tests;
  }

  private static String nameOf(Operand operand) {
    String name = operand.name();
    return TEST + name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static Schema test(Operand operand) {
    Schema test =
        type(SchemaType.OBJECT)
            .description("A test with " + operand.accepted())
            .addProperty(
                "operator",
                enumeration(
                        Arrays.stream(Operator.values())
                            .filter(operator -> operator.operand() == operand)
                            .map(Operator::wireName))
                    .description("What is compared"))
            .addRequired("operator");
    if (operand == Operand.NOTHING) {
      test.not(required("value"));
    } else {
      test.addProperty("value", value(operand).description("Takes " + operand.accepted()))
          .addRequired("value");
    }
    return test.addProperty(
        "ignoreCase",
        bool(operand.isText()
                ? "Whether upper and lower case of a text are the same"
                : "Has no effect on this test")
            .defaultValue(false));
  }

  private static Schema value(Operand operand) {
    return switch (operand) {
      case NOTHING -> throw new IllegalArgumentException("There is no value");
      case SCALAR -> reference(ValueSchemas.SCALAR);
      case SCALARS ->
          lists(1, RuleLimits.VALUES, type(SchemaType.STRING), number(), type(SchemaType.BOOLEAN));
      case TEXT -> type(SchemaType.STRING).minLength(1).maxLength(RuleLimits.TEXT);
      case NUMBER -> number();
      case PAIR -> {
        Schema pairs = lists(2, 2, number(), moment());
        pairs.getAnyOf().forEach(pair -> pair.addExtension(ASCENDING, true));
        yield pairs;
      }
      case MOMENT -> moment();
      case SPAN -> reference(SPAN);
    };
  }

  /** Lists whose items are all of one of these schemas. */
  private static Schema lists(int least, int most, Schema... items) {
    return OASFactory.createSchema()
        .anyOf(Stream.of(items).map(item -> list(item, least, most)).toList());
  }

  private static List<Map<String, Object>> operators() {
    return Arrays.stream(Operator.values())
        .<Map<String, Object>>map(operator -> {
          Map<String, Object> entry = new LinkedHashMap<>();
          entry.put("name", operator.wireName());
          entry.put("label", operator.label());
          entry.put("operand", operator.operand().name().toLowerCase(Locale.ROOT));
          entry.put("ignoreCase", operator.operand().isText());
          entry.put("types", operator.types().stream().map(ValueType::wireName).toList());
          return entry;
        })
        .toList();
  }

  private static Schema span() {
    return object("A length of time. A day has 24 hours, unless a test of a date counts days")
        .addProperty("amount", integer(1, RuleLimits.SPAN).description("The length, in the unit"))
        .addRequired("amount")
        .addProperty(
            "unit",
            enumeration(Arrays.stream(Span.Unit.values()).map(Span.Unit::wireName))
                .description("The unit of the amount"))
        .addRequired("unit");
  }

  private static Schema required(String field) {
    return type(SchemaType.OBJECT).addRequired(field);
  }

  private static Schema only(String description, String field, Schema schema) {
    return object(description).addProperty(field, schema).addRequired(field);
  }

  private static Schema object(String description) {
    return type(SchemaType.OBJECT).description(description).additionalPropertiesBoolean(false);
  }

  private static Schema oneOf(Stream<String> names) {
    return OASFactory.createSchema().oneOf(names.map(RuleSchemas::reference).toList());
  }

  private static Schema list(Schema items, int least, int most) {
    return type(SchemaType.ARRAY).items(items).minItems(least).maxItems(most);
  }

  private static Schema integer(int least, int most) {
    return type(SchemaType.INTEGER)
        .minimum(BigDecimal.valueOf(least))
        .maximum(BigDecimal.valueOf(most));
  }

  private static Schema enumeration(Stream<String> values) {
    Schema schema = type(SchemaType.STRING);
    values.forEach(schema::addEnumeration);
    return schema;
  }

  private static Schema moment() {
    return type(SchemaType.STRING).pattern(MOMENT_PATTERN);
  }

  private static Schema number() {
    return type(SchemaType.NUMBER);
  }

  private static Schema type(SchemaType type) {
    return OASFactory.createSchema().addType(type);
  }

  private static Schema bool(String description) {
    return type(SchemaType.BOOLEAN).description(description);
  }

  /** The name or the path of something that a condition is about. */
  private static Schema name(String description) {
    return string(description).minLength(1).maxLength(RuleLimits.NAME);
  }

  private static Schema string(String description) {
    return type(SchemaType.STRING).description(description);
  }

  private static Schema reference(String name) {
    return ComponentSchemas.reference(name);
  }
}
