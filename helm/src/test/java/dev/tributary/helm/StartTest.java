package dev.tributary.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** helm/image/start, with the real JVM but without the service. */
class StartTest {
  private static final String PASSWORD = "a \"quoted\" \\ 'word' #1 $HOME";

  @TempDir Path directory;

  /**
   * Says how it is called, and lets the JVM tell its properties in place of running the service.
   */
  @BeforeEach
  void standInForTheService() throws IOException {
    Path java = directory.resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        printf 'argument: %%s\\n' "$@"
        case $1 in @*) file=$1 ;; *) file= ;; esac
        exec '%s/bin/java' $file -XshowSettings:properties -version
        """
            .formatted(System.getProperty("java.home")));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void theTrustStoresPasswordReachesTheJvmAndNeitherItsArgumentsNorTheLog() throws Exception {
    Result result =
        start(Map.of("TRUST_STORE", "/a folder/trust.p12", "TRUST_STORE_PASSWORD", PASSWORD));
    assertThat(result.output())
        .contains("javax.net.ssl.trustStore = /a folder/trust.p12\n")
        .contains("javax.net.ssl.trustStorePassword = " + PASSWORD + "\n")
        .contains("argument: -jar\nargument: /opt/tributary/quarkus-run.jar\nargument: --migrate\n")
        .doesNotContain("Picked up");
    assertThat(result.output().lines())
        .filteredOn(line -> line.contains(PASSWORD))
        .allMatch(line -> line.strip().startsWith("javax.net.ssl.trustStorePassword = "))
        .hasSize(1);
  }

  @Test
  void withoutATrustStoreTheJvmTrustsItsOwnAuthorities() throws Exception {
    Result result = start(Map.of());
    assertThat(result.status()).isZero();
    assertThat(result.output())
        .contains("argument: --migrate\n")
        .doesNotContain("javax.net.ssl.trustStore");
  }

  @Test
  void aTrustStoreWithoutAPasswordIsRefused() throws Exception {
    Result result = start(Map.of("TRUST_STORE", "/trust.p12"));
    assertThat(result.status()).isNotZero();
    assertThat(result.output()).contains("TRUST_STORE_PASSWORD: is needed with TRUST_STORE");
  }

  private Result start(Map<String, String> environment) throws IOException, InterruptedException {
    var script =
        new ProcessBuilder(
            "/bin/sh", Repository.ROOT.resolve("helm/image/start").toString(), "--migrate");
    script.environment().remove("JAVA_TOOL_OPTIONS");
    script.environment().putAll(environment);
    script.environment().merge("PATH", directory.toString(), (path, first) -> first + ":" + path);
    Process process = script.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  private record Result(int status, String output) {}
}
