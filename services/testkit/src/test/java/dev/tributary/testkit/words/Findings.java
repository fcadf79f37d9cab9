package dev.tributary.testkit.words;

import dev.tributary.testkit.reference.SourceFiles;
import dev.tributary.testkit.words.Term.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Every word to avoid below a folder, by file. */
record Findings(Path root, List<Term> terms) {
  private static final String TEXTS = "src/texts/en/";
  private static final String API = "docs/reference/";
  private static final String MAIN = "src/main/java/";
  private static final String WEB = "webui/src/";

  /** Without tests and without generated code. */
  private static final Pattern WEB_CODE =
      Pattern.compile("^(?!.*(?:\\.test\\.|/generated/)).*\\.tsx?$");

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
    } else if (path.endsWith(".json")) {
      found.addAll(in(Scope.TEXTS, path, Prose.ofTexts(lines)));
    } else if (path.contains(WEB)) {
      found.addAll(in(Scope.COMMENTS, path, Prose.ofComments(lines)));
    } else {
      found.addAll(in(Scope.NAMES, path, Prose.ofTypeNames(lines)));
      found.addAll(in(Scope.COMMENTS, path, Prose.ofComments(lines)));
      found.addAll(in(Scope.TEXTS, path, Prose.ofLiterals(lines)));
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
                || (path.contains(MAIN) && path.endsWith(".java"))
                || (path.contains(WEB) && WEB_CODE.matcher(path).find()));
  }
}
