package dev.tributary.audience.dictionary;

import java.util.List;
import java.util.function.Function;

/**
 * The result of a read.
 *
 * @param coverage the figures in the list belong to the parts that were read; it scales them
 */
public record DictionaryReading<T>(TruncatedList<T> cut, Coverage coverage) {
  public <R> List<R> map(Function<T, R> mapping) {
    return cut.first().stream().map(mapping).toList();
  }
}
