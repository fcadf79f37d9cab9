package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.manifest.ManifestFault;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.Entrance;
import dev.tributary.sandbox.kit.Operation;
import dev.tributary.sandbox.kit.Vendor;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that {@code ./cdp connector new} creates can be used as they are. */
class NewConnectorTest {
  private static final Path TEMPLATES = Path.of("../local/src/main/resources/connector");

  @Test
  void theManifestIsAConnector() throws IOException {
    Compilation compiled =
        DeclaredConnectors.compile(
            "acme.yaml", filled("manifest.yaml").getBytes(StandardCharsets.UTF_8));
    assertThat(compiled)
        .as(() -> faults(compiled).toString())
        .isInstanceOf(Compilation.Compiled.class);
  }

  private static List<ManifestFault> faults(Compilation compilation) {
    return compilation instanceof Compilation.Refused(List<ManifestFault> faults)
        ? faults
        : List.of();
  }

  @Test
  void theStandInCanBeCompiledAndAnswers(@TempDir Path folder) throws Exception {
    Path sources = Files.createDirectories(folder.resolve("acmecrm"));
    Map<String, String> files =
        Map.of(
            "AcmeCrm.java", "Vendor.java.txt",
            "package-info.java", "package-info.java.txt");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(sources.resolve(file.getKey()), filled(file.getValue()));
    }
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.resolve("classes").toString(),
                sources.resolve("AcmeCrm.java").toString(),
                sources.resolve("package-info.java").toString());
    assertThat(failed).isZero();
    URL[] classes = {folder.resolve("classes").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, Vendor.class.getClassLoader())) {
      Vendor vendor =
          (Vendor)
              loader
                  .loadClass("dev.tributary.sandbox.acmecrm.AcmeCrm")
                  .getConstructor(Clock.class)
                  .newInstance(Clock.systemUTC());
      assertThat(status(vendor, "GET", "/v1/account", Map.of(), "")).isEqualTo(200);
      String people = "{\"people\": [{\"email\": \"ann@example.org\", \"attributes\": {}}]}";
      assertThat(status(vendor, "POST", "/v1/people/batch", Map.of(), people)).isEqualTo(200);
      Map<String, String> ann = Map.of("email", "ann@example.org");
      assertThat(status(vendor, "DELETE", "/v1/people/{email}", ann, "")).isEqualTo(204);
      assertThat(status(vendor, "DELETE", "/v1/people/{email}", ann, "")).isEqualTo(404);
    }
  }

  @Test
  void theObjectsUnderTheContractCanBeCompiled(@TempDir Path folder) throws IOException {
    Path source = folder.resolve("AcmeCrmObjects.java");
    Files.writeString(source, filled("Objects.java.txt"));
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    folder.resolve("classes").toString(),
                    source.toString()))
        .isZero();
  }

  private static int status(
      Vendor vendor, String method, String path, Map<String, String> parameters, String body) {
    Operation operation =
        vendor.operations().stream()
            .filter(each -> each.method().equals(method) && each.path().equals(path))
            .findFirst()
            .orElseThrow();
    Call call =
        new Call(
            method, path, parameters, Map.of(), Map.of(), body.getBytes(StandardCharsets.UTF_8));
    return new Entrance(vendor, operation).work(call).status();
  }

  private static String filled(String template) throws IOException {
    return Files.readString(TEMPLATES.resolve(template))
        .replace("__id__", "acme-crm")
        .replace("__name__", "Acme Crm")
        .replace("__Class__", "AcmeCrm")
        .replace("__package__", "acmecrm");
  }
}
