package dev.tributary.collector.tracking;

import java.util.Random;

/** Writes random JSON, with all of its spellings. */
final class RandomJson {
  private static final String[] SCALARS = {
    "0",
    "-0",
    "7",
    "-12.50",
    "1e5",
    "1E-7",
    "1e400000",
    "true",
    "false",
    "null",
    "\"\"",
    "\"a\"",
    "\"\\u0000\"",
    "\"\\uD83D\"",
    "\"é😀\"",
    "\"\\\\\\\"\\/\\b\\f\\n\\r\\t\"",
    "\"{[,:]}\""
  };
  private static final String[] SPACES = {"", "", "", " ", "\n", "\t ", "\r\n"};

  private final Random random;

  RandomJson(Random random) {
    this.random = random;
  }

  void appendArray(StringBuilder to, int depth) {
    appendMany(to, '[', ']', () -> appendValue(to, depth - 1));
  }

  private void appendValue(StringBuilder to, int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(4);
    switch (kind) {
      case 1 -> appendArray(to, depth);
      case 2 -> appendMany(to, '{', '}', () -> appendMember(to, depth));
      default -> to.append(SCALARS[random.nextInt(SCALARS.length)]);
    }
  }

  private void appendMember(StringBuilder to, int depth) {
    to.append("\"k").append(random.nextInt(3)).append('"');
    space(to);
    to.append(':');
    space(to);
    appendValue(to, depth - 1);
  }

  private void appendMany(StringBuilder to, char open, char close, Runnable one) {
    to.append(open);
    space(to);
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        to.append(',');
        space(to);
      }
      one.run();
      space(to);
    }
    to.append(close);
  }

  private void space(StringBuilder to) {
    to.append(SPACES[random.nextInt(SPACES.length)]);
  }
}
