package dev.tributary.benchmarks.starts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short script takes the place of {@code cdp}. */
class StartBenchTest {
  private static final String BUSY = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";

  @TempDir Path root;
  @TempDir Path target;

  @BeforeEach
  void createCheckout() throws Exception {
    git("init", "--quiet", "--initial-branch", "main");
    git("config", "user.name", "test");
    git("config", "user.email", "test@tributary.example");
    Path script = root.resolve("cdp");
    Files.writeString(
        script,
        """
        #!/bin/sh
        echo "$@" >> commands
        case $1 in
          demo) echo Building; sh -c '%s'; echo "Open http://localhost and sign in"; exec cat ;;
          up) echo "Tributary is ready after 1 s."; exec cat ;;
          status | token) ;;
          *) echo "no such command"; exit 1 ;;
        esac
        """
            .formatted(BUSY));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    git("add", ".");
    git("commit", "--quiet", "--message", "first");
  }

  @Test
  void eachFigureIsPrintedBesideItsGoalAndItsProcessorTime() throws Exception {
    var printed = new ByteArrayOutputStream();
    var report = new Report("start", new PrintStream(printed, true, UTF_8));
    new StartBench(Effort.QUICK, report).measure(cloned());
    report.printFindings();
    assertThat(printed.toString(UTF_8).lines().filter(line -> line.contains("goal")))
        .satisfiesExactly(
            demo -> assertThat(demo).contains("first cdp demo", "goal <= 240.00", "CPU "),
            up -> assertThat(up).contains("later cdp up", "goal <= 30.00", "CPU "),
            status -> assertThat(status).contains("cdp status", "goal <= 0.50", "CPU "),
            token -> assertThat(token).contains("cdp token", "goal <= 0.50", "CPU "));
  }

  @Test
  void theDemoIsTheFirstCommandAndTheOthersRunWhileTheInstallationIsUp() throws Exception {
    ClonedCheckout clone = cloned();
    var report = new Report("start", new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    new StartBench(Effort.QUICK, report).measure(clone);
    assertThat(clone.folder().resolve("commands"))
        .content()
        .isEqualTo(
            """
            demo --without-live --customers 500
            up
            status
            status
            status
            token
            token
            token
            """);
    assertThat(root.resolve("commands")).doesNotExist();
  }

  @Test
  void aCommandGoesOnAfterItsLineUntilItIsClosed() throws Exception {
    RunningCommand up = cloned().start("up");
    try (up) {
      assertThat(up.awaitLine("Tributary is ready").seconds()).isPositive();
      assertThat(up.isAlive()).isTrue();
    }
    assertThat(up.isAlive()).isFalse();
  }

  @Test
  void theProcessorTimeIncludesProgramsThatHaveEnded() throws Exception {
    try (RunningCommand demo = cloned().start("demo")) {
      assertThat(demo.awaitLine("Open http").cpuMicros()).isPositive();
    }
    assertThat(cloned().run("demo").cpuSeconds()).isPositive();
  }

  @Test
  void aCommandThatFailsSaysWhatItPrinted() throws Exception {
    ClonedCheckout clone = cloned();
    assertThatThrownBy(() -> clone.run("other")).hasMessageContaining("no such command");
    try (RunningCommand other = clone.start("other")) {
      assertThatThrownBy(() -> other.awaitLine("Open http"))
          .hasMessageContaining("no such command");
    }
  }

  @Test
  void onlyCommittedFilesAreMeasured() throws Exception {
    assertThat(ClonedCheckout.differs(root)).isFalse();
    Files.writeString(root.resolve("new"), "text");
    assertThat(ClonedCheckout.differs(root)).isTrue();
    assertThat(cloned().folder().resolve("new")).doesNotExist();
  }

  @Test
  void theMedianIsTheOneInTheMiddle() {
    Taken slow = new Taken(9, 1);
    Taken middle = new Taken(3, 5);
    assertThat(Taken.median(List.of(slow, middle, new Taken(1, 2)))).isEqualTo(middle);
  }

  private ClonedCheckout cloned() throws InterruptedException {
    return ClonedCheckout.of(root, target.resolve("clone"));
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    var line = new ArrayList<>(List.of("git"));
    line.addAll(List.of(arguments));
    Process git = new ProcessBuilder(line).directory(root.toFile()).start();
    assertThat(git.waitFor()).isZero();
  }
}
