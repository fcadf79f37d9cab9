package dev.tributary.identity.kafka;

import dev.tributary.runtime.metrics.Metric;
import dev.tributary.testkit.reference.ReferenceFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OvertakenMetricTest {
  @Test
  void theReferenceListsWhatIsMeasuredOfIdentityResolution() {
    new ReferenceFile("telemetry.md")
        .assertSectionIs("identity metrics", Metric.table(Stream.of(OvertakenCount.METRIC)));
  }
}
