package dev.tributary.identity.matching;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The values that two records must share to be compared at all. To compare all records with each
 * other would take quadratic time.
 */
public record BlockingRule(List<Key> keys) {

  /** The part of a column that must be equal. */
  public sealed interface Key {
    String column();

    record Whole(String column) implements Key {}

    record Beginning(String column, int letters) implements Key {}
  }

  public BlockingRule {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("A blocking rule needs a key");
    }
  }

  /** The whole value of each of these columns. */
  public static BlockingRule on(String... columns) {
    return new BlockingRule(List.of(columns).stream().<Key>map(Key.Whole::new).toList());
  }

  public Set<String> columns() {
    return keys.stream().map(Key::column).collect(Collectors.toUnmodifiableSet());
  }
}
