package dev.tributary.destinations.mapping;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the text of a JSONata expression. Refused is what could not be bounded, or what gives
 * another value each time, because a record would then be sent again each time. Pure.
 */
final class ExpressionText {
  static final int LONGEST = 2_000;
  private static final int DEEPEST = 40;
  private static final Pattern FUNCTION = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");
  private static final List<String> CHANGING = List.of("now", "millis", "random", "shuffle");

  /** A name and, if it is bound to a function, the beginning of the function. */
  private static final Pattern BINDING =
      Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)\\s*:=\\s*((?:function|λ)\\s*\\()?");

  /** A name for the element of a step, or for its index. */
  private static final Pattern STEP_BINDING =
      Pattern.compile("[@#]\\s*\\$([A-Za-z_][A-Za-z0-9_]*)");

  private static final Pattern PARAMETERS = Pattern.compile("(?:function|λ)\\s*\\(([^)]*)\\)");

  /** The texts before an opening parenthesis that end a value. */
  private static final Pattern CALL =
      Pattern.compile("(\\$?[\\p{L}_][\\p{L}0-9_]*|[$)\\]}\"'`0-9])\\s*\\(");

  private static final Set<String> KEYWORDS = Set.of("and", "or", "in", "function", "λ");
  private static final Set<String> LIBRARY =
      Set.of(
          ("abs append assert average base64decode base64encode boolean ceil clone contains count"
               + " decodeUrl decodeUrlComponent distinct each encodeUrl encodeUrlComponent error"
               + " exists filter floor formatBase formatInteger formatNumber fromMillis join keys"
               + " length lookup lowercase map max merge min not number parseInteger power reduce"
               + " replace reverse round sift single sort split spread sqrt string substring"
               + " substringAfter substringBefore sum toMillis trim type uppercase zip")
              .split(" "));
  private static final Map<String, String> UNBOUNDED =
      Map.of(
          "eval", "write the expression itself",
          "pad", "write a template",
          "match", "use $contains, $substringBefore or $substringAfter");

  private ExpressionText() {}

  /**
   * @throws IllegalArgumentException with the remedy
   */
  static void check(String expression) {
    if (expression.isBlank() || expression.length() > LONGEST) {
      throw new IllegalArgumentException("An expression has 1 to %d characters".formatted(LONGEST));
    }
    String code = withoutLiterals(expression);
    checkNames(code);
    checkCalls(code);
    checkRegularExpressions(code);
    checkDepth(code);
  }

  private static void checkNames(String code) {
    Matcher names = FUNCTION.matcher(code);
    while (names.find()) {
      String name = names.group(1);
      if (CHANGING.contains(name)) {
        throw fault(
            names.start(), "$" + name + " gives another value each time; use a time of the record");
      }
      String remedy = UNBOUNDED.get(name);
      if (remedy != null) {
        throw fault(names.start(), "$" + name + " is not available; " + remedy);
      }
    }
  }

  /**
   * The library prints a value that is called like a function, which could be personal data. So
   * only functions can be called: those of the library, and those that have a name which is nothing
   * else.
   */
  private static void checkCalls(String code) {
    Set<String> values = new HashSet<>();
    Set<String> functions = new HashSet<>();
    Matcher bindings = BINDING.matcher(code);
    while (bindings.find()) {
      (bindings.group(2) == null ? values : functions).add(bindings.group(1));
    }
    Matcher steps = STEP_BINDING.matcher(code);
    while (steps.find()) {
      values.add(steps.group(1));
    }
    Matcher parameters = PARAMETERS.matcher(code);
    while (parameters.find()) {
      Matcher names = FUNCTION.matcher(parameters.group(1));
      while (names.find()) {
        values.add(names.group(1));
      }
    }
    Matcher calls = CALL.matcher(code);
    while (calls.find()) {
      String called = calls.group(1);
      boolean callable =
          called.startsWith("$")
              ? !values.contains(called.substring(1))
                  && (functions.contains(called.substring(1))
                      || LIBRARY.contains(called.substring(1)))
              : KEYWORDS.contains(called);
      if (!callable) {
        throw fault(
            calls.start(),
            "This cannot be called; call a function of JSONata such as $sum, or one that is bound"
                + " with $name := function(…) and never to anything else");
      }
    }
  }

  /** A slash divides only after a value: a name, a number, a text or a closing bracket. */
  private static void checkRegularExpressions(String code) {
    char before = ' ';
    for (int i = 0; i < code.length(); i++) {
      char each = code.charAt(i);
      if (each == '/' && !endsValue(before)) {
        throw fault(
            i,
            "Regular expressions are not available; use $contains, $substringBefore or"
                + " $substringAfter with a text");
      }
      if (!Character.isWhitespace(each)) {
        before = each;
      }
    }
  }

  private static boolean endsValue(char each) {
    return Character.isLetterOrDigit(each) || "_$)]}\"'`*%".indexOf(each) >= 0;
  }

  private static void checkDepth(String code) {
    int depth = 0;
    for (int i = 0; i < code.length(); i++) {
      char each = code.charAt(i);
      if ("([{?".indexOf(each) >= 0) {
        depth++;
      } else if (")]}".indexOf(each) >= 0) {
        depth--;
      }
      if (depth > DEEPEST) {
        throw fault(i, "The expression is nested too deeply; at most %d".formatted(DEEPEST));
      }
    }
  }

  /** The same text, with spaces in place of the content of texts, quoted names and comments. */
  private static String withoutLiterals(String expression) {
    StringBuilder code = new StringBuilder(expression);
    int i = 0;
    while (i < code.length()) {
      char each = code.charAt(i);
      if (each == '"' || each == '\'' || each == '`') {
        int end = closing(expression, i + 1, each);
        blank(code, i + 1, end);
        i = end + 1;
      } else if (expression.startsWith("/*", i)) {
        int end = expression.indexOf("*/", i + 2);
        int after = end < 0 ? expression.length() : end + 2;
        blank(code, i, after);
        i = after;
      } else {
        i++;
      }
    }
    return code.toString();
  }

  private static int closing(String expression, int from, char quote) {
    int i = from;
    while (i < expression.length() && expression.charAt(i) != quote) {
      i += expression.charAt(i) == '\\' && quote != '`' ? 2 : 1;
    }
    return Math.min(i, expression.length());
  }

  private static void blank(StringBuilder code, int from, int to) {
    for (int i = from; i < to; i++) {
      code.setCharAt(i, ' ');
    }
  }

  private static IllegalArgumentException fault(int index, String words) {
    return new IllegalArgumentException("Column %d: %s".formatted(index + 1, words));
  }
}
