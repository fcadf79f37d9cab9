package dev.tributary.control.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LateStagesTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private Instant now = START;
  private final LateStages stages = new LateStages(Duration.ofMinutes(1), () -> now);

  @Test
  void thePeriodBeginsWithTheFirstLookThatFindsTheStageLate() {
    assertThat(stages.look(Stage.IDENTITY, true)).isEqualTo(START);
    now = START.plusSeconds(60);
    assertThat(stages.look(Stage.IDENTITY, true)).isEqualTo(START);
    assertThat(stages.look(Stage.AUDIENCES, true)).isEqualTo(now);
  }

  @Test
  void aLookThatFindsNothingEndsThePeriod() {
    stages.look(Stage.IDENTITY, true);
    now = START.plusSeconds(15);
    assertThat(stages.look(Stage.IDENTITY, false)).isNull();
    now = START.plusSeconds(30);
    assertThat(stages.look(Stage.IDENTITY, true)).isEqualTo(now);
  }

  @Test
  void thePauseIsAsLongAsThreeChecksAndNeverShorterThanAStillReader() {
    Duration still = Duration.ofMinutes(1);
    assertThat(LateStages.pause(still, Duration.ofSeconds(15))).isEqualTo(still);
    assertThat(LateStages.pause(still, Duration.ofMinutes(2))).isEqualTo(Duration.ofMinutes(6));
  }

  @Test
  void aLongTimeWithoutALookEndsThePeriod() {
    stages.look(Stage.IDENTITY, true);
    now = START.plusSeconds(61);
    assertThat(stages.look(Stage.IDENTITY, true)).isEqualTo(now);
  }
}
