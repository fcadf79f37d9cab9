package dev.tributary.audience.dictionary;

import java.util.List;

/**
 * The beginning of a list.
 *
 * @param more whether there is more than this
 */
public record Cut<T>(List<T> first, boolean more) {
  static <T> Cut<T> of(List<T> all, int limit, boolean leftOut) {
    return new Cut<>(
        List.copyOf(all.subList(0, Math.min(limit, all.size()))), leftOut || all.size() > limit);
  }
}
