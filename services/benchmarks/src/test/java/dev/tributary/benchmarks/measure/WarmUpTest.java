package dev.tributary.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Report report =
      new Report("bench", new PrintStream(out, true, StandardCharsets.UTF_8));

  @Test
  void theLoadIsRepeatedUntilTheCompilersHaveLittleLeftToDo() {
    var steps =
        new ArrayDeque<>(
            List.of(Rows.row(200, 100), Rows.row(120, 20), Rows.row(100, 4), Rows.row(100, 4)));

    WarmUp.run(Duration.ofDays(1), report, steps::remove);

    assertThat(steps).hasSize(1);
    assertThat(printed()).isEmpty();
  }

  @Test
  void aProgramWithoutCompilersNeedsOneStep() {
    var steps = new ArrayDeque<>(List.of(Rows.row(0, 0), Rows.row(0, 0)));

    WarmUp.run(Duration.ofDays(1), report, steps::remove);

    assertThat(steps).hasSize(1);
  }

  @Test
  void theReportSaysIfTheTimeWasTooShort() {
    WarmUp.run(Duration.ZERO, report, () -> Rows.row(200, 100));

    assertThat(printed())
        .contains("not warm: compilers still use 50 % of the CPU of ours, in step 1");
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
