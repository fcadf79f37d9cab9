package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testkit.node.NodeProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spectral, with its default rules for OpenAPI, finds no error in the API's document. */
@Tag("soak")
@Tag("soak-journeys")
class ApiDocumentLintTest {
  private static final Path ROOT = Path.of(System.getProperty("tributary.root"));
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final NodeProject spectral =
      NodeProject.installed(ROOT.resolve("services/e2e/src/test/spectral"));

  @Test
  void theCommittedDocumentHasNoError() {
    NodeProject.Ended ended = lint(ROOT.resolve("docs/reference/openapi.json"));
    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }

  @Test
  void anErrorIsFound(@TempDir Path folder) throws Exception {
    Path document = folder.resolve("openapi.json");
    Files.writeString(
        document,
        """
        {"openapi": "3.1.0", "info": {"title": "Wrong", "version": "1"},
         "paths": {"/people/{person}": {"get": {"responses": {"200": {"description": "ok"}}}}}}
        """);
    NodeProject.Ended ended = lint(document);
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
    assertThat(ended.output()).contains("path-params");
  }

  private NodeProject.Ended lint(Path document) {
    return spectral.run(
        PATIENCE,
        "node_modules/@stoplight/spectral-cli/dist/index.js",
        "lint",
        "--fail-severity=error",
        "--display-only-failures",
        "--ruleset=" + ROOT.resolve(".spectral.yaml"),
        document.toString());
  }
}
