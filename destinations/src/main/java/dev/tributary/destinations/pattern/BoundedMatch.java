package dev.tributary.destinations.pattern;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Matches texts with regular expressions of manifests. A regular expression can need exponential
 * time, and a workspace can add a manifest of its own. So the work is limited, and a text whose
 * check would take longer does not match.
 */
public final class BoundedMatch {
  /** The longest regular expression of a manifest. The compiler of Java is recursive. */
  public static final int LONGEST = 2_000;

  /** A match reads at most {@link #STEPS} + this number x the length of the text characters. */
  private static final int STEPS_PER_CHARACTER = 100;

  private static final int STEPS = 10_000;

  private BoundedMatch() {}

  /**
   * Compiles the expression of a manifest.
   *
   * @throws PatternSyntaxException if it is no regular expression, or if a match could take long
   *     without reading a character
   */
  public static Pattern compile(String expression) {
    if (expression.length() > LONGEST) {
      throw new PatternSyntaxException("Longer than %d characters".formatted(LONGEST), "", -1);
    }
    ExpressionForm.check(expression);
    return Pattern.compile(expression);
  }

  /** Whether the whole text matches. */
  public static boolean matches(Pattern pattern, String text) {
    return matches(pattern, text, new Work(Long.MAX_VALUE));
  }

  /**
   * Whether the whole text matches.
   *
   * @param work of all matches together. If it is spent, the result means nothing
   */
  public static boolean matches(Pattern pattern, String text, Work work) {
    CountedText counted = new CountedText(text, work.left);
    try {
      return pattern.matcher(counted).matches();
    } catch (TooMuchWork | StackOverflowError _) {
      return false;
    } finally {
      work.left -= counted.read;
    }
  }

  /** The work that several matches may need together. Used by one thread. */
  public static final class Work {
    private long left;

    /**
     * @param steps the number of characters that the matches may read
     */
    public Work(long steps) {
      this.left = steps;
    }

    public boolean isSpent() {
      return left <= 0;
    }
  }

  /** Not an error of the program, so it has no stack trace. */
  private static final class TooMuchWork extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMuchWork() {
      super("The regular expression needs too much work", null, false, false);
    }
  }

  /** Counts how often a matcher looks at a character. Used by one matcher. */
  private static final class CountedText implements CharSequence {
    private final String text;
    private final long most;
    private long read;

    CountedText(String text, long most) {
      this.text = text;
      this.most = Math.min(most, STEPS + (long) STEPS_PER_CHARACTER * text.length());
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (read >= most) {
        throw new TooMuchWork();
      }
      read++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
