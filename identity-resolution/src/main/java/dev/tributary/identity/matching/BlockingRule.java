package dev.tributary.identity.matching;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What two records must share to be compared at all: comparing everybody with everybody takes the
 * square of the time.
 */
public record BlockingRule(List<Key> keys) {

  /** What of a column must be the same. */
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

  /** The whole of each of these columns. */
  public static BlockingRule on(String... columns) {
    return new BlockingRule(List.of(columns).stream().<Key>map(Key.Whole::new).toList());
  }

  public Set<String> columns() {
    return keys.stream().map(Key::column).collect(Collectors.toUnmodifiableSet());
  }
}
