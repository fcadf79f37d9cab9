package dev.tributary.destinations.mapping;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The bounds of one evaluation of a JSONata expression. They count work and not time, so that a
 * record has the same result on a busy machine. Not thread-safe; it exists as long as the
 * evaluation.
 *
 * <p>Each evaluated node costs 1, and the size of its result. A result is limited in size before
 * the next node can multiply it. Lists and objects that share elements count them each time,
 * because functions walk through all of them.
 */
final class ExpressionBounds {
  static final long MOST_WORK = 100_000;
  static final int DEEPEST = 100;
  static final int LONGEST_TEXT = 100_000;
  static final int LONGEST_LIST = 1_000;
  static final long LARGEST = 1_000_000;

  /** How much of a result costs as much as a node. */
  static final int SIZE_PER_WORK = 100;

  private final IdentityHashMap<Object, Long> sizes = new IdentityHashMap<>();
  private long work;
  private int depth;

  /** A bound is reached. */
  static final class ExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExceededException(String words) {
      super(words, null, false, false);
    }
  }

  /** The frame with the bounds and with the functions whose results would have none. */
  Jsonata.Frame frame(Jsonata expression) {
    Jsonata.Frame frame = expression.createFrame();
    frame.setEvaluateEntryCallback((_, _, _) -> enter());
    frame.setEvaluateExitCallback((_, _, _, result) -> leave(result));
    frame.bind("replace", new JFunction((_, arguments) -> replace(arguments), "<s-ssn?:s>"));
    frame.bind("join", new JFunction((_, arguments) -> join(arguments), "<a<s>s?:s>"));
    return frame;
  }

  long work() {
    return work;
  }

  private void enter() {
    depth++;
    if (depth > DEEPEST) {
      throw new ExceededException("The expression nests deeper than %d levels".formatted(DEEPEST));
    }
    charge(1);
  }

  private void leave(Object result) {
    depth--;
    if (result != null) {
      charge(size(result) / SIZE_PER_WORK);
    }
  }

  private void charge(long cost) {
    work += cost;
    if (work > MOST_WORK) {
      throw new ExceededException("The expression needs more than %d steps".formatted(MOST_WORK));
    }
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
      throw new ExceededException(
          "The expression makes a text of more than %d characters".formatted(LONGEST_TEXT));
    }
    return 1L + text.length();
  }

  private long sizeOf(List<?> list) {
    if (list.size() > LONGEST_LIST) {
      throw new ExceededException(
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
      throw new ExceededException("The expression makes a value that is too large");
    }
    return size;
  }

  /** Replaces a text; the fourth argument is the number of replacements. */
  private static Object replace(List<?> arguments) {
    if (!(arguments.get(0) instanceof String text)
        || !(arguments.get(1) instanceof String find)
        || !(arguments.get(2) instanceof String other)) {
      throw new JException("T0410", -1);
    }
    if (find.isEmpty()) {
      throw new JException("D3010", -1);
    }
    long most =
        arguments.size() > 3 && arguments.get(3) instanceof Number number
            ? number.longValue()
            : Long.MAX_VALUE;
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    int at = text.indexOf(find);
    for (long i = 0; i < most && at >= 0; i++) {
      append(replaced, text.substring(from, at));
      append(replaced, other);
      from = at + find.length();
      at = text.indexOf(find, from);
    }
    append(replaced, text.substring(from));
    return replaced.toString();
  }

  private static Object join(List<?> arguments) {
    if (!(arguments.get(0) instanceof List<?> list)) {
      throw new JException("T0412", -1);
    }
    String separator = arguments.size() > 1 && arguments.get(1) instanceof String text ? text : "";
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      append(joined, i == 0 ? "" : separator);
      append(joined, String.valueOf(list.get(i)));
    }
    return joined.toString();
  }

  private static void append(StringBuilder text, String piece) {
    if (text.length() + (long) piece.length() > LONGEST_TEXT) {
      throw new ExceededException(
          "The expression makes a text of more than %d characters".formatted(LONGEST_TEXT));
    }
    text.append(piece);
  }
}
