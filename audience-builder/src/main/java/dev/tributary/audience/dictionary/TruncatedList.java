package dev.tributary.audience.dictionary;

import java.util.List;

/**
 * The beginning of a list.
 *
 * @param more whether the full list is longer
 */
public record TruncatedList<T>(List<T> first, boolean more) {
  static <T> TruncatedList<T> of(List<T> all, int limit, boolean leftOut) {
    return new TruncatedList<>(
        List.copyOf(all.subList(0, Math.min(limit, all.size()))), leftOut || all.size() > limit);
  }
}
