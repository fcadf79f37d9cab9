package dev.tributary.audience.dictionary;

import java.util.List;
import java.util.function.Function;

/**
 * What a reading found.
 *
 * @param coverage figures in the list are of what was read, to be scaled with it
 */
public record Found<T>(Cut<T> cut, Coverage coverage) {
  public <R> List<R> map(Function<T, R> mapping) {
    return cut.first().stream().map(mapping).toList();
  }
}
