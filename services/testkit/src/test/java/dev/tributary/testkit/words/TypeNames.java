package dev.tributary.testkit.words;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that code declares, line by line. A line without a declaration is blank. */
final class TypeNames {
  private static final Pattern JAVA =
      Pattern.compile("(?:^|[^.\\w])(?:class|record|interface|enum)\\s+([A-Z]\\w*)");

  /** Components are functions or constants. */
  private static final Pattern TYPE_SCRIPT =
      Pattern.compile(
          "^\\s*(?:export\\s+)?(?:default\\s+)?(?:abstract\\s+|async\\s+)?"
              + "(?:type|interface|class|enum|function|const)\\s+([A-Z]\\w*)");

  private TypeNames() {}

  /** Types, also nested ones. */
  static List<String> ofJava(List<String> lines) {
    return of(JAVA, Prose.withoutProse(lines));
  }

  /** Types and components. */
  static List<String> ofTypeScript(List<String> lines) {
    return of(TYPE_SCRIPT, lines);
  }

  /** The name of the file, up to the first full stop, as the only line. */
  static List<String> ofFile(Path file) {
    String name = file.getFileName().toString();
    return List.of(name.substring(0, name.indexOf('.')));
  }

  private static List<String> of(Pattern declaration, List<String> lines) {
    return lines.stream()
        .map(line -> {
          Matcher name = declaration.matcher(line);
          return name.find() ? name.group(1) : "";
        })
        .toList();
  }
}
