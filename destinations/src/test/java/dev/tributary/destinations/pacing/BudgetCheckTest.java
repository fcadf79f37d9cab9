package dev.tributary.destinations.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetCheckTest {
  private static List<String> faults(Budget budget) {
    List<String> faults = new ArrayList<>();
    BudgetCheck.check(budget, (at, words) -> faults.add(at + " " + words));
    return faults;
  }

  private static Budget cost(int cost, long amount) {
    return BudgetBuilder.builder(Budget.requests(amount, 60))
        .unit(Budget.Unit.COST)
        .cost(cost)
        .build();
  }

  @Test
  void aRequestMustNotCostMoreThanTheWholeBudget() {
    assertThat(faults(cost(10, 10))).isEmpty();
    assertThat(faults(cost(11, 10)))
        .singleElement()
        .asString()
        .startsWith("/cost must be at most the amount");
  }
}
