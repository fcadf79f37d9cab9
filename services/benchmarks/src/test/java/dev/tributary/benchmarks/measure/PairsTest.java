package dev.tributary.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairsTest {
  private static final double OFFERED = 1_000;

  @Test
  void theMedianIsOfThePairsWhoseHalvesBothKeptTheRateUnderEqualNoise() {
    Iterator<Row> ours =
        List.of(row(40, OFFERED, 0, 0.1), row(40, 500, 0, 0.1), row(40, OFFERED, 0, 1.0))
            .iterator();
    Iterator<Row> bare =
        List.of(row(20, OFFERED, 0, 0.2), row(39, OFFERED, 0, 0.1), row(39, OFFERED, 0, 0.1))
            .iterator();

    Pairs pairs = Pairs.measure(3, ours::next, bare::next);

    assertThat(pairs.ratios()).containsExactly(0.5);
    assertThat(pairs.note()).isEqualTo("median of 1 pairs, 0.50 to 0.50");
  }

  @Test
  void whereNoPairCountsAllAreToldOfAndTheNoteSaysSo() {
    Pairs pairs = Pairs.measure(2, () -> row(40, OFFERED, 1, 0), () -> row(20, OFFERED, 0, 0));

    assertThat(pairs.median()).isCloseTo(0.5, within(1e-9));
    assertThat(pairs.note()).contains("missed its rate");
  }

  private static Row row(double cpu, double perSecond, long failures, double others) {
    return RowBuilder.builder()
        .bench("bench")
        .program("program")
        .shape("shape")
        .offeredPerSecond(OFFERED)
        .events(1)
        .eventsPerSecond(perSecond)
        .cpuMicrosPerEvent(cpu)
        .compileMicrosPerEvent(0)
        .processes(Map.of())
        .latency(new Row.Latency(0, 0, 0))
        .failures(failures)
        .usage(new Usage(1, Map.of(), 0, 0, 0, others, 0))
        .build();
  }
}
