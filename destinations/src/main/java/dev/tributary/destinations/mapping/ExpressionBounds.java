package dev.tributary.destinations.mapping;

import com.dashjoin.jsonata.Jsonata;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of one evaluation of a JSONata expression. They count work and not time, so that a
 * record has the same result on a busy machine. Not thread-safe; it exists as long as the
 * evaluation.
 *
 * <p>Each evaluated node costs 1, and the size of its result. A list in which a node looks for a
 * name costs its size too. A result is limited in size before the next node can multiply it. Lists
 * and objects that share elements count them each time, because functions walk through all of them.
 * All expressions of a record share one {@link ExpressionBudget}.
 */
final class ExpressionBounds {
  static final int DEEPEST = 100;
  static final int LONGEST_TEXT = 100_000;
  static final int LONGEST_LIST = 1_000;
  static final long LARGEST = 1_000_000;
  static final int LONGEST_FIND = 1_000;

  /** How much of a result costs as much as a node. */
  static final int SIZE_PER_WORK = 50;

  /** How many comparisons of characters cost as much as a node. */
  private static final int COMPARISONS_PER_WORK = 1_000;

  private final IdentityHashMap<Object, Long> sizes = new IdentityHashMap<>();
  private final ExpressionBudget budget;
  private int depth;
  private long read;

  ExpressionBounds(ExpressionBudget budget) {
    this.budget = budget;
  }

  /** A bound is reached. */
  static final class ExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExceededException(String words) {
      super(words, null, false, false);
    }
  }

  /**
   * @param words what is exceeded, without a remedy
   */
  static ExceededException exceeded(String words) {
    return new ExceededException(words + "; simplify it");
  }

  /** The frame that counts the evaluated nodes. */
  Jsonata.Frame frame(Jsonata expression) {
    Jsonata.Frame frame = expression.createFrame();
    frame.setEvaluateEntryCallback((_, input, _) -> enter(input));
    frame.setEvaluateExitCallback((_, _, _, result) -> leave(result));
    return frame;
  }

  private void enter(@Nullable Object input) {
    depth++;
    if (depth > DEEPEST) {
      throw exceeded("The expression nests deeper than %d levels".formatted(DEEPEST));
    }
    budget.charge(1);
    if (input instanceof List) {
      pay(input);
    }
  }

  private void leave(@Nullable Object result) {
    depth--;
    pay(result);
  }

  /** Charges for the size of a value, and limits it. */
  void pay(@Nullable Object value) {
    payTimes(value, 1);
  }

  /** Charges for a walk through a value that is repeated. */
  void payTimes(@Nullable Object value, long times) {
    if (value != null) {
      budget.charge(size(value) * times / SIZE_PER_WORK);
    }
  }

  /** Charges for a call by a function of the library, which evaluates no node. */
  void payCall() {
    budget.charge(1);
  }

  /** Charges for a value of the record that is read; small ones together cost as a large one. */
  void payRead(int size) {
    read += 1 + size;
    budget.charge(read / SIZE_PER_WORK);
    read %= SIZE_PER_WORK;
  }

  /** The number of values and characters; a value that is shared counts each time. */
  private long size(Object value) {
    return switch (value) {
      case String text -> bounded(text);
      case List<?> list -> {
        Long known = sizes.get(list);
        yield known == null ? sizeOf(list) : known;
      }
      case Map<?, ?> map -> {
        Long known = sizes.get(map);
        yield known == null ? sizeOf(map) : known;
      }
      case Pattern _ -> throw new ExceededException("Regular expressions are not available");
      default -> 1;
    };
  }

  private static long bounded(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw exceeded(
          "The expression makes a text of more than %d characters".formatted(LONGEST_TEXT));
    }
    return 1L + text.length();
  }

  private long sizeOf(List<?> list) {
    if (list.size() > LONGEST_LIST) {
      throw exceeded(
          "The expression makes a list of more than %d elements".formatted(LONGEST_LIST));
    }
    long size = 1;
    for (Object element : list) {
      size = limited(size + (element == null ? 1 : size(element)));
    }
    sizes.put(list, size);
    return size;
  }

  private long sizeOf(Map<?, ?> map) {
    long size = 1;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object value = entry.getValue();
      size =
          limited(
              size + String.valueOf(entry.getKey()).length() + (value == null ? 1 : size(value)));
    }
    sizes.put(map, size);
    return size;
  }

  private static long limited(long size) {
    if (size > LARGEST) {
      throw exceeded("The expression makes a value that is too large");
    }
    return size;
  }

  /** The index of a text in another one; the work is at most the product of their lengths. */
  int indexOf(String text, String find) {
    if (find.length() > LONGEST_FIND) {
      throw exceeded(
          "The expression searches for a text of more than %d characters".formatted(LONGEST_FIND));
    }
    budget.charge((long) text.length() * find.length() / COMPARISONS_PER_WORK);
    return text.indexOf(find);
  }

  static void append(StringBuilder text, String piece) {
    if (text.length() + (long) piece.length() > LONGEST_TEXT) {
      throw exceeded(
          "The expression makes a text of more than %d characters".formatted(LONGEST_TEXT));
    }
    text.append(piece);
  }

  static void add(List<Object> list, Object element) {
    if (list.size() >= LONGEST_LIST) {
      throw exceeded(
          "The expression makes a list of more than %d elements".formatted(LONGEST_LIST));
    }
    list.add(element);
  }
}
