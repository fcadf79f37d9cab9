package dev.tributary.audience.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tributary.audience.rule.ValueTest.Bound;
import dev.tributary.audience.rule.ValueTest.Direction;
import dev.tributary.audience.rule.ValueTest.Place;
import dev.tributary.audience.rule.ValueTest.Quantity;
import dev.tributary.audience.rule.ValueTest.Relation;
import dev.tributary.contracts.value.Moment;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tests one value. Pure. */
final class TestValue {
  private final ZoneId zone;
  private final long now;

  TestValue(ZoneId zone, long now) {
    this.zone = zone;
    this.now = now;
  }

  /**
   * @param value missing or null if it is unknown
   */
  Answer answer(ValueTest test, JsonNode value) {
    boolean unknown = value.isMissingNode() || value.isNull();
    return switch (test) {
      case ValueTest.Exists() -> Answer.always(!unknown);
      case ValueTest.Unknown() -> Answer.always(unknown);
      case ValueTest.Not(ValueTest positive) ->
          unknown ? Answer.always(false) : answer(positive, value).not();
      case ValueTest.OneOf(List<Scalar> values, Scalar.TextCase textCase) ->
          Answer.always(values.stream().anyMatch(each -> each.equalTo(value, textCase)));
      case ValueTest.TextHas(Place place, String text, Scalar.TextCase textCase) ->
          Answer.always(
              value.isTextual()
                  && has(place, textCase.fold(value.textValue()), textCase.fold(text)));
      case ValueTest.NumberWithin(Bound low, Bound high) ->
          Answer.always(value.isNumber() && within(value.decimalValue(), low, high));
      case ValueTest.DateIs(Relation relation, Moment moment) ->
          date(value, each -> is(relation, each, moment));
      case ValueTest.DateBetween(Moment from, Moment to) ->
          date(
              value,
              each -> Moment.compare(each, from, zone) >= 0 && Moment.compare(each, to, zone) <= 0);
      case ValueTest.DateNear(Direction direction, Span distance) ->
          near(direction, distance, moment(value));
      case ValueTest.ListHas(Quantity quantity, List<Scalar> values, Scalar.TextCase textCase) ->
          Answer.always(value instanceof ArrayNode list && has(quantity, list, values, textCase));
    };
  }

  private static boolean has(Place place, String whole, String part) {
    return switch (place) {
      case ANYWHERE -> whole.contains(part);
      case START -> whole.startsWith(part);
      case END -> whole.endsWith(part);
    };
  }

  private static boolean within(BigDecimal number, @Nullable Bound low, @Nullable Bound high) {
    return (low == null || number.compareTo(low.number()) >= (low.included() ? 0 : 1))
        && (high == null || number.compareTo(high.number()) <= (high.included() ? 0 : -1));
  }

  private static boolean has(
      Quantity quantity, ArrayNode list, List<Scalar> values, Scalar.TextCase textCase) {
    Predicate<Scalar> found =
        wanted -> {
          for (JsonNode element : list) {
            if (wanted.equalTo(element, textCase)) {
              return true;
            }
          }
          return false;
        };
    return switch (quantity) {
      case ANY -> values.stream().anyMatch(found);
      case ALL -> values.stream().allMatch(found);
    };
  }

  private Answer date(JsonNode value, Predicate<Moment> test) {
    Moment moment = moment(value);
    return Answer.always(moment != null && test.test(moment));
  }

  private @Nullable Moment moment(JsonNode value) {
    return value.isTextual() ? Moment.parse(value.textValue(), zone) : null;
  }

  private boolean is(Relation relation, Moment value, Moment asked) {
    return switch (relation) {
      case BEFORE -> Moment.compare(value, asked, zone) < 0;
      case AFTER -> Moment.compare(value, asked, zone) > 0;
      case ON -> value.day(zone).equals(asked.day(zone));
    };
  }

  private Answer near(Direction direction, Span distance, @Nullable Moment value) {
    if (value == null) {
      return Answer.always(false);
    }
    return switch (distance.unit()) {
      case DAYS -> nearDay(direction, distance.amount(), value.day(zone));
      case HOURS, MINUTES -> nearInstant(direction, distance.millis(), value.start(zone));
    };
  }

  private Answer nearDay(Direction direction, int days, LocalDate day) {
    return switch (direction) {
      case LAST -> Answer.during(start(day), start(day.plusDays(days + 1L)), now);
      case NEXT -> Answer.during(start(day.minusDays(days)), start(day.plusDays(1)), now);
    };
  }

  private Answer nearInstant(Direction direction, long millis, long instant) {
    return switch (direction) {
      case LAST -> Answer.during(instant, instant + millis, now);
      case NEXT -> Answer.during(instant - millis, instant, now);
    };
  }

  private long start(LocalDate day) {
    return new Moment.Day(day).start(zone);
  }
}
