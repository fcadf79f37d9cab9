package dev.tributary.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareBenchesTest {
  /** Notes its name and its arguments, and writes a file as the bench of a checkout does. */
  private static final String SCRIPT =
      """
      #!/bin/sh
      echo "%1$s $*" >> ../runs
      mkdir -p target/bench
      run=$(ls target/bench | wc -l)
      cat > target/bench/collector-2026-$run.json <<'END'
      {"rows": [{"program": "ours", "shape": "single", "cpuMicrosPerEvent": %2$d}]}
      END
      """;

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void theCheckoutsRunInTurnAndTheFilesThatTheyWriteAreCompared() throws Exception {
    checkout("here", SCRIPT.formatted("here", 30));
    checkout("other", SCRIPT.formatted("other", 20));

    boolean complete = compare(3);

    assertThat(Files.readAllLines(folder.resolve("runs")))
        .containsExactly(
            "here bench collector --quick",
            "other bench collector --quick",
            "other bench collector --quick",
            "here bench collector --quick",
            "here bench collector --quick",
            "other bench collector --quick");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("single +CPU us/event +30\\.0 +20\\.0 +1\\.50  1\\.50 to 1\\.50, 3 pairs");
    assertThat(complete).isTrue();
  }

  @Test
  void aPairWithAFailedRunDoesNotCount() throws Exception {
    checkout("here", SCRIPT.formatted("here", 30));
    checkout("other", "#!/bin/sh\nexit 1\n");

    boolean complete = compare(1);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("this pair does not count: exit code 1")
        .doesNotContain("CPU us/event");
    assertThat(complete).isFalse();
  }

  private boolean compare(int pairs) throws InterruptedException {
    var request = new CompareRequest(folder.resolve("other"), List.of("collector"), pairs, true);
    return new CompareBenches(
            folder.resolve("here"), request, new PrintStream(out, true, StandardCharsets.UTF_8))
        .run();
  }

  private void checkout(String name, String script) throws IOException {
    Path root = Files.createDirectories(folder.resolve(name));
    Path file = Files.writeString(root.resolve("cdp"), script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
