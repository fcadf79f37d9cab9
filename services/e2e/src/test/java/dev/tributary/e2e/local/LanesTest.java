package dev.tributary.e2e.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testkit.reference.SourceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code cdp test} chooses: the parts of the soak lane, and what a change can affect. */
class LanesTest {
  private static final Path ROOT = Path.of(System.getProperty("tributary.root"));
  private static final Pattern PART = Pattern.compile("@Tag\\(\"soak-([a-z-]+)\"\\)");

  /** A row of a table whose first column is a name in code style. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

  /** A text with a slash, or with an extension: it can be the path of a file. */
  private static final Pattern PATH =
      Pattern.compile("\"([\\w.-]+(?:/[\\w.-]+)+|[\\w-]+\\.\\w+)\"");

  /** Their paths are those of a temporary checkout. */
  private static final Set<String> OF_A_TEMPORARY_CHECKOUT =
      Set.of("BuildTest", "VulnerabilityDatabaseTest");

  @Test
  void everyTagOfTheSoakLaneIsAPart() throws Exception {
    Set<String> tags = new TreeSet<>();
    for (Path test : tests()) {
      for (Matcher tag = PART.matcher(Files.readString(test)); tag.find(); ) {
        tags.add(tag.group(1));
      }
    }
    assertThat(soakParts()).containsExactlyInAnyOrderElementsOf(tags);
  }

  /** A test that the gating lane excludes, and that is in no part, would never run. */
  @Test
  void everyTestThatTheGateExcludesIsInAPart() throws Exception {
    for (Path test : tests()) {
      String source = Files.readString(test);
      if (source.contains("@Tag(\"soak\")")) {
        assertThat(PART.matcher(source).find()).as(test.toString()).isTrue();
      }
    }
  }

  @Test
  void theHelpNamesEveryPartOfTheSoakLane() throws Exception {
    String help = Files.readString(ROOT.resolve("cdp"));
    String lane =
        help.substring(help.indexOf("./cdp test --soak [PART]"), help.indexOf("./cdp audit"));
    assertThat(List.of(lane.split("[\\s,;]+"))).containsAll(soakParts());
  }

  @Test
  void theTableOfTheSoakLaneHasEveryPart() throws Exception {
    String page = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
    String lane = page.substring(page.indexOf("is the soak lane:"), page.indexOf("JUnit tags say"));
    List<String> rows = ROW.matcher(lane).results().map(row -> row.group(1)).toList();
    assertThat(rows).containsExactlyInAnyOrderElementsOf(soakParts());
  }

  /** The gating lane must fail because of a change, never because of luck. */
  @Test
  void onlyTheLaneChoosesSeeds() throws Exception {
    Pattern chosen = Pattern.compile("new Random\\(\\)\\s*\\.next");
    for (Path test : sources(path -> path.endsWith(".java"))) {
      assertThat(chosen.matcher(Files.readString(test)).find()).as(test.toString()).isFalse();
    }
  }

  @Test
  void aGateOfMoreThan88MinutesFailsOnContinuousIntegration() throws Exception {
    String judge = "too_long %d && echo failed || echo passed";
    assertThat(shell("CI=true; " + judge.formatted(5_281), "")).contains("25 minutes", "failed");
    assertThat(shell("CI=true; " + judge.formatted(5_280), "")).contains("25 minutes", "passed");
    assertThat(shell("unset CI; " + judge.formatted(9_000), "")).contains("25 minutes", "passed");
    assertThat(shell("CI=true; " + judge.formatted(1_500), "")).isEqualTo("passed");
  }

  @Test
  void theTimesOfClassesAndModulesArePrinted(@TempDir Path checkout) throws Exception {
    report(checkout, "quick", "QuickTest", "0.5", 3, 0);
    report(checkout, "long", "LongTest", "1,200.25", 7, 1);
    for (int i = 0; i < 30; i++) {
      report(checkout, "long", "Other" + i + "Test", "2.0", 1, 0);
    }
    Files.createDirectories(checkout.resolve(".cdp"));
    String printed =
        shell("cd %s; test_reports > .cdp/test-classes.txt; times; totals".formatted(checkout), "");
    assertThat(printed.lines())
        .contains(
            "The 30 slowest classes, in seconds:",
            "  1200.2  dev.tributary.LongTest",
            "  1260.2  long",
            "     0.5  quick",
            "[INFO] Tests run: 37, Failures: 1, Errors: 0, Skipped: 0",
            "[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0");
    assertThat(printed.lines().filter(line -> line.contains("dev.tributary."))).hasSize(30);
    assertThat(printed).doesNotContain("QuickTest");
  }

  private static void report(
      Path checkout, String module, String test, String seconds, int tests, int failures)
      throws IOException {
    Path reports = Files.createDirectories(checkout.resolve(module + "/target/surefire-reports"));
    Files.writeString(
        reports.resolve("TEST-dev.tributary." + test + ".xml"),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite name="dev.tributary.%s" time="%s" tests="%d" errors="0" skipped="0" failures="%d">
        </testsuite>
        """
            .formatted(test, seconds, tests, failures));
  }

  private static List<String> soakParts() throws Exception {
    return List.of(shell("echo ${soak_parts[*]}", "").split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CHANGELOG.md                                | ''",
        "docs/adr/0001-one-script.md                 | ''",
        "docs/connect.md                             | e2e gateway helm runtime",
        "docs/reference/benchmarks.md                | benchmarks collector contracts control"
            + " definitions destinations e2e gateway helm identity runtime warehouse",
        "helm/chart/values.yaml                      | helm",
        "helm/tributary/files/kafka-acls.json        | all",
        "identity-resolution/src/test/java/A.java    | identity",
        "identity-resolution/src/main/java/A.java    | benchmarks e2e helm identity",
        "identity-resolution/core/src/test/java/A.java | identity",
        "identity-resolution/core/src/main/java/A.java | benchmarks e2e helm identity",
        "audience-builder/src/main/resources/application.properties | audience e2e helm",
        "destinations/src/main/resources/application.properties | destinations e2e helm",
        "services/event-collector/src/main/resources/application.properties | collector e2e helm",
        "services/warehouse-ingestion/src/main/resources/application.properties | e2e helm"
            + " warehouse",
        "services/control-plane/src/main/resources/application.properties | control e2e helm",
        "api-gateway/src/main/webui/src/a.tsx        | e2e gateway helm",
        "services/e2e/src/test/java/A.java           | e2e",
        "services/contracts/src/main/java/A.java     | all",
        "pom.xml                                     | all",
        "something/new.txt                           | all"
      })
  void aChangeAffectsItsModuleAndWhatStandsOnIt(String file, String packages) throws Exception {
    assertThat(shell("affected | tr '\\n' ' '", file + "\n")).isEqualTo(packages);
  }

  @Test
  void aFileThatATestOfAnotherModuleNamesAffectsThisTest() throws Exception {
    Set<String> always = Set.of(shell("echo ${always[*]##*/}", "").split(" "));
    Set<String> pairs = new TreeSet<>();
    Set<String> leftOut = new TreeSet<>();
    for (Path test : sources(path -> path.endsWith(".java"))) {
      String name = test.getFileName().toString().replace(".java", "");
      if (always.contains(name) || OF_A_TEMPORARY_CHECKOUT.contains(name)) {
        continue;
      }
      for (String file : namedOutsideOfItsModule(test)) {
        pairs.add(file + " " + packageOf(test));
        List<String> affected = List.of(shell("affected", file + "\n").split("\n"));
        if (!affected.contains("all") && !affected.contains(packageOf(test))) {
          leftOut.add(file + ": " + name);
        }
      }
    }
    assertThat(leftOut).as("changes after which --changed leaves out a test").isEmpty();
    assertThat(pairs)
        .contains("docs/operate.md runtime", "compose.yaml helm")
        .hasSizeGreaterThan(25);
  }

  @Test
  void theTestsThatAlwaysRunExist() throws Exception {
    for (String test : shell("echo ${always[*]}", "").split(" ")) {
      assertThat(tests()).as(test).anyMatch(path -> path.endsWith(test + ".java"));
    }
  }

  /**
   * Surefire waits until nobody holds the error stream of its JVM any more. A process that a failed
   * test leaves behind would hold it, and the run would never end.
   */
  @Test
  void noTestGivesItsOwnErrorStreamToAnotherProcess() throws Exception {
    Pattern inherited = Pattern.compile("Redirect\\.INHERIT|\\binheritIO\\(\\)");
    for (Path test : sources(path -> path.endsWith(".java"))) {
      assertThat(inherited.matcher(Files.readString(test)).find()).as(test.toString()).isFalse();
    }
  }

  @Test
  void aChangeOfAPageOfTheProjectRunsTheTestsThatAlwaysRun() throws Exception {
    String chosen =
        shell(
            "gate() { echo \"$1\"; }; changed_files() { echo ARCHITECTURE.md; }; gate_changed", "");
    assertThat(chosen).contains("-Dtest=**/TermsTest,").doesNotContain("dev/tributary/");
  }

  @Test
  void aMovedFileIsAChangeOfBothModules(@TempDir Path checkout) throws Exception {
    String files =
        shell(
            """
            cd %s
            git init --quiet --initial-branch main
            git config user.name test
            git config user.email test@tributary.example
            mkdir before after
            echo text > before/A.java
            git add .
            git commit --quiet --message first
            git mv before/A.java after/A.java
            changed_files\
            """
                .formatted(checkout),
            "");
    assertThat(files.lines()).containsExactlyInAnyOrder("before/A.java", "after/A.java");
  }

  @Test
  void whatCanBeAffectedHasTests() throws Exception {
    Set<String> packages = new TreeSet<>();
    for (Path test : tests()) {
      packages.add(packageOf(test));
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

  /** Otherwise a test that fails now and then would never be repaired. */
  @Test
  void aTestThatPassedOnlyWhenRepeatedIsNamed() throws Exception {
    String log =
        """
        [ERROR] Tests run: 2, Failures: 0, Errors: 1, Skipped: 0 -- in dev.tributary.a.SlowTest
        [INFO] Tests run: 1, Failures: 0, Errors: 0, Skipped: 0 -- in dev.tributary.a.SlowTest
        [WARNING] Flakes:\s
        [WARNING] dev.tributary.a.SlowTest.answers
        [ERROR]   Run 1: SlowTest.answers:5 IllegalState The database does not answer
        [INFO]   Run 2: PASS
        [WARNING] dev.tributary.a.SlowTest$Inner.ends
        [WARNING] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0, Flakes: 2
        REPEATED: src/app/menu.browser.test.tsx > it opens
        """;
    assertThat(shell("passed_when_repeated /dev/stdin", log))
        .isEqualTo(
            "Passed only when repeated: dev.tributary.a.SlowTest.answers;"
                + " dev.tributary.a.SlowTest$Inner.ends; src/app/menu.browser.test.tsx > it opens.");
    assertThat(shell("passed_when_repeated /dev/stdin", "[INFO] BUILD SUCCESS\n")).isEmpty();
    String failed =
        """
        [ERROR] dev.tributary.a.OtherTest.counts
        [ERROR]   Run 1: OtherTest.counts:7 expected: 1
        """;
    assertThat(shell("failed /dev/stdin", log + failed))
        .isEqualTo("[ERROR]   Run 1: OtherTest.counts:7 expected: 1");
  }

  private static List<Path> tests() {
    return sources(path -> path.endsWith("Test.java"));
  }

  /** Only of tests of modules. */
  private static List<Path> sources(Predicate<String> wanted) {
    return SourceFiles.below(ROOT, path -> path.contains("/src/test/java/") && wanted.test(path));
  }

  private static String packageOf(Path test) {
    return ROOT.relativize(test).toString().replaceFirst(".*/dev/tributary/(\\w+)/.*", "$1");
  }

  /** Files, and a file in each folder; seen from the root, the module and the reference. */
  private static Set<String> namedOutsideOfItsModule(Path test) throws IOException {
    Path module = Path.of(test.toString().replaceFirst("/src/test/java/.*", ""));
    Set<String> named = new TreeSet<>();
    for (MatchResult text : PATH.matcher(Files.readString(test)).results().toList()) {
      Stream.of(ROOT, module, ROOT.resolve("docs/reference"))
          .map(folder -> folder.resolve(text.group(1)).normalize())
          .filter(path -> path.startsWith(ROOT) && Files.exists(path))
          .findFirst()
          .filter(path -> !path.startsWith(module))
          .map(path -> Files.isDirectory(path) ? path.resolve("file") : path)
          .ifPresent(path -> named.add(ROOT.relativize(path).toString()));
    }
    return named;
  }

  private static String shell(String command, String input) throws Exception {
    Process process =
        new ProcessBuilder("bash", "-c", "set -euo pipefail; . services/test.sh; " + command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    try (var words = process.getOutputStream()) {
      words.write(input.getBytes(UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }
}
