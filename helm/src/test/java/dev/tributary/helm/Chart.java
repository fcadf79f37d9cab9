package dev.tributary.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The chart with values, in a copy of its own: Helm lints with the values inside of a chart only,
 * and leaves hooks out of what it renders, so in the copy their annotation has another name.
 */
final class Chart {
  static final String RELEASE = "tributary";

  private static final String OLDEST_KUBERNETES = "1.30.0";
  private static final String HOOK = "helm.sh/hook";
  static final String RENDERED_HOOK = "rendered/hook";

  private final Path copy;

  private Chart(Path copy) {
    this.copy = copy;
  }

  static Chart with(Values values) {
    try {
      Path copy = Files.createTempDirectory(Path.of("target"), "chart-").resolve("tributary");
      copyTo(copy);
      Files.writeString(copy.resolve("values.yaml"), values.merged().toString());
      return new Chart(copy.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Manifest> rendered(Values values) {
    return with(values).render();
  }

  LintResult lint() {
    return new Helm(copy).lint().strict().call();
  }

  /** Everything, hooks and tests included. */
  List<Manifest> render() {
    String text =
        new Helm(copy)
            .template()
            .withName(RELEASE)
            .withNamespace("data")
            .withKubeVersion(OLDEST_KUBERNETES)
            .call();
    return Repository.documents(text).stream().map(Manifest::new).toList();
  }

  /**
   * What Helm says after an installation, which it does only with a cluster: here as an object of
   * its own.
   */
  String notes() {
    try {
      Files.copy(copy.resolve("templates/NOTES.txt"), copy.resolve("notes.txt"));
      Files.writeString(
          copy.resolve("templates/notes.yaml"),
          "kind: Notes\ntext: {{ tpl (.Files.Get \"notes.txt\") . | quote }}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return render().stream()
        .filter(manifest -> manifest.kind().equals("Notes"))
        .findFirst()
        .orElseThrow()
        .body()
        .path("text")
        .asText();
  }

  private static void copyTo(Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(Repository.CHART)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(Repository.CHART.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.writeString(target, Files.readString(file).replace(HOOK, RENDERED_HOOK));
      }
    }
  }
}
