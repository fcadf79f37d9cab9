package dev.tributary.audience.rule.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.rule.Count;
import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.audience.rule.Rule.PropertyCondition;
import dev.tributary.audience.rule.RuleLimits;
import dev.tributary.audience.rule.Span;
import dev.tributary.audience.rule.ValueTest;
import dev.tributary.audience.rule.Window;
import dev.tributary.contracts.value.Moment;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds a condition on events. */
final class EventConditionReader {
  private static final Set<String> FIELDS =
      Set.of("call", "event", "did", "count", "window", "where");
  private static final Set<String> PROPERTY_FIELDS =
      Set.of("property", "operator", "value", "ignoreCase");

  private final Reading reading;
  private final ValueTestReader tests;

  EventConditionReader(Reading reading, ValueTestReader tests) {
    this.reading = reading;
    this.tests = tests;
  }

  /** Returns null, and records an error, if it cannot be bound. */
  @Nullable Rule read(ObjectNode node, String pointer) {
    reading.refuseOthers(node, pointer, FIELDS);
    EventKind kind = kind(node, pointer);
    Count count = count(node, pointer);
    Window window = window(node.path("window"), pointer + "/window");
    List<PropertyCondition> where = where(node.path("where"), pointer + "/where");
    return kind == null || count == null || window == null
        ? null
        : new Rule.EventCondition(kind, count, window, where);
  }

  private @Nullable EventKind kind(ObjectNode node, String pointer) {
    Call call = node.has("call") ? Call.named(node.path("call").textValue()) : Call.TRACK;
    if (call == null) {
      reading.refuse(pointer + "/call", "Must be track, page, screen, group or alias");
      return null;
    }
    if (call != null && !call.hasName() && node.has("event")) {
      reading.refuse(pointer + "/event", "A call of this kind has no name; leave it out");
      return null;
    }
    if (!node.has("event") && call != Call.TRACK) {
      return new EventKind(call, null);
    }
    String name = reading.text(node, pointer, "event");
    return name == null ? null : new EventKind(call, name);
  }

  private @Nullable Count count(ObjectNode node, String pointer) {
    boolean did = reading.flag(node, pointer, "did", true);
    if (!node.has("count")) {
      return did ? new Count.AtLeast(1) : new Count.Exactly(0);
    }
    if (node.has("did")) {
      reading.refuse(pointer + "/did", "Give either did or count");
    }
    JsonNode count = node.path("count");
    if (count.isObject() && count.size() == 1) {
      String how = count.fieldNames().next();
      JsonNode number = count.path(how);
      if (number.canConvertToExactIntegral()
          && number.canConvertToInt()
          && number.intValue() >= 0
          && number.intValue() <= RuleLimits.COUNT) {
        Count bound = count(how, number.intValue());
        if (bound != null) {
          return bound;
        }
      }
    }
    reading.refuse(
        pointer + "/count",
        "Must be one of {\"atLeast\": n}, {\"atMost\": n}, {\"exactly\": n}, n from 0 to 1000000");
    return null;
  }

  private static @Nullable Count count(String how, int number) {
    return switch (how) {
      case "atLeast" -> new Count.AtLeast(number);
      case "atMost" -> new Count.AtMost(number);
      case "exactly" -> new Count.Exactly(number);
      default -> null;
    };
  }

  private @Nullable Window window(JsonNode node, String pointer) {
    if (node.isMissingNode()) {
      return new Window.Ever();
    }
    if (node instanceof ObjectNode window && window.has("last") && window.size() == 1) {
      Span length = reading.span(window.path("last"), pointer + "/last");
      return length == null ? null : new Window.Rolling(length);
    }
    if (node instanceof ObjectNode window && (window.has("from") || window.has("to"))) {
      reading.refuseOthers(window, pointer, Set.of("from", "to"));
      return fixed(window, pointer);
    }
    reading.refuse(
        pointer,
        "Must be {\"last\": {\"amount\": n, \"unit\": …}} or {\"from\": …, \"to\": …} with one or"
            + " both ends");
    return null;
  }

  private @Nullable Window fixed(ObjectNode window, String pointer) {
    Moment from =
        window.has("from") ? reading.moment(window.path("from"), pointer + "/from") : null;
    Moment to = window.has("to") ? reading.moment(window.path("to"), pointer + "/to") : null;
    if ((window.has("from") && from == null) || (window.has("to") && to == null)) {
      return null;
    }
    if (from != null && to != null && Moment.compare(from, to, ZoneOffset.UTC) > 0) {
      reading.refuse(pointer + "/to", "Must not lie before from");
      return null;
    }
    return new Window.Fixed(from, to);
  }

  private List<PropertyCondition> where(JsonNode node, String pointer) {
    List<PropertyCondition> conditions = new ArrayList<>();
    if (node.isMissingNode()) {
      return conditions;
    }
    if (!(node instanceof ArrayNode list) || list.size() > RuleLimits.PROPERTIES) {
      reading.refuse(pointer, "Must be a list of at most 20 conditions on properties");
      return conditions;
    }
    for (int i = 0; i < list.size(); i++) {
      PropertyCondition condition = property(list.path(i), pointer + "/" + i);
      if (condition != null) {
        conditions.add(condition);
      }
    }
    return conditions;
  }

  private @Nullable PropertyCondition property(JsonNode node, String pointer) {
    if (!(node instanceof ObjectNode object)) {
      reading.refuse(pointer, "Must be an object with property, operator and value");
      return null;
    }
    reading.refuseOthers(object, pointer, PROPERTY_FIELDS);
    String path = reading.text(object, pointer, "property");
    ValueTest test = tests.read(object, pointer);
    return path == null || test == null ? null : new PropertyCondition(new Path(path), test);
  }
}
