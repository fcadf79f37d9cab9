package dev.tributary.destinations.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EffectClassTest {
  /** The vendor may still have the job of a record of class E. */
  @Test
  void aNewRunComparesOnlyRecordsAgainWhoseRepetitionHasNoSecondEffect() {
    assertThat(Arrays.stream(EffectClass.values()).filter(EffectClass::repeatable))
        .containsExactly(EffectClass.A, EffectClass.B, EffectClass.D);
  }
}
