package dev.tributary.testkit.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word to avoid.
 *
 * @param instead what to write
 */
record Term(Set<Scope> scopes, Pattern pattern, String instead) {

  /** A place with a word to avoid. */
  record Finding(String file, int line, String found, String instead) {
    @Override
    public String toString() {
      return "%s:%d: \"%s\": use %s".formatted(file, line, found, instead);
    }
  }

  /**
   * @param line of {@code terms.tsv}: scopes, pattern, and what to use, with tabs between them
   */
  static Term parse(String line) {
    List<String> fields = List.of(line.split("\t"));
    if (fields.size() != 3) {
      throw new IllegalArgumentException("Not three fields: " + line);
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    Arrays.stream(fields.getFirst().split(",")).map(Scope::named).forEach(scopes::add);
    boolean exact = scopes.contains(Scope.NAMES) || scopes.contains(Scope.OPENINGS);
    String words = exact ? fields.get(1) : "(?i)\\b(" + fields.get(1) + ")\\b";
    return new Term(scopes, Pattern.compile(words), fields.get(2));
  }

  List<Finding> in(String file, List<String> lines) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher matcher = pattern.matcher(lines.get(i));
      while (matcher.find()) {
        findings.add(new Finding(file, i + 1, matcher.group(), instead));
      }
    }
    return findings;
  }
}
