package dev.tributary.audience.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.profile.ConsentState;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Rule semantics a second time, straight from the page: reads the JSON anew at each question, looks
 * at every event, remembers nothing and thinks of no later instant.
 */
public final class NaiveReference {
  private final ZoneId zone;
  private final JsonNode types;
  private final Predicate<String> isIn;

  /**
   * @param types what is declared, as it is stored
   */
  public NaiveReference(ZoneId zone, JsonNode types, Predicate<String> isIn) {
    this.zone = zone;
    this.types = types;
    this.isIn = isIn;
  }

  public record Done(String call, String name, Instant at, JsonNode properties) {}

  /**
   * @param consent the answers by purpose
   */
  public boolean holds(
      JsonNode rule,
      JsonNode traits,
      Map<String, ConsentState> consent,
      List<Done> events,
      Instant now) {
    if (rule.has("all")) {
      for (JsonNode each : rule.get("all")) {
        if (!holds(each, traits, consent, events, now)) {
          return false;
        }
      }
      return true;
    }
    if (rule.has("any")) {
      for (JsonNode each : rule.get("any")) {
        if (holds(each, traits, consent, events, now)) {
          return true;
        }
      }
      return false;
    }
    if (rule.has("none")) {
      for (JsonNode each : rule.get("none")) {
        if (holds(each, traits, consent, events, now)) {
          return false;
        }
      }
      return true;
    }
    if (rule.has("trait")) {
      String trait = rule.get("trait").asText();
      String type = "";
      for (JsonNode each : types) {
        type = each.path("trait").asText().equals(trait) ? each.get("type").asText() : type;
      }
      return test(rule, NaiveTypes.read(type, lookup(traits, trait)), now);
    }
    if (rule.has("consent")) {
      ConsentState answer = consent.get(rule.get("consent").asText());
      return switch (rule.get("state").asText()) {
        case "granted" -> answer == ConsentState.GRANTED;
        case "denied" -> answer == ConsentState.DENIED;
        case "unknown" -> answer == null;
        default -> throw new IllegalArgumentException(rule.toString());
      };
    }
    if (rule.has("audience")) {
      return isIn.test(rule.get("audience").asText()) == rule.path("in").asBoolean(true);
    }
    return counted(rule, events, now);
  }

  private boolean counted(JsonNode rule, List<Done> events, Instant now) {
    String call = rule.path("call").asText("track");
    long count =
        events.stream()
            .filter(each -> each.call().equals(call))
            .filter(each -> !rule.has("event") || rule.get("event").asText().equals(each.name()))
            .filter(each -> !each.at().isAfter(now))
            .filter(each -> inWindow(rule.path("window"), each.at(), now))
            .filter(each -> matches(rule, each.properties(), now))
            .count();
    if (rule.has("did")) {
      return rule.get("did").asBoolean() == count > 0;
    }
    JsonNode wanted = rule.path("count");
    if (wanted.has("atMost")) {
      return count <= wanted.get("atMost").asLong();
    }
    if (wanted.has("exactly")) {
      return count == wanted.get("exactly").asLong();
    }
    return count >= wanted.path("atLeast").asLong(1);
  }

  private boolean matches(JsonNode rule, JsonNode properties, Instant now) {
    for (JsonNode each : rule.path("where")) {
      String path = each.get("property").asText();
      String type = declared(rule, path);
      if (!test(each, NaiveTypes.read(type, lookup(properties, path)), now)) {
        return false;
      }
    }
    return true;
  }

  /** The type for exactly the rule's call and event; of two for the same the last. */
  private String declared(JsonNode rule, String path) {
    String found = "";
    for (JsonNode each : types) {
      if (each.path("property").asText().equals(path)
          && each.path("call").asText().equals(rule.path("call").asText("track"))
          && each.path("event").asText("").equals(rule.path("event").asText(""))) {
        found = each.get("type").asText();
      }
    }
    return found;
  }

  private boolean inWindow(JsonNode window, Instant at, Instant now) {
    if (window.has("last")) {
      return at.plus(exact(window.get("last"))).isAfter(now);
    }
    if (window.has("from") && at.isBefore(first(window.get("from").asText()))) {
      return false;
    }
    if (!window.has("to")) {
      return true;
    }
    String to = window.get("to").asText();
    return to.length() == 10
        ? at.isBefore(LocalDate.parse(to).plusDays(1).atStartOfDay(zone).toInstant())
        : at.isBefore(Instant.parse(to));
  }

  private Instant first(String moment) {
    return moment.length() == 10
        ? LocalDate.parse(moment).atStartOfDay(zone).toInstant()
        : Instant.parse(moment);
  }

  private static java.time.Duration exact(JsonNode span) {
    long amount = span.get("amount").asLong();
    return switch (span.get("unit").asText()) {
      case "days" -> java.time.Duration.ofHours(24 * amount);
      case "hours" -> java.time.Duration.ofHours(amount);
      default -> java.time.Duration.ofMinutes(amount);
    };
  }

  /** Every way to cut the path into names is tried, the longest first name first. */
  static Optional<JsonNode> lookup(JsonNode from, String path) {
    if (from.isArray()) {
      List<JsonNode> found = new ArrayList<>();
      for (JsonNode element : from) {
        lookup(element, path)
            .ifPresent(each -> {
              if (each.isArray()) {
                each.forEach(found::add);
              } else {
                found.add(each);
              }
            });
      }
      return found.isEmpty()
          ? Optional.empty()
          : Optional.of(
              com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                  .arrayNode()
                  .addAll(found));
    }
    String[] names = path.split("\\.", -1);
    for (int length = names.length; length > 0; length--) {
      String name = String.join(".", List.of(names).subList(0, length));
      JsonNode value = from.path(name);
      if (value.isMissingNode() || value.isNull()) {
        continue;
      }
      if (length == names.length) {
        return Optional.of(value);
      }
      if (value.isContainerNode()) {
        Optional<JsonNode> deeper =
            lookup(value, String.join(".", List.of(names).subList(length, names.length)));
        if (deeper.isPresent()) {
          return deeper;
        }
      }
    }
    return Optional.empty();
  }

  boolean test(JsonNode condition, Optional<JsonNode> found, Instant now) {
    String operator = condition.get("operator").asText();
    if (operator.equals("unknown")) {
      return found.isEmpty();
    }
    if (found.isEmpty()) {
      return false;
    }
    JsonNode value = found.get();
    JsonNode wanted = condition.path("value");
    boolean fold = condition.path("ignoreCase").asBoolean(false);
    return switch (operator) {
      case "exists" -> true;
      case "equals" -> same(value, wanted, fold);
      case "notEquals" -> !same(value, wanted, fold);
      case "in" -> any(wanted, each -> same(value, each, fold));
      case "notIn" -> !any(wanted, each -> same(value, each, fold));
      case "contains" -> value.isTextual() && fold(value, fold).contains(fold(wanted, fold));
      case "notContains" -> !(value.isTextual() && fold(value, fold).contains(fold(wanted, fold)));
      case "startsWith" -> value.isTextual() && fold(value, fold).startsWith(fold(wanted, fold));
      case "endsWith" -> value.isTextual() && fold(value, fold).endsWith(fold(wanted, fold));
      case "greaterThan" -> value.isNumber() && number(value).compareTo(number(wanted)) > 0;
      case "atLeast" -> value.isNumber() && number(value).compareTo(number(wanted)) >= 0;
      case "lessThan" -> value.isNumber() && number(value).compareTo(number(wanted)) < 0;
      case "atMost" -> value.isNumber() && number(value).compareTo(number(wanted)) <= 0;
      case "between" ->
          wanted.get(0).isNumber()
              ? value.isNumber()
                  && number(value).compareTo(number(wanted.get(0))) >= 0
                  && number(value).compareTo(number(wanted.get(1))) <= 0
              : compare(value, wanted.get(0)).filter(c -> c >= 0).isPresent()
                  && compare(value, wanted.get(1)).filter(c -> c <= 0).isPresent();
      case "before" -> compare(value, wanted).filter(c -> c < 0).isPresent();
      case "after" -> compare(value, wanted).filter(c -> c > 0).isPresent();
      case "on" -> day(value).isPresent() && day(value).equals(day(wanted));
      case "withinLast" -> near(value, wanted, now, 1);
      case "withinNext" -> near(value, wanted, now, -1);
      case "includes" -> value.isArray() && any(value, each -> same(each, wanted, fold));
      case "notIncludes" -> !(value.isArray() && any(value, each -> same(each, wanted, fold)));
      case "includesAny" ->
          value.isArray() && any(wanted, w -> any(value, each -> same(each, w, fold)));
      case "includesAll" ->
          value.isArray() && !any(wanted, w -> !any(value, each -> same(each, w, fold)));
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static boolean any(JsonNode list, Predicate<JsonNode> test) {
    for (JsonNode each : list) {
      if (test.test(each)) {
        return true;
      }
    }
    return false;
  }

  private static boolean same(JsonNode left, JsonNode right, boolean fold) {
    if (left.isTextual() && right.isTextual()) {
      return fold(left, fold).equals(fold(right, fold));
    }
    if (left.isNumber() && right.isNumber()) {
      return number(left).compareTo(number(right)) == 0;
    }
    return left.isBoolean() && right.isBoolean() && left.asBoolean() == right.asBoolean();
  }

  private static String fold(JsonNode text, boolean fold) {
    return fold ? text.asText().toLowerCase(Locale.ROOT) : text.asText();
  }

  private static BigDecimal number(JsonNode value) {
    return new BigDecimal(value.asText());
  }

  private Optional<Instant> instant(JsonNode value) {
    try {
      return parsed(value);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Optional<Instant> parsed(JsonNode value) {
    String text = value.isTextual() ? value.asText() : "";
    if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
      return Optional.of(LocalDate.parse(text).atStartOfDay(zone).toInstant());
    }
    if (text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?")) {
      return Optional.of(LocalDateTime.parse(text).atZone(zone).toInstant());
    }
    if (text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*(Z|[+-]\\d\\d:\\d\\d)")) {
      return Optional.of(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS));
    }
    return Optional.empty();
  }

  private static boolean isDay(JsonNode value) {
    return value.asText().length() == 10;
  }

  private Optional<LocalDate> day(JsonNode value) {
    return instant(value).map(each -> each.atZone(zone).toLocalDate());
  }

  private Optional<Integer> compare(JsonNode value, JsonNode wanted) {
    if (instant(value).isEmpty()) {
      return Optional.empty();
    }
    return isDay(value) || isDay(wanted)
        ? Optional.of(day(value).orElseThrow().compareTo(day(wanted).orElseThrow()))
        : Optional.of(instant(value).orElseThrow().compareTo(instant(wanted).orElseThrow()));
  }

  private boolean near(JsonNode value, JsonNode span, Instant now, int direction) {
    if (instant(value).isEmpty()) {
      return false;
    }
    Instant at = instant(value).orElseThrow();
    if (span.get("unit").asText().equals("days")) {
      long ago =
          ChronoUnit.DAYS.between(at.atZone(zone).toLocalDate(), now.atZone(zone).toLocalDate());
      long distance = direction * ago;
      return distance >= 0 && distance <= span.get("amount").asLong();
    }
    return direction > 0
        ? !at.isAfter(now) && at.plus(exact(span)).isAfter(now)
        : at.isAfter(now) && !at.minus(exact(span)).isAfter(now);
  }
}
