package dev.tributary.destinations.pattern;

import java.util.regex.PatternSyntaxException;

/**
 * The form of the regular expressions that manifests may have. {@link BoundedMatch} counts the
 * characters that a matcher reads, so a matcher must not work for long without reading one. Each
 * repetition reads a character, and at most one branch of a choice reads none: so the work between
 * two characters is at most the length of the expression. Confined to one thread.
 */
final class ExpressionForm {
  /** The largest count of a repetition. */
  private static final int MOST = 1_000;

  private static final String FLAGS = "imsu-";

  private final String text;
  private int at;

  private ExpressionForm(String text) {
    this.text = text;
  }

  /**
   * @throws PatternSyntaxException if the expression has another form
   */
  static void check(String expression) {
    ExpressionForm form = new ExpressionForm(expression);
    boolean _ = form.choice();
    if (form.at < expression.length()) {
      throw form.wrong("a closing bracket has no opening one");
    }
  }

  /** Reads branches up to the end or a closing bracket. Returns whether they can match nothing. */
  private boolean choice() {
    int empty = sequence() ? 1 : 0;
    while (at < text.length() && text.charAt(at) == '|') {
      at++;
      empty += sequence() ? 1 : 0;
    }
    if (empty > 1) {
      throw wrong("two branches of a choice can match nothing; accepted is one");
    }
    return empty == 1;
  }

  private boolean sequence() {
    boolean empty = true;
    while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
      boolean part = part();
      empty &= repeated(part);
    }
    return empty;
  }

  /** Reads a repetition after a part. Returns whether the whole can match nothing. */
  private boolean repeated(boolean empty) {
    if (at == text.length() || "?*+{".indexOf(text.charAt(at)) < 0) {
      return empty;
    }
    if (empty) {
      throw wrong("a part that can match nothing is repeated");
    }
    char kind = text.charAt(at++);
    boolean none = kind == '?' || kind == '*';
    if (kind == '{') {
      int end = text.indexOf('}', at);
      String counts = end < 0 ? "" : text.substring(at, end);
      if (!counts.matches("[0-9]{1,4}(,[0-9]{0,4})?")) {
        throw wrong("a count is no number from 0 to " + MOST);
      }
      for (String count : counts.split(",")) {
        if (Integer.parseInt(count) > MOST) {
          throw wrong("a count is larger than " + MOST);
        }
      }
      none = Integer.parseInt(counts.split(",")[0]) == 0;
      at = end + 1;
    }
    if (at < text.length() && "?+".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at < text.length() && "?*+{".indexOf(text.charAt(at)) >= 0) {
      throw wrong("a repetition is repeated");
    }
    return none;
  }

  /** Reads one part. Returns whether it can match nothing. */
  private boolean part() {
    char first = text.charAt(at++);
    return switch (first) {
      case '^', '$' -> true;
      case '(' -> group();
      case '[' -> {
        set();
        yield false;
      }
      case '\\' -> escape(false);
      case '?', '*', '+', '{' -> throw wrong("a repetition is at no part");
      default -> false;
    };
  }

  private boolean group() {
    if (at == text.length() || text.charAt(at) != '?') {
      return closed(choice());
    }
    at++;
    char kind = at < text.length() ? text.charAt(at++) : ')';
    if (kind == '=' || kind == '!') {
      boolean _ = closed(choice());
      return true;
    }
    if (kind == '>') {
      return closed(choice());
    }
    if (kind == '<') {
      int end = text.indexOf('>', at);
      if (end < 0 || !text.substring(at, end).matches("[A-Za-z][A-Za-z0-9]*")) {
        throw wrong("the text before a match is not looked at");
      }
      at = end + 1;
      return closed(choice());
    }
    at--;
    while (at < text.length() && FLAGS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    char end = at < text.length() ? text.charAt(at++) : '?';
    return switch (end) {
      case ')' -> true;
      case ':' -> closed(choice());
      default -> throw wrong("a group is of an unknown kind");
    };
  }

  private boolean closed(boolean empty) {
    if (at == text.length()) {
      throw wrong("a group has no end");
    }
    at++;
    return empty;
  }

  /** Reads a set of characters. */
  private void set() {
    if (at < text.length() && text.charAt(at) == '^') {
      at++;
    }
    int start = at;
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next == '\\') {
        boolean _ = escape(true);
      } else if (next == '[' || next == '&' && text.startsWith("&", at)) {
        throw wrong("a set of characters has another one in it");
      } else if (next == ']') {
        if (at == start + 1) {
          throw wrong("a set of characters is empty; write \\] for the bracket");
        }
        return;
      }
    }
    throw wrong("a set of characters has no end");
  }

  /** Reads the rest after a backslash. Returns whether it can match nothing. */
  private boolean escape(boolean inSet) {
    if (at == text.length()) {
      throw wrong("a backslash is at the end");
    }
    char kind = text.charAt(at++);
    if ("QEGkX".indexOf(kind) >= 0 || kind >= '1' && kind <= '9') {
      throw wrong("\\" + kind + " is not accepted");
    }
    if (kind == 'c') {
      throw wrong("\\c is not accepted");
    }
    if ("pPxNb".indexOf(kind) >= 0 && at < text.length() && text.charAt(at) == '{') {
      int end = text.indexOf('}', at);
      if (end < 0) {
        throw wrong("a curly bracket has no end");
      }
      at = end + 1;
    }
    return !inSet && "bBAzZ".indexOf(kind) >= 0;
  }

  private PatternSyntaxException wrong(String words) {
    return new PatternSyntaxException(words, text, at);
  }
}
