package dev.tributary.collector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.collector.http.MemoryBudget.Share;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private final MemoryBudget budget = new MemoryBudget(600);
  private final List<String> dropped = new ArrayList<>();

  @Test
  void requestsWithoutAKeyTakeAThirdAtMostAndTheOldestIsDropped() {
    for (int i = 0; i < 10; i++) {
      assertThat(unproven("" + i, "10.0.0." + i).take(50)).isTrue();
    }
    assertThat(dropped).containsExactly("0", "1", "2", "3", "4", "5");
    assertThat(budget.proven().take(400)).isTrue();
  }

  @Test
  void oneAddressTakesHalfOfThat() {
    Share other = unproven("other", "10.0.0.1");
    assertThat(other.take(80)).isTrue();
    for (int i = 0; i < 10; i++) {
      assertThat(unproven("" + i, "10.0.0.2").take(50)).isTrue();
    }
    assertThat(dropped).containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
    assertThat(other.prove()).isTrue();
  }

  @Test
  void aKeyedRequestTakesTheRoomOfThoseWithout() {
    Share old = unproven("old", "10.0.0.1");
    assertThat(old.take(100)).isTrue();
    Share keyed = budget.proven();
    assertThat(keyed.take(600)).isTrue();
    assertThat(dropped).containsExactly("old");
    assertThat(old.take(1)).isFalse();
    assertThat(old.prove()).isFalse();
    old.release();
    assertThat(budget.proven().take(1)).isFalse();
    keyed.release();
    assertThat(budget.proven().take(600)).isTrue();
  }

  @Test
  void whatIsProvenIsNeverDropped() {
    Share first = unproven("first", "10.0.0.1");
    assertThat(first.take(100)).isTrue();
    assertThat(first.prove()).isTrue();
    assertThat(first.take(400)).isTrue();
    assertThat(unproven("second", "10.0.0.1").take(100)).isTrue();
    assertThat(budget.proven().take(101)).isFalse();
    assertThat(dropped).containsExactly("second");
    first.release();
    first.release();
    assertThat(budget.proven().take(600)).isTrue();
  }

  @Test
  void aRequestIsNotDroppedForItself() {
    Share large = unproven("large", "10.0.0.1");
    assertThat(large.take(100)).isTrue();
    assertThat(large.take(1)).isFalse();
    assertThat(dropped).isEmpty();
    large.release();
    assertThat(unproven("next", "10.0.0.1").take(100)).isTrue();
  }

  private Share unproven(String name, String address) {
    return budget.unproven(address, () -> dropped.add(name));
  }
}
