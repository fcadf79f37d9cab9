package dev.tributary.destinations.mapping;

import java.util.HashSet;
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

  /** A name and, if it is bound to a function, the beginning of the function. */
  private static final Pattern BINDING =
      Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)\\s*:=\\s*((?:function|λ)\\s*\\()?");

  private static final Pattern PARAMETERS = Pattern.compile("(?:function|λ)\\s*\\(([^)]*)\\)");

  /** The texts before an opening parenthesis that end a value. */
  private static final Pattern CALL = Pattern.compile("([\\p{L}0-9_$]+|[)\\]}\"'`])\\s*\\(");

  private static final Set<String> KEYWORDS = Set.of("and", "or", "in", "function", "λ");

  /** A function literal, up to its signature or its body. */
  private static final Pattern LITERAL =
      Pattern.compile("(?<![\\p{L}0-9_$])(?:function|λ)\\s*\\([^)]*\\)\\s*");

  /** A number with what follows it without a space. */
  private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}0-9_$])[0-9][\\p{L}0-9_$]*");

  private static final Pattern DIGITS = Pattern.compile("[0-9]+([eE][0-9]*)?");

  private static final String OPERATORS = ".[]{}(),@#;:?+-*/%|=<>^&!~";
  private static final String SPACES = " \t\n\r";

  /** Operators that end a word, and are no value. */
  private static final Set<String> WORDS = Set.of("and", "or", "in");

  private ExpressionText() {}

  /**
   * @return the names that stand after a dollar sign
   * @throws IllegalArgumentException with the remedy
   */
  static Set<String> check(String expression) {
    if (expression.isBlank() || expression.length() > LONGEST) {
      throw new IllegalArgumentException("An expression has 1 to %d characters".formatted(LONGEST));
    }
    String code = withoutLiterals(expression);
    checkCharacters(code);
    Set<String> names = checkNames(code);
    checkOperators(code);
    checkCalls(code);
    checkDepth(code);
    return names;
  }

  /** The library takes other characters, and quotes within a name, as a part of the name. */
  private static void checkCharacters(String code) {
    for (int i = 0; i < code.length(); i++) {
      char each = code.charAt(i);
      boolean known =
          Character.isLetter(each)
              || (each >= '0' && each <= '9')
              || "_$\"'`".indexOf(each) >= 0
              || OPERATORS.indexOf(each) >= 0
              || SPACES.indexOf(each) >= 0;
      if (!known) {
        throw fault(i, "This character is not available here; write a name with it in backquotes");
      }
    }
    Matcher numbers = NUMBER.matcher(code);
    while (numbers.find()) {
      if (!DIGITS.matcher(numbers.group()).matches()) {
        throw fault(numbers.start(), "A number needs a space or an operator after it");
      }
    }
  }

  private static Set<String> checkNames(String code) {
    Set<String> found = new HashSet<>();
    Matcher names = FUNCTION.matcher(code);
    while (names.find()) {
      String name = names.group(1);
      found.add(name);
      if (ExpressionFunctions.CHANGING.contains(name)) {
        throw fault(
            names.start(), "$" + name + " gives another value each time; use a time of the record");
      }
      String remedy = ExpressionFunctions.REFUSED.get(name);
      if (remedy != null) {
        throw fault(names.start(), "$" + name + " is not available; " + remedy);
      }
    }
    return found;
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
                      || ExpressionFunctions.AVAILABLE.contains(called.substring(1)))
              : KEYWORDS.contains(called);
      if (!callable) {
        throw fault(
            calls.start(),
            "This cannot be called; call a function of JSONata such as $sum, or one that is bound"
                + " with $name := function(…) and never to anything else");
      }
    }
  }

  /**
   * A slash, an asterisk or a percent sign calculates only after a value: a name, a number, a text
   * or a closing bracket. The operators that are refused have work that is not counted: the library
   * carries them out without evaluating a node for each element.
   */
  private static void checkOperators(String code) {
    Set<Integer> bodies = functionBodies(code);
    for (int i = 0; i < code.length(); i++) {
      String refused =
          switch (code.charAt(i)) {
            case '/' ->
                endsValue(code, i)
                    ? ""
                    : "Regular expressions are not available; use $contains, $substringBefore or"
                        + " $substringAfter with a text";
            case '*', '%' ->
                endsValue(code, i)
                    ? ""
                    : "Wildcards and parents are not available; write the path from its beginning";
            case '{' ->
                endsValue(code, i) && !bodies.contains(i)
                    ? "Grouping is not available; use $filter, or an object after a dot"
                    : "";
            case '?' ->
                isPartial(code, i)
                    ? "Partial application is not available; write function($x) {…}"
                    : "";
            case '@', '#' ->
                "Bindings in a path are not available; use $map with function($value, $index)"
                    + " {…}";
            case '|' -> "The transform operator is not available; make the object with {…}";
            default -> "";
          };
      if (!refused.isEmpty()) {
        throw fault(i, refused);
      }
    }
  }

  /** The indexes of the braces that open the body of a function. */
  private static Set<Integer> functionBodies(String code) {
    Set<Integer> bodies = new HashSet<>();
    Matcher literals = LITERAL.matcher(code);
    while (literals.find()) {
      if (literals.end() < code.length() && code.charAt(literals.end()) == '<') {
        throw fault(literals.end(), "The signature of a function is not available; leave it out");
      }
      bodies.add(literals.end());
    }
    return bodies;
  }

  /** Whether a question mark stands for an argument, and begins no condition. */
  private static boolean isPartial(String code, int index) {
    String after = code.substring(index + 1).stripLeading();
    return after.startsWith(",") || after.startsWith(")");
  }

  /** Whether a value ends before an index. */
  private static boolean endsValue(String code, int index) {
    String before = code.substring(0, index).stripTrailing();
    if (before.isEmpty() || !endsValue(before.charAt(before.length() - 1))) {
      return false;
    }
    int word = before.length();
    while (word > 0
        && (Character.isLetterOrDigit(before.charAt(word - 1)) || before.charAt(word - 1) == '_')) {
      word--;
    }
    boolean variable = word > 0 && before.charAt(word - 1) == '$';
    return variable || !WORDS.contains(before.substring(word));
  }

  private static boolean endsValue(char each) {
    return Character.isLetterOrDigit(each) || "_$)]}\"'`".indexOf(each) >= 0;
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
        if (i > 0 && (OPERATORS + SPACES).indexOf(expression.charAt(i - 1)) < 0) {
          throw fault(i, "A quote begins a text or a name; write an operator or a space before it");
        }
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
