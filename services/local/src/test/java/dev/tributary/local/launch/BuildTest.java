package dev.tributary.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code cdp} builds without tests, so a module that needs the tests of another cannot be built.
 */
class BuildTest {
  private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");

  /** What a build without tests leaves out of a module. */
  private static final Pattern WITHOUT_TESTS =
      Pattern.compile(
          "<profile>(?:(?!</profile>).)*<name>!maven.test.skip</name>.*?</profile>",
          Pattern.DOTALL);

  private final Path root = Checkout.locate().root();

  @Test
  void theLauncherBuildsNoModuleThatNeedsTests() throws IOException {
    String script = Files.readString(root.resolve("cdp"));
    List<String> needTests =
        MODULE
            .matcher(Files.readString(root.resolve("pom.xml")))
            .results()
            .map(module -> module.group(1))
            .filter(this::needsTests)
            .toList();
    assertThat(needTests)
        .contains("services/runtime-tests")
        .allSatisfy(module -> assertThat(script).containsPattern("!" + module + "[,']"));
  }

  private boolean needsTests(String module) {
    try {
      String pom = Files.readString(root.resolve(module).resolve("pom.xml"));
      return WITHOUT_TESTS.matcher(pom).replaceAll("").contains("<type>test-jar</type>");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
