package dev.tributary.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.Main;
import dev.tributary.local.supply.MinimumVersions;
import dev.tributary.local.supply.Sbom;
import dev.tributary.local.supply.StandInDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in its own process, on a source tree with one shipped library. */
class AuditCommandTest {
  private static final String PURL = "pkg:maven/io.netty/netty-common@4.1.130.Final";
  private static final String NO_FINDING = "{\"results\":[{}]}";

  @TempDir Path root;
  private StandInDatabase database;

  /** What a user sees of a run. */
  private record Audit(int exitCode, String printed) {}

  @BeforeEach
  void prepare() throws IOException {
    database = new StandInDatabase();
    Files.createFile(root.resolve("cdp"));
    Path app = Files.createDirectories(root.resolve("services/one/target/quarkus-app"));
    Files.writeString(
        app.resolve("quarkus-app-dependencies.txt"), "io.netty:netty-common::jar:4.1.130.Final\n");
    minimum("4.1.1");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void withoutAFindingTheExitCodeIsZero() throws Exception {
    database.answering(NO_FINDING);
    Audit audit = audit(database.address());
    assertThat(audit.printed()).contains("libraries are shipped", "No known vulnerability.");
    assertThat(audit.exitCode()).isZero();
    assertThat(database.asked()).singleElement().asString().contains(PURL);
    assertThat(root.resolve(Sbom.FILE)).content().contains(PURL);
  }

  @Test
  void aKnownVulnerabilityIsPrintedWithItsLibrary() throws Exception {
    database.answering("{\"results\":[{\"vulns\":[{\"id\":\"GHSA-1\"},{\"id\":\"CVE-2\"}]}]}");
    Audit audit = audit(database.address());
    assertThat(audit.printed())
        .contains(PURL + ": GHSA-1, CVE-2")
        .doesNotContain("No known vulnerability", "NOT CHECKED");
    assertThat(audit.exitCode()).isEqualTo(1);
  }

  @Test
  void aLibraryBelowItsMinimumIsAFindingEvenIfTheDatabaseKnowsNone() throws Exception {
    minimum("4.1.138");
    database.answering(NO_FINDING);
    Audit audit = audit(database.address());
    assertThat(audit.printed())
        .contains("io.netty:netty-common 4.1.130.Final is older than 4.1.138: a reason")
        .doesNotContain("No known vulnerability");
    assertThat(audit.exitCode()).isEqualTo(1);
  }

  @Test
  void aDatabaseThatCannotBeReachedIsNotTakenForNoFinding() throws Exception {
    URI nobody = URI.create("http://127.0.0.1:1");
    Audit audit = audit(nobody);
    assertThat(audit.printed())
        .contains("NOT CHECKED for known vulnerabilities: " + nobody + " cannot be asked")
        .doesNotContain("No known vulnerability");
    assertThat(audit.exitCode()).isEqualTo(3);
  }

  @Test
  void aDatabaseThatAnswersWithAnErrorIsNotTakenForNoFinding() throws Exception {
    Audit audit = audit(database.address());
    assertThat(audit.printed()).contains("NOT CHECKED", "it answers HTTP 503");
    assertThat(audit.exitCode()).isEqualTo(3);
  }

  @Test
  void aFindingCountsEvenIfTheDatabaseCannotBeReached() throws Exception {
    minimum("4.1.138");
    Audit audit = audit(database.address());
    assertThat(audit.printed()).contains("is older than 4.1.138", "NOT CHECKED");
    assertThat(audit.exitCode()).isEqualTo(1);
  }

  private void minimum(String version) throws IOException {
    Path file = root.resolve(MinimumVersions.FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, "library,minimum,why\nio.netty:netty-common," + version + ",a reason\n");
  }

  private Audit audit(URI address) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dtributary.root=" + root,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "audit",
                "--database",
                address.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Audit(process.waitFor(), printed);
  }
}
