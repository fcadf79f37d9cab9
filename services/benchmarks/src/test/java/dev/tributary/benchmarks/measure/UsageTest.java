package dev.tributary.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageTest {
  private final Usage usage =
      new Usage(
          2,
          Map.of(
              "service", new Usage.OfProcess(1_000_000, 200_000, 0),
              "kafka", new Usage.OfProcess(500_000, 100_000, 0)),
          0.5,
          0.25,
          2,
          0,
          0);

  @Test
  void theCpuOfEachProcessHasThePartOfItsCompilers() {
    assertThat(usage.cpu("service")).isEqualTo(new Usage.CpuTime(1_000_000, 200_000));
    assertThat(usage.cpu()).isEqualTo(new Usage.CpuTime(1_500_000, 300_000));
    assertThatThrownBy(() -> usage.cpu("redis")).hasMessage("Not measured: redis");
  }

  @Test
  void theDriverCountsWhereItRunsTheMeasuredProgram() {
    assertThat(usage.cpu("service").plus(usage.driverCpu()))
        .isEqualTo(new Usage.CpuTime(2_000_000, 700_000));
  }
}
