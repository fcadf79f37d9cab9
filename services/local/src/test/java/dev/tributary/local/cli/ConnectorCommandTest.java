package dev.tributary.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command in its own process, on a copy of the files that it changes. */
class ConnectorCommandTest {
  private static final Path REPOSITORY = Path.of("../..");
  private static final Path GUIDE = REPOSITORY.resolve("docs/write-a-connector.md");
  private static final String MANIFESTS = "destinations/src/main/resources/connectors/";
  private static final String FIXTURES = "destinations/src/test/resources/fixtures/";
  private static final String VENDORS =
      "services/sandbox/src/main/java/dev/tributary/sandbox/http/Vendors.java";

  private static final String CONTRACT =
      "services/connector-tests/src/test/java/dev/tributary/destinations/declared/";
  private static final String OBJECTS = CONTRACT + "ContractObjects.java";

  @TempDir Path root;

  private record Ended(int exitCode, String printed) {}

  @BeforeEach
  void copy() throws IOException {
    Files.createFile(root.resolve("cdp"));
    for (String file : List.of(MANIFESTS + "manifests.list", VENDORS, OBJECTS)) {
      Files.createDirectories(root.resolve(file).getParent());
      Files.copy(REPOSITORY.resolve(file), root.resolve(file));
    }
  }

  @Test
  void allFilesOfAConnectorAreCreated() throws Exception {
    Ended ended = run("connector", "new", "acme-crm");
    assertThat(ended.exitCode()).as(ended.printed()).isZero();
    assertThat(ended.printed()).contains("Next:", "docs/write-a-connector.md");
    assertThat(root.resolve(MANIFESTS + "acme-crm.yaml"))
        .content()
        .contains("\nid: acme-crm\nname: Acme Crm\n");
    assertThat(Files.readAllLines(root.resolve(MANIFESTS + "manifests.list")))
        .contains("acme-crm.yaml", "webhook.yaml")
        .isSorted();
    assertThat(root.resolve(FIXTURES + "acme-crm"))
        .isDirectoryContaining("glob:**/people.yaml")
        .isDirectoryContaining("glob:**/people-removal.yaml");
    assertThat(root.resolve(VENDORS))
        .content()
        .contains("import dev.tributary.sandbox.acmecrm.AcmeCrm;", "new AcmeCrm(clock)");
    assertThat(root.resolve(OBJECTS))
        .content()
        .contains("            zendesk(),\n            AcmeCrmObjects.all())\n        .flatMap(");
    assertThat(root.resolve(CONTRACT + "AcmeCrmObjects.java"))
        .content()
        .contains("SandboxAccount.of(\"acme-crm\", ");
    try (Stream<Path> files = Files.walk(root)) {
      // The names of fields of Salesforce and Gainsight look like variables of a template.
      assertThat(files.filter(Files::isRegularFile).filter(file -> !file.endsWith(OBJECTS)))
          .allSatisfy(file -> assertThat(file).content().doesNotContain("__"));
    }
    assertThat(ended.printed().lines())
        .contains("  services/sandbox/src/main/java/dev/tributary/sandbox/acmecrm/AcmeCrm.java");
  }

  @Test
  void aConnectorThatIsThereStaysAsItIs() throws Exception {
    Path manifest = root.resolve(MANIFESTS + "acme.yaml");
    Files.writeString(manifest, "mine");
    Ended ended = run("connector", "new", "acme");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.printed().strip())
        .isEqualTo("cdp: " + MANIFESTS + "acme.yaml is there already.");
    assertThat(manifest).hasContent("mine");
    assertThat(root.resolve(FIXTURES)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"new", "class", "switch"})
  void aNameThatNoPackageCanHaveIsRefused(String name) throws Exception {
    Ended ended = run("connector", "new", name);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.printed()).contains("is a word of Java", name + "-crm");
    assertThat(root.resolve(MANIFESTS + name + ".yaml")).doesNotExist();
  }

  @Test
  void nothingIsWrittenIfTheListOfObjectsCannotBeRead() throws Exception {
    Files.writeString(root.resolve(OBJECTS), "final class ContractObjects {}\n");
    Ended ended = run("connector", "new", "acme");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.printed()).contains("has no list of objects any more");
    assertThat(root.resolve(MANIFESTS + "acme.yaml")).doesNotExist();
    assertThat(root.resolve(VENDORS)).content().doesNotContain("acme");
  }

  @Test
  void nothingIsWrittenIfTheListOfStandInsCannotBeRead() throws Exception {
    Files.writeString(root.resolve(VENDORS), "final class Vendors {}\n");
    Ended ended = run("connector", "new", "acme");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.printed()).contains("has no list of stand-ins any more");
    assertThat(root.resolve(MANIFESTS + "acme.yaml")).doesNotExist();
    assertThat(root.resolve(MANIFESTS + "manifests.list")).content().doesNotContain("acme");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Acme", "../acme", "acme--crm", "1acme"})
  void anotherNameIsRefused(String name) throws Exception {
    Ended ended = run("connector", "new", name);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.printed()).contains("is no name of a connector: use lower case");
  }

  @Test
  void theCommandsOfTheGuideCreateItsFiles() throws Exception {
    List<String> commands =
        Files.readAllLines(GUIDE).stream()
            .filter(line -> line.startsWith("./cdp connector "))
            .toList();
    assertThat(commands).isNotEmpty();
    for (String command : commands) {
      Ended ended = run(command.substring("./cdp ".length()).split(" "));
      assertThat(ended.exitCode()).as(ended.printed()).isZero();
    }
    assertThat(root.resolve(MANIFESTS + "letterbird.yaml")).exists();
  }

  private Ended run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dtributary.root=" + root, "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), printed);
  }
}
