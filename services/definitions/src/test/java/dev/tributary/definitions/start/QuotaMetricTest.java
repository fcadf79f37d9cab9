package dev.tributary.definitions.start;

import dev.tributary.runtime.metrics.Metric;
import dev.tributary.testkit.reference.ReferenceFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QuotaMetricTest {
  @Test
  void theReferenceListsWhatIsMeasuredOfLimits() {
    new ReferenceFile("telemetry.md")
        .assertSectionIs(
            "quota metrics",
            Metric.table(Stream.of(QuotaMetric.values()).map(QuotaMetric::metric)));
  }
}
