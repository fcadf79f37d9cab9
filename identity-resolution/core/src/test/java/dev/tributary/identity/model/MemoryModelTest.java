package dev.tributary.identity.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testkit.lane.Lane;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each lane checks thousands of histories: the gating lane 700 with each of the three models, the
 * soak lane more. The test asserts their number, not a time: a bound of time would fail on a
 * machine with other work. Stores in memory that became slow show in the printed figure, and in the
 * time of the lane.
 *
 * <p>{@code -Dtributary.seed=…} feeds a seed back in, {@code -Dtributary.short-histories=…} runs
 * more.
 */
@Tag("soak-models")
class MemoryModelTest {
  private static final int HISTORIES = Lane.size("tributary.short-histories", 300, 60_000);

  @ParameterizedTest
  @EnumSource
  void shortHistoriesAgreeWithTheReference(MemoryModels model) throws InterruptedException {
    Long given = Long.getLong("tributary.seed");
    if (given != null) {
      model.check(given);
      return;
    }
    long begin = System.nanoTime();
    int checked = model.check(Lane.seeds(), HISTORIES);
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        "Model test in memory, %s: %d histories, %.0f in a second%n",
        model, checked, checked / seconds);
    assertThat(checked).isEqualTo(HISTORIES);
  }
}
