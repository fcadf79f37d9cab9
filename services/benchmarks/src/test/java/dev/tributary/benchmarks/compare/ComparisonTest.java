package dev.tributary.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.benchmarks.compare.BenchRun.Figures;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final MeasuredLoad LOAD = new MeasuredLoad("batch 100", 20_000);
  private static final MeasuredLoad ONLY_HERE = new MeasuredLoad("new shape", 0);

  @Test
  void eachRatioIsOfTheRunsOfOnePairAndTheResultIsTheirMedian() {
    List<Comparison> compared =
        Comparison.of(
            List.of(pair(10, 10), pair(40, 20), pair(33, 30), pair(12, 10), pair(90, 100)));

    assertThat(compared.getFirst().ratios()).containsExactly(1.0, 2.0, 1.1, 1.2, 0.9);
    assertThat(compared.getFirst().ratio()).isEqualTo(1.1);
    assertThat(compared.getFirst().ours()).isEqualTo(33);
    assertThat(compared.getFirst().other()).isEqualTo(20);
  }

  @Test
  void theRatioHasEachFigureOfBothRecordedFiles() {
    var pair =
        new Comparison.Pair(
            BenchRunTest.recorded("collector-present.json"),
            BenchRunTest.recorded("collector-earlier.json"));

    assertThat(Comparison.of(List.of(pair)))
        .extracting(Comparison::load, Comparison::figure, Comparison::ratio)
        .containsExactly(
            row("CPU us/event", 42 / 60.0),
            row("CPU us/event without compilers", 40.5 / 40.0),
            row("p99 ms", 9 / 12.0));
  }

  @Test
  void aLoadOrAFigureOfOneVersionOnlyHasNoRatio() {
    BenchRun ours =
        new BenchRun(Map.of(LOAD, new Figures(10, 0, 5), ONLY_HERE, new Figures(10, 0, 5)));
    BenchRun other = new BenchRun(Map.of(LOAD, new Figures(10, 0, 0)));

    assertThat(Comparison.of(List.of(new Comparison.Pair(ours, other))))
        .extracting(Comparison::load, Comparison::figure)
        .containsExactly(
            tuple(LOAD, "CPU us/event"), tuple(LOAD, "CPU us/event without compilers"));
  }

  @Test
  void aLineHasTheLoadTheMediansAndTheRangeOfTheRatios() {
    Comparison first = Comparison.of(List.of(pair(10, 10), pair(40, 20))).getFirst();

    assertThat(first.line())
        .matches(
            "batch 100, 20,000/s +CPU us/event +25\\.0 +15\\.0 +1\\.50  1\\.00 to 2\\.00, 2 pairs");
  }

  private static Tuple row(String figure, double ratio) {
    return tuple(BenchRunTest.SINGLE, figure, ratio);
  }

  private static Comparison.Pair pair(double ours, double other) {
    return new Comparison.Pair(run(ours), run(other));
  }

  private static BenchRun run(double cpu) {
    return new BenchRun(Map.of(LOAD, new Figures(cpu, 0, 0)));
  }
}
