package dev.tributary.sandbox.kit.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("soak-models")
class DistinctIdsTest {
  private static final long SEED =
      Long.getLong(
          "tributary.seed", Boolean.getBoolean("tributary.soak") ? System.nanoTime() : 20_260);

  @Test
  void countsAsANaiveMapDoes() {
    System.out.println("-Dtributary.seed=" + SEED);
    var random = new Random(SEED);
    var ids = new DistinctIds();
    var naive = new HashMap<String, Integer>();

    for (int i = 0; i < 100_000; i++) {
      var id = "evt_" + random.nextInt(70_000);
      ids.add(id);
      naive.merge(id, 1, Integer::sum);
    }

    var counts = ids.counts();
    assertThat(counts.received()).isEqualTo(100_000);
    assertThat(counts.distinct()).isEqualTo(naive.size());
    assertThat(counts.repeats()).isEqualTo(100_000 - naive.size());
    assertThat(counts.repeated())
        .hasSize(100)
        .allSatisfy((id, times) -> assertThat(times).isEqualTo(naive.get(id)));
    assertThat(counts.complete()).isTrue();
  }

  @Test
  void saysWhenItCountsNoMore() {
    var ids = new DistinctIds();

    for (int i = 0; i <= DistinctIds.MAXIMUM; i++) {
      ids.add(String.valueOf(i));
    }

    assertThat(ids.counts().complete()).isFalse();
    assertThat(ids.counts().distinct()).isEqualTo(DistinctIds.MAXIMUM);
    assertThat(ids.counts().received()).isEqualTo(DistinctIds.MAXIMUM + 1L);
  }
}
