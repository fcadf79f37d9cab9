package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import dev.tributary.testkit.reference.ReferenceFile;
import dev.tributary.testkit.reference.SourceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/reference/errors.md names every code that the sources have, with its status, and no other.
 */
class ErrorReferenceTest {
  private static final Pattern ERROR_CODE =
      Pattern.compile("new ErrorCode\\(\\s*\"([a-z-]+)\",\\s*(?:ErrorCode\\.)?Kind\\.([A-Z_]+)");

  /** In the class that knows the statuses: of a kind, or of a code that has its own. */
  private static final Pattern STATUS =
      Pattern.compile("case ([A-Z_]+) -> (\\d{3});|\"([a-z-]+)\", (\\d{3})[,)]");

  private static final Pattern DOCUMENTED =
      Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (\\d{3}) \\|");

  private static final Pattern RUN_FAILURE =
      Pattern.compile("new Run\\.?Failure\\(\\s*\"([a-z-]+)\"|\\? \"(address-refused)\"");
  private static final Pattern DOCUMENTED_FAILURE =
      Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (?:yes|no) \\|");

  private final String document = new ReferenceFile("errors.md").read();

  @Test
  void everyCodeOfAnAnswerIsDocumentedWithItsStatus() throws IOException {
    Map<String, String> statuses = statuses();
    Set<String> declared = new TreeSet<>();
    for (String line : foundInSources(ERROR_CODE)) {
      String[] codeAndKind = line.split(" ", 2);
      String status = statuses.getOrDefault(codeAndKind[0], statuses.get(codeAndKind[1]));
      declared.add(codeAndKind[0] + " " + status);
    }
    assertThat(declared).hasSizeGreaterThan(20);
    assertThat(found(DOCUMENTED, document)).isEqualTo(declared);
  }

  @Test
  void everyFailureOfARunIsDocumented() throws IOException {
    Set<String> declared = foundInSources(RUN_FAILURE);
    assertThat(declared).hasSizeGreaterThan(10);
    assertThat(found(DOCUMENTED_FAILURE, document)).isEqualTo(declared);
  }

  /** By kind, or by code. */
  private static Map<String, String> statuses() throws IOException {
    Map<String, String> statuses = new HashMap<>();
    for (String line : foundInSources(STATUS, path -> path.endsWith("/HttpProblems.java"))) {
      String[] nameAndStatus = line.split(" ", 2);
      statuses.put(nameAndStatus[0], nameAndStatus[1]);
    }
    return statuses;
  }

  private static Set<String> foundInSources(Pattern pattern) throws IOException {
    return foundInSources(pattern, ErrorReferenceTest::isSource);
  }

  private static Set<String> foundInSources(Pattern pattern, Predicate<String> sources)
      throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : SourceFiles.below(Checkout.locate().root(), sources)) {
      found.addAll(found(pattern, Files.readString(file)));
    }
    return found;
  }

  private static boolean isSource(String path) {
    return path.endsWith(".java") && path.contains("/src/main/java/");
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      StringBuilder groups = new StringBuilder();
      for (int i = 1; i <= matcher.groupCount(); i++) {
        groups.append(matcher.group(i) == null ? "" : matcher.group(i) + " ");
      }
      found.add(groups.toString().strip());
    }
    return found;
  }
}
