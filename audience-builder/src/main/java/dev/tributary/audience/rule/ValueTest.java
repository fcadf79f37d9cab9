package dev.tributary.audience.rule;

import dev.tributary.audience.rule.Scalar.TextCase;
import dev.tributary.contracts.value.Moment;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A test of one value. Immutable. */
public sealed interface ValueTest {

  record Exists() implements ValueTest {}

  record Unknown() implements ValueTest {}

  /** The value is known, and the test does not hold. */
  record Not(ValueTest test) implements ValueTest {}

  record OneOf(List<Scalar> values, TextCase textCase) implements ValueTest {
    public OneOf {
      values = List.copyOf(values);
    }
  }

  record TextHas(Place place, String text, TextCase textCase) implements ValueTest {}

  enum Place {
    ANYWHERE,
    START,
    END
  }

  /** At least one bound is there. */
  record NumberWithin(@Nullable Bound low, @Nullable Bound high) implements ValueTest {}

  record Bound(BigDecimal number, boolean included) {}

  record DateIs(Relation relation, Moment moment) implements ValueTest {}

  enum Relation {
    BEFORE,
    AFTER,
    ON
  }

  /** Both ends included. */
  record DateBetween(Moment from, Moment to) implements ValueTest {}

  record DateNear(Direction direction, Span distance) implements ValueTest {}

  enum Direction {
    LAST,
    NEXT
  }

  record ListHas(Quantity quantity, List<Scalar> values, TextCase textCase) implements ValueTest {
    public ListHas {
      values = List.copyOf(values);
    }
  }

  enum Quantity {
    ANY,
    ALL
  }
}
