package dev.tributary.control.start;

import dev.tributary.runtime.metrics.Metric;
import dev.tributary.testkit.reference.ReferenceFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ControlMetricTest {
  @Test
  void theReferenceListsWhatTheControlPlaneMeasures() {
    new ReferenceFile("telemetry.md")
        .assertSectionIs(
            "control metrics",
            Metric.table(Stream.of(ControlMetric.values()).map(ControlMetric::metric)));
  }
}
