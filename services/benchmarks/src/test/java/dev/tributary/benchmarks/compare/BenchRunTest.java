package dev.tributary.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.benchmarks.compare.BenchRun.Figures;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BenchRunTest {
  static final MeasuredLoad SINGLE = new MeasuredLoad("single", 3_000);

  @Test
  void aRunHasTheMediansOfTheMeasurementsThatKeptTheirRate() {
    assertThat(recorded("collector-present.json").loads())
        .containsOnlyKeys(SINGLE)
        .containsEntry(SINGLE, new Figures(42, 1.5, 9));
  }

  @Test
  void theCompilersOfAnEarlierVersionAreReadFromItsProcessesWithoutKafka() {
    assertThat(recorded("collector-earlier.json").loads())
        .containsOnlyKeys(SINGLE)
        .containsEntry(SINGLE, new Figures(60, 20, 12));
  }

  static BenchRun recorded(String name) {
    URL file = Objects.requireNonNull(BenchRunTest.class.getResource("/compare/" + name));
    try {
      return BenchRun.read(Path.of(file.toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
