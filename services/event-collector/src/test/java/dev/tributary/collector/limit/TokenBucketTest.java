package dev.tributary.collector.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {

  @Test
  void theAverageHoldsWhateverTheSizesOfBatches() {
    TokenBucket bucket = new TokenBucket(100, 0);
    long granted = 0;
    for (long now = 0; now < 60_000; now += 10) {
      int events = 1 + (int) (now % 37);
      if (bucket.take(events, 100, now) == RateLimit.GRANTED) {
        granted += events;
      }
    }
    assertThat(granted).isBetween(6_000L, 6_000L + 100 * TokenBucket.BURST_SECONDS + 37);
  }

  @Test
  void aBatchLargerThanTheBucketPassesWholeAndIsWaitedForAfterwards() {
    TokenBucket bucket = new TokenBucket(10, 0);
    assertThat(bucket.take(120, 10, 0)).isEqualTo(RateLimit.GRANTED);
    long wait = bucket.take(1, 10, 0);
    assertThat(wait).isEqualTo(10_001);
    assertThat(bucket.take(1, 10, wait - 2)).isPositive();
    assertThat(bucket.take(1, 10, wait)).isEqualTo(RateLimit.GRANTED);
  }

  @Test
  void aClockThatGoesBackGivesNothing() {
    TokenBucket bucket = new TokenBucket(10, 10_000);
    bucket.take(20, 10, 10_000);
    assertThat(bucket.take(1, 10, 5_000)).isPositive();
    assertThat(bucket.take(1, 10, 10_000)).isPositive();
  }
}
