package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.manifest.ManifestFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The connector that docs/write-a-connector.md writes is one, and its fixtures hold. */
class WriteAConnectorTest {
  private static final Path GUIDE = Path.of("../docs/write-a-connector.md");

  /** A block of a file; the first line names it. Blocks of one file belong together. */
  private static final Pattern BLOCK =
      Pattern.compile(
          "^```yaml\n# ([a-z-]+\\.yaml)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private static final Pattern PRINTED =
      Pattern.compile("^```text\n(letterbird\\.yaml:.*)\n```$", Pattern.MULTILINE);

  private final String guide = read();
  private final Map<String, String> files = new LinkedHashMap<>();

  WriteAConnectorTest() {
    Matcher block = BLOCK.matcher(guide);
    while (block.find()) {
      files.merge(block.group(1), block.group(2), (before, more) -> before + "\n" + more);
    }
  }

  @Test
  void theManifestOfTheGuideIsAConnectorWithTheRequestsOfItsFixtures() {
    assertThat(files).hasSize(4);
    Connector connector =
        switch (compile(manifest())) {
          case Compilation.Compiled(Connector compiled) -> compiled;
          case Compilation.Refused(List<ManifestFault> faults) ->
              throw new AssertionError(faults.toString());
        };
    assertThat(connector.manifest().id()).isEqualTo("letterbird");
    files.forEach((file, content) -> {
      if (!file.equals("letterbird.yaml")) {
        ConnectorFixture.read(content).check(connector);
      }
    });
  }

  @Test
  void theMistakeOfTheGuideIsPrintedAsItSays() {
    Matcher printed = PRINTED.matcher(guide);
    assertThat(printed.find()).isTrue();
    String mistaken =
        manifest()
            .replaceFirst(
                "email: \\$\\{item.matchValue \\| lower}",
                "email: \\${item.matchValue | lowercase}");
    assertThat(compile(mistaken))
        .isInstanceOfSatisfying(
            Compilation.Refused.class,
            refused ->
                assertThat(refused.faults())
                    .extracting(ManifestFault::message)
                    .containsExactly(printed.group(1)));
  }

  @Test
  void theConnectorThatTheCommandCreatesHasTheRequestsOfItsFixtures() throws IOException {
    Path templates = Path.of("../services/local/src/main/resources/connector");
    String yaml =
        Files.readString(templates.resolve("manifest.yaml"))
            .replace("__id__", "acme")
            .replace("__name__", "Acme");
    Connector connector = Sample.connector(yaml);
    for (String fixture : List.of("people.yaml", "people-removal.yaml")) {
      ConnectorFixture.read(Files.readString(templates.resolve(fixture))).check(connector);
    }
  }

  private String manifest() {
    return Objects.requireNonNull(files.get("letterbird.yaml"));
  }

  private static Compilation compile(String yaml) {
    return DeclaredConnectors.compile("letterbird.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static String read() {
    try {
      return Files.readString(GUIDE);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
