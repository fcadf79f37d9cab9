package dev.tributary.sandbox.kit.record;

import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A unique key of a store.
 *
 * @param normalForm the form in which the vendor compares and keeps it
 */
public record KeyRule(String name, UnaryOperator<String> normalForm) {
  /** Compared as it is. */
  public static KeyRule exact(String name) {
    return new KeyRule(name, UnaryOperator.identity());
  }

  /** Compared in lower case and without spaces around it, as addresses are. */
  public static KeyRule caseless(String name) {
    return new KeyRule(name, value -> value.strip().toLowerCase(Locale.ROOT));
  }
}
