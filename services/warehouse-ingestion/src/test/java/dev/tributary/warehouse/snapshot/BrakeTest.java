package dev.tributary.warehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrakeTest {
  @Test
  void anEmptiedTableIsHeldHoweverSmallItWas() {
    assertThat(Brake.reason(removal(0, 3, 3), List.of())).isPresent();
  }

  @Test
  void anEmptyTableThatWasEmptyIsNot() {
    assertThat(Brake.reason(removal(0, 0, 0), List.of())).isEmpty();
  }

  @Test
  void twentyRemovalsPassWhateverTheirShare() {
    assertThat(Brake.reason(removal(5, 20, 25), List.of())).isEmpty();
    assertThat(Brake.reason(removal(5, 21, 26), List.of())).isPresent();
  }

  @Test
  void exactlyATenthPasses() {
    assertThat(Brake.reason(removal(900, 100, 1000), List.of())).isEmpty();
    assertThat(Brake.reason(removal(899, 101, 1000), List.of())).isPresent();
  }

  @Test
  void fiveTimesTheMedianOfFourteenRunsPassesAndOneMoreDoesNot() {
    List<Long> usual = Collections.nCopies(14, 10L);
    assertThat(Brake.reason(removal(9950, 50, 10_000), usual)).isEmpty();
    assertThat(Brake.reason(removal(9949, 51, 10_000), usual)).isPresent();
    assertThat(Brake.reason(removal(9949, 51, 10_000), usual.subList(0, 13))).isEmpty();
    assertThat(Brake.reason(removal(9949, 51, 10_000), Collections.nCopies(14, 0L))).isEmpty();
  }

  private static Counts removal(long read, long removed, long previous) {
    return new Counts(read, 0, 0, 0, removed, read, previous);
  }
}
