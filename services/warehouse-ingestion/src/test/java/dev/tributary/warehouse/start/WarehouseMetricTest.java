package dev.tributary.warehouse.start;

import dev.tributary.runtime.metrics.Metric;
import dev.tributary.testkit.reference.ReferenceFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WarehouseMetricTest {
  @Test
  void theReferenceListsWhatWarehouseIngestionMeasures() {
    new ReferenceFile("telemetry.md")
        .assertSectionIs(
            "warehouse metrics",
            Metric.table(Stream.of(WarehouseMetric.values()).map(WarehouseMetric::metric)));
  }
}
