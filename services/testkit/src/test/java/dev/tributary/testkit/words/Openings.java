package dev.tributary.testkit.words;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first sentences of Javadoc comments and the headings of pages, each in the line where it
 * begins. All other lines are blank, and so are questions.
 */
final class Openings {
  private static final Pattern COMMENT =
      Pattern.compile("(?m)^\\s*/\\*\\*[\\s*]*((?s:.*?))\\s*\\*/");

  private static final Pattern SENTENCE = Pattern.compile("(?s)^.*?(?:[.?!](?=\\s|$)|$)");

  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$");

  private Openings() {}

  static List<String> ofJavadoc(List<String> lines) {
    List<String> openings = new ArrayList<>(Collections.nCopies(lines.size(), ""));
    String text = String.join("\n", lines);
    Matcher comment = COMMENT.matcher(text);
    while (comment.find()) {
      Matcher sentence = SENTENCE.matcher(comment.group(1));
      if (sentence.find() && !sentence.group().endsWith("?")) {
        int line = (int) text.substring(0, comment.start(1)).lines().count() - 1;
        openings.set(Math.max(line, 0), sentence.group().lines().findFirst().orElse(""));
      }
    }
    return openings;
  }

  static List<String> ofMarkdown(List<String> lines) {
    return Prose.ofMarkdown(lines).stream()
        .map(line -> {
          Matcher heading = HEADING.matcher(line);
          return heading.find() && !line.endsWith("?") ? heading.group(1) : "";
        })
        .toList();
  }
}
