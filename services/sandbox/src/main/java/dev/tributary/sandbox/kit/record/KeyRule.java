package dev.tributary.sandbox.kit.record;

import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A unique key of a store.
 *
 * @param normalForm the form in which the vendor compares and keeps it
 */
public record KeyRule(String name, UnaryOperator<String> normalForm) {
  private static final String ANY = "*";

  /** Compared as it is. */
  public static KeyRule exact(String name) {
    return new KeyRule(name, UnaryOperator.identity());
  }

  /** Every key that no other rule names, compared in lower case. An upsert does not look for it. */
  public static KeyRule anyOther() {
    return caseless(ANY);
  }

  /** Compared in lower case and without spaces around it, as addresses are. */
  public static KeyRule caseless(String name) {
    return new KeyRule(name, value -> value.strip().toLowerCase(Locale.ROOT));
  }

  boolean covers(String key) {
    return name.equals(key) || name.equals(ANY);
  }
}
