package dev.tributary.runtime.quarantine;

import dev.tributary.runtime.metrics.Metric;
import dev.tributary.testkit.reference.ReferenceFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QuarantineMetricTest {
  @Test
  void theReferenceListsWhatIsMeasuredOfAQuarantine() {
    new ReferenceFile("telemetry.md")
        .assertSectionIs(
            "quarantine metrics",
            Metric.table(Stream.of(QuarantineMetric.values()).map(QuarantineMetric::metric)));
  }
}
