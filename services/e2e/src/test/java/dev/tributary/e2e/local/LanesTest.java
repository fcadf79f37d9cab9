package dev.tributary.e2e.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code cdp test} chooses: the parts of the soak lane, and what a change can affect. */
class LanesTest {
  private static final Path ROOT = Path.of(System.getProperty("tributary.root"));
  private static final Pattern PART = Pattern.compile("@Tag\\(\"soak-([a-z-]+)\"\\)");

  @Test
  void everyTagOfTheSoakLaneIsAPart() throws Exception {
    Set<String> tags = new TreeSet<>();
    for (Path test : tests()) {
      for (Matcher tag = PART.matcher(Files.readString(test)); tag.find(); ) {
        tags.add(tag.group(1));
      }
    }
    assertThat(List.of(shell("echo ${soak_parts[*]}", "").split(" "))).containsAll(tags);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CHANGELOG.md                                | ''",
        "docs/adr/0001-one-script.md                 | ''",
        "docs/connect.md                             | e2e helm",
        "helm/chart/values.yaml                      | helm",
        "identity-resolution/src/test/java/A.java    | identity",
        "identity-resolution/src/main/java/A.java    | benchmarks e2e identity",
        "api-gateway/src/main/webui/src/a.tsx        | e2e gateway",
        "services/e2e/src/test/java/A.java           | e2e",
        "services/contracts/src/main/java/A.java     | all",
        "pom.xml                                     | all",
        "something/new.txt                           | all"
      })
  void aChangeAffectsItsModuleAndWhatStandsOnIt(String file, String packages) throws Exception {
    assertThat(shell("affected | tr '\\n' ' '", file + "\n")).isEqualTo(packages);
  }

  @Test
  void whatCanBeAffectedHasTests() throws Exception {
    Set<String> packages = new TreeSet<>();
    for (Path test : tests()) {
      packages.add(
          ROOT.relativize(test).toString().replaceFirst(".*/dev/tributary/(\\w+)/.*", "$1"));
    }
    String modules =
        String.join(
            "\n",
            "services/runtime/pom.xml",
            "services/sandbox/pom.xml",
            "helm/pom.xml",
            "docs/reference/rest.md\n");
    assertThat(packages).containsAll(List.of(shell("affected | tr '\\n' ' '", modules).split(" ")));
  }

  /** Only tests of modules: what is built or installed is no source. */
  private static List<Path> tests() {
    try (Stream<Path> files =
        Files.find(
            ROOT,
            20,
            (path, _) ->
                path.toString().endsWith("Test.java")
                    && path.toString().contains("/src/test/java/")
                    && !path.toString().contains("/target/"))) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String shell(String command, String input) throws Exception {
    Process process =
        new ProcessBuilder("bash", "-c", "set -euo pipefail; . services/test.sh; " + command)
            .directory(ROOT.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var words = process.getOutputStream()) {
      words.write(input.getBytes(UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }
}
