package dev.tributary.runtime.start;

import dev.tributary.runtime.metrics.Metric;
import dev.tributary.testkit.reference.ReferenceFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DefinitionMetricTest {
  @Test
  void theReferenceListsWhatIsMeasuredOfDefinitions() {
    new ReferenceFile("telemetry.md")
        .assertSectionIs(
            "definition metrics",
            Metric.table(Stream.of(DefinitionMetric.values()).map(DefinitionMetric::metric)));
  }
}
