package dev.tributary.runtime.loop;

import dev.tributary.runtime.metrics.Metric;
import dev.tributary.testkit.reference.ReferenceFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoopMetricTest {
  @Test
  void theReferenceListsWhatALoopMeasures() {
    new ReferenceFile("telemetry.md")
        .assertSectionIs(
            "loop metrics", Metric.table(Stream.of(LoopMetric.values()).map(LoopMetric::metric)));
  }
}
