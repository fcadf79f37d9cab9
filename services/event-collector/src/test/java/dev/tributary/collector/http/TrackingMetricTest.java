package dev.tributary.collector.http;

import dev.tributary.runtime.metrics.Metric;
import dev.tributary.testkit.reference.ReferenceFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrackingMetricTest {
  @Test
  void theReferenceListsWhatTheTrackingApiMeasures() {
    new ReferenceFile("telemetry.md")
        .assertSectionIs(
            "tracking metrics",
            Metric.table(Stream.of(TrackingMetric.values()).map(TrackingMetric::metric)));
  }
}
