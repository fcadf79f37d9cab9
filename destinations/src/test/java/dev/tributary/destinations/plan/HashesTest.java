package dev.tributary.destinations.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testkit.lane.Lane;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HashesTest {
  @Test
  void aSetOfHashesIsLikeASet() {
    long seed = Lane.seed();
    System.out.println("HashesTest with -Dtributary.seed=" + seed);
    Random random = new Random(seed);
    Hashes hashes = new Hashes();
    Set<Long> reference = new HashSet<>();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 20_000; i++) {
        // Small numbers meet each other often, and 0 is among them.
        long hash = random.nextBoolean() ? random.nextLong() : random.nextInt(3_000);
        assertThat(hashes.contains(hash)).isEqualTo(reference.contains(hash));
        assertThat(hashes.add(hash)).isEqualTo(reference.add(hash));
      }
      hashes.clear();
      reference.clear();
    }
  }
}
