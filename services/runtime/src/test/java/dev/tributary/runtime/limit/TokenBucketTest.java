package dev.tributary.runtime.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final List<Rate> TEN = List.of(new Rate(10, 20));

  private final TokenBucket bucket = new TokenBucket();

  @Test
  void theAverageHoldsWhateverTheSizesOfBatches() {
    List<Rate> rate = List.of(new Rate(100, 200));
    long granted = 0;
    for (long now = 0; now < 60_000; now += 10) {
      int events = 1 + (int) (now % 37);
      if (bucket.take(rate, events, now) == 0) {
        granted += events;
      }
    }
    assertThat(granted).isBetween(6_000L, 6_000L + 200 + 37);
  }

  @Test
  void aBatchLargerThanTheBucketPassesWholeAndIsWaitedForAfterwards() {
    assertThat(bucket.take(TEN, 120, 0)).isZero();
    long wait = bucket.take(TEN, 1, 0);
    assertThat(wait).isEqualTo(10_100);
    assertThat(bucket.take(TEN, 1, wait - 2)).isPositive();
    assertThat(bucket.take(TEN, 1, wait)).isZero();
  }

  @Test
  void aClockThatGoesBackGivesNothing() {
    assertThat(bucket.take(TEN, 20, 10_000)).isZero();
    assertThat(bucket.take(TEN, 1, 5_000)).isPositive();
    assertThat(bucket.take(TEN, 1, 10_000)).isPositive();
  }

  @Test
  void aCostThatOneBucketRefusesIsTakenFromNone() {
    List<Rate> rates =
        List.of(Rate.of(100, Duration.ofSeconds(1)), Rate.of(2, Duration.ofSeconds(60)));
    assertThat(bucket.take(rates, 2, 0)).isZero();
    assertThat(bucket.take(rates, 50, 0)).isEqualTo(30_000);
    assertThat(bucket.take(rates.subList(0, 1), 98, 0)).isZero();
    assertThat(bucket.take(rates.subList(0, 1), 1, 0)).isPositive();
  }

  @Test
  void aBurstOfAnySizeIsFullAgainAndGrants() {
    for (int burst = 1; burst < 2_000; burst++) {
      TokenBucket one = new TokenBucket();
      List<Rate> rate = List.of(Rate.of(burst, Duration.ofSeconds(7)));
      assertThat(one.take(rate, burst, 100)).as("burst %d", burst).isZero();
      long wait = one.take(rate, 1, 100);
      assertThat(one.take(rate, 1, 100 + wait + 1)).as("burst %d", burst).isZero();
    }
  }
}
