package dev.tributary.identity.matching;

import java.util.List;

/**
 * The number of pairs with the same results: all that an estimate needs to know of them.
 *
 * @param levels of each comparison, in the order of the model
 */
public record Pattern(List<Integer> levels, long pairs) {
  public Pattern {
    levels = List.copyOf(levels);
  }
}
