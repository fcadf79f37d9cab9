package dev.tributary.identity.matching;

import java.util.List;

/**
 * Pairs that came out alike: all that an estimate needs to know of them.
 *
 * @param levels of each comparison, in the model's order
 */
public record Pattern(List<Integer> levels, long pairs) {
  public Pattern {
    levels = List.copyOf(levels);
  }
}
