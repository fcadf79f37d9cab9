package dev.tributary.testkit.words;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What people read in a file, line by line: all else is blank, so that line numbers stay. */
final class Prose {
  private static final Pattern INLINE_CODE = Pattern.compile("`[^`]*`|\\]\\([^)]*\\)|<!--.*?-->");
  private static final Pattern JSON_STRING = Pattern.compile("^\\s*\"[^\"]*\"\\s*:\\s*(\".*\")");
  private static final Pattern COMMENT = Pattern.compile("^\\s*(?:/?\\*+|//)(.*)$|\\s//\\s(.*)$");
  private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+[^}]*\\}");

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final Pattern SQL_COMMENT = Pattern.compile("(?:^|\\s)--\\s(.*)$");
  private static final Pattern HASH_COMMENT = Pattern.compile("^\\s*#(.*)$");
  private static final String TEXT_BLOCK = "\"\"\"";

  private Prose() {}

  /** Without code, addresses of links, and comments. */
  static List<String> ofMarkdown(List<String> lines) {
    List<String> prose = new ArrayList<>();
    boolean fenced = false;
    for (String line : lines) {
      boolean fence = line.strip().startsWith("```");
      boolean code = fenced || fence || line.startsWith("    ");
      fenced ^= fence;
      prose.add(code ? "" : INLINE_CODE.matcher(line).replaceAll(" "));
    }
    return prose;
  }

  /** Values of JSON files that have one value on each line. */
  static List<String> ofTexts(List<String> lines) {
    return lines.stream().map(line -> first(JSON_STRING.matcher(line))).toList();
  }

  static List<String> ofComments(List<String> lines) {
    return lines.stream()
        .map(line -> INLINE_TAG.matcher(first(COMMENT.matcher(line))).replaceAll(" "))
        .toList();
  }

  /** What a program writes: the texts in Java code, also those of several lines. */
  static List<String> ofLiterals(List<String> lines) {
    List<String> prose = new ArrayList<>();
    boolean block = false;
    for (String line : lines) {
      boolean edge = line.contains(TEXT_BLOCK);
      if (block || edge) {
        prose.add(block ? line : "");
        block ^= edge;
      } else {
        prose.add(
            COMMENT.matcher(line).lookingAt()
                ? ""
                : LITERAL
                    .matcher(line)
                    .results()
                    .map(literal -> literal.group(1))
                    .filter(text -> text.contains(" "))
                    .collect(Collectors.joining("\n")));
      }
    }
    return prose;
  }

  /** After {@code --}. */
  static List<String> ofSqlComments(List<String> lines) {
    return lines.stream().map(line -> first(SQL_COMMENT.matcher(line))).toList();
  }

  /** Lines of properties and CSV that begin with {@code #}. */
  static List<String> ofHashComments(List<String> lines) {
    return lines.stream().map(line -> first(HASH_COMMENT.matcher(line))).toList();
  }

  /** The code of each line of Java, without texts and comments. */
  static List<String> withoutProse(List<String> lines) {
    List<String> code = new ArrayList<>();
    boolean block = false;
    for (String line : lines) {
      boolean edge = line.contains(TEXT_BLOCK);
      String withoutTexts = block || edge ? "" : LITERAL.matcher(line).replaceAll("\"\"");
      block ^= edge;
      code.add(COMMENT.matcher(withoutTexts).replaceAll(" "));
    }
    return code;
  }

  private static String first(Matcher matcher) {
    if (!matcher.find()) {
      return "";
    }
    String first = matcher.group(1);
    return first == null ? matcher.group(2) : first;
  }
}
