package dev.tributary.runtime.fact;

import dev.tributary.runtime.metrics.Metric;
import dev.tributary.testkit.reference.ReferenceFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FactsMetricTest {
  @Test
  void theReferenceListsWhatIsMeasuredOfPublishedFacts() {
    new ReferenceFile("telemetry.md")
        .assertSectionIs(
            "facts metrics",
            Metric.table(Stream.of(FactsMetric.values()).map(FactsMetric::metric)));
  }
}
