package dev.tributary.identity.model;

import dev.tributary.runtime.loop.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A log on which some records stand twice, as a producer leaves it whose broker stalled. */
public final class WrittenTwice {
  private static final int ONE_IN = 6;

  /** Further than any log of a test is long. */
  private static final long FURTHER = 1_000_000;

  private WrittenTwice() {}

  /** The same in their order, of which some stand once more somewhere behind themselves. */
  static <T> List<T> some(List<T> records, Random random) {
    List<T> all = new ArrayList<>();
    List<T> copies = new ArrayList<>();
    for (T record : records) {
      all.add(record);
      if (random.nextInt(ONE_IN) == 0) {
        copies.add(record);
      }
      for (int i = copies.size() - 1; i >= 0; i--) {
        if (random.nextInt(ONE_IN) == 0) {
          all.add(copies.remove(i));
        }
      }
    }
    all.addAll(copies);
    return all;
  }

  /** The copy of a record: it stands elsewhere. */
  public static Input copy(Input input) {
    return new Input(
        input.partition(), input.offset() + FURTHER, input.key(), input.value(), input.headers());
  }
}
