package dev.tributary.destinations.start;

import dev.tributary.runtime.metrics.Metric;
import dev.tributary.testkit.reference.ReferenceFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliveryMetricTest {
  @Test
  void theReferenceListsWhatIsMeasuredOfDeliveries() {
    new ReferenceFile("telemetry.md")
        .assertSectionIs(
            "delivery metrics",
            Metric.table(Stream.of(DeliveryMetric.values()).map(DeliveryMetric::metric)));
  }
}
