package dev.tributary.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.runtime.kafka.Fetch;
import dev.tributary.runtime.loop.settings.BatchSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoundSpacingTest {
  private static final int TURN = FairPoll.turnOf(500);

  private final RoundSpacing spacing =
      new RoundSpacing(BatchSettings.downstream(Duration.ofMillis(500)));

  @Test
  void aRoundWithFewRecordsKeepsTheNextOneApart() {
    assertThat(spacing.left(7)).isZero();
    spacing.ended(millis(1_000), 1, true);
    assertThat(spacing.left(millis(1_010))).isEqualTo(millis(240));
    assertThat(spacing.left(millis(1_300))).isNegative();
  }

  @Test
  void aRoundFollowsAtOnceAfterManyRecordsOrNone() {
    spacing.ended(millis(1_000), TURN, true);
    assertThat(spacing.left(millis(1_000))).isZero();
    spacing.ended(millis(1_000), 0, true);
    assertThat(spacing.left(millis(1_000))).isZero();
  }

  @Test
  void nothingDelaysAClaim() {
    spacing.ended(millis(1_000), 1, false);
    assertThat(spacing.left(millis(1_000))).isZero();
  }

  @Test
  void onlyALoopBehindOthersKeepsItsRoundsApart() {
    assertThat(BatchSettings.within(Duration.ofMillis(500)).apart()).isZero();
    assertThat(BatchSettings.downstream(Duration.ZERO).apart()).isZero();
    assertThat(BatchSettings.downstream(Duration.ofMillis(500)).fetch()).isEqualTo(Fetch.AT_ONCE);
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
