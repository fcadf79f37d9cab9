package dev.tributary.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FetchTest {
  /** A fetch that waits for many bytes, and for no time, would be repeated without a pause. */
  @Test
  void aLoopThatDoesNotGatherStillWaitsForARecord() {
    assertThat(Fetch.gathering(Duration.ZERO)).isEqualTo(Fetch.AT_ONCE);
    assertThat(Fetch.gathering(Duration.ofMillis(150)).maxWait()).isEqualTo(Duration.ofMillis(150));
  }
}
