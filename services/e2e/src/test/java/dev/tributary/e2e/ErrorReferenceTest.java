package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import dev.tributary.testkit.reference.ReferenceFile;
import dev.tributary.testkit.reference.SourceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/reference/errors.md names every code that the sources have, with its status, and no other.
 */
class ErrorReferenceTest {
  private static final Pattern ERROR_CODE =
      Pattern.compile("new ErrorCode\\(\\s*\"([a-z-]+)\",\\s*(\\d{3})");
  private static final Pattern DOCUMENTED =
      Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (\\d{3}) \\|");

  private static final Pattern RUN_FAILURE =
      Pattern.compile("new Run\\.?Failure\\(\\s*\"([a-z-]+)\"|\\? \"(address-refused)\"");
  private static final Pattern DOCUMENTED_FAILURE =
      Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (?:yes|no) \\|");

  private final String document = new ReferenceFile("errors.md").read();

  @Test
  void everyCodeOfAnAnswerIsDocumentedWithItsStatus() throws IOException {
    Set<String> declared = foundInSources(ERROR_CODE);
    assertThat(declared).hasSizeGreaterThan(20);
    assertThat(found(DOCUMENTED, document)).isEqualTo(declared);
  }

  @Test
  void everyFailureOfARunIsDocumented() throws IOException {
    Set<String> declared = foundInSources(RUN_FAILURE);
    assertThat(declared).hasSizeGreaterThan(10);
    assertThat(found(DOCUMENTED_FAILURE, document)).isEqualTo(declared);
  }

  private static Set<String> foundInSources(Pattern pattern) throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : SourceFiles.below(Checkout.locate().root(), ErrorReferenceTest::isSource)) {
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
