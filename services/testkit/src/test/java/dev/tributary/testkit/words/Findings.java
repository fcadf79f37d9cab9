package dev.tributary.testkit.words;

import dev.tributary.testkit.reference.SourceFiles;
import dev.tributary.testkit.words.Term.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Every word to avoid below a folder, by file.
 *
 * @param frozen the scripts of migrations that installations have already run, and that therefore
 *     stay
 */
record Findings(Path root, List<Term> terms, Set<String> frozen) {
  private static final String TEXTS = "src/texts/en/";
  private static final String API = "docs/reference/";
  private static final String MAIN = "src/main/java/";
  private static final String TEST = "src/test/java/";
  private static final String WEB = "webui/src/";
  private static final String WEB_TEST = ".test.";

  /** Without generated code. */
  private static final Pattern WEB_CODE = Pattern.compile("^(?!.*/generated/).*\\.tsx?$");

  private static final Pattern SETTINGS = Pattern.compile("\\.(?:properties|csv)$");

  Map<String, List<Finding>> byFile() throws IOException {
    Map<String, List<Finding>> found = new TreeMap<>();
    for (Path file : files()) {
      List<Finding> here = in(file);
      if (!here.isEmpty()) {
        found.put(root.relativize(file).toString(), here);
      }
    }
    return found;
  }

  private List<Finding> in(Path file) throws IOException {
    String path = root.relativize(file).toString();
    List<String> lines = Files.readAllLines(file);
    List<Finding> found = new ArrayList<>();
    if (path.endsWith(".md")) {
      found.addAll(in(Scope.DOCS, path, Prose.ofMarkdown(lines)));
      found.addAll(in(Scope.OPENINGS, path, Openings.ofMarkdown(lines)));
    } else if (path.endsWith(".json")) {
      found.addAll(in(Scope.TEXTS, path, Prose.ofTexts(lines)));
    } else if (path.endsWith(".sql")) {
      found.addAll(in(Scope.COMMENTS, path, Prose.ofSqlComments(lines)));
    } else if (SETTINGS.matcher(path).find()) {
      found.addAll(in(Scope.COMMENTS, path, Prose.ofHashComments(lines)));
    } else if (path.contains(WEB)) {
      found.addAll(in(Scope.NAMES, path, TypeNames.ofFile(file)));
      found.addAll(in(Scope.NAMES, path, TypeNames.ofTypeScript(lines)));
      if (!path.contains(WEB_TEST)) {
        found.addAll(in(Scope.COMMENTS, path, Prose.ofComments(lines)));
      }
    } else {
      found.addAll(in(Scope.NAMES, path, TypeNames.ofJava(lines)));
      if (path.contains(MAIN)) {
        found.addAll(in(Scope.COMMENTS, path, Prose.ofComments(lines)));
        found.addAll(in(Scope.TEXTS, path, Prose.ofLiterals(lines)));
        found.addAll(in(Scope.OPENINGS, path, Openings.ofJavadoc(lines)));
      }
    }
    return found;
  }

  private List<Finding> in(Scope scope, String path, List<String> prose) {
    return terms.stream()
        .filter(term -> term.scopes().contains(scope))
        .flatMap(term -> term.in(path, prose).stream())
        .collect(Collectors.toList());
  }

  private List<Path> files() {
    return SourceFiles.below(
        root,
        path ->
            path.endsWith(".md")
                || (path.endsWith(".json") && (path.contains(TEXTS) || path.startsWith(API)))
                || (path.endsWith(".sql") && !frozen.contains(path))
                || SETTINGS.matcher(path).find()
                || ((path.contains(MAIN) || path.contains(TEST)) && path.endsWith(".java"))
                || (path.contains(WEB) && WEB_CODE.matcher(path).find()));
  }
}
