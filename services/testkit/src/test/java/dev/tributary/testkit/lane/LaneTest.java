package dev.tributary.testkit.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LaneTest {

  @Test
  void theLaneIsGatingUnlessSoakIsAskedFor() {
    assertThat(Lane.of(null)).isEqualTo(Lane.GATING);
    assertThat(Lane.of("true")).isEqualTo(Lane.SOAK);
  }

  @Test
  void theGatingLaneHasOneSeedAndTheSoakLaneMany() {
    assertThat(seeds(Lane.GATING)).hasSize(1);
    assertThat(seeds(Lane.SOAK)).hasSizeGreaterThan(5).allMatch(seed -> seed >= 0);
  }

  private static Set<Long> seeds(Lane lane) {
    Random random = new Random(1);
    Set<Long> seeds = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      seeds.add(lane.chosenSeed(random));
    }
    return seeds;
  }
}
