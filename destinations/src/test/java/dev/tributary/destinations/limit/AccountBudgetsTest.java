package dev.tributary.destinations.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.Budget.Scope;
import dev.tributary.destinations.pacing.Budget.Unit;
import dev.tributary.destinations.pacing.BudgetBuilder;
import dev.tributary.destinations.pacing.BudgetWindow;
import dev.tributary.destinations.pacing.Need;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountBudgetsTest {
  private static final Budget REQUESTS = Budget.requests(100, 10);
  private static final Request SEARCH =
      new Request("POST", URI.create("https://example.org/v3/search"), Map.of(), new byte[300]);
  private static final Request WRITE =
      new Request("POST", URI.create("https://example.org/v3/people"), Map.of(), new byte[200]);

  private static Budget budget(Unit unit, Scope scope, @Nullable String name) {
    return BudgetBuilder.builder(REQUESTS).unit(unit).scope(scope).name(name).build();
  }

  private static AccountBudgets of(Budget... budgets) {
    return new AccountBudgets("account", List.of(budgets), 0, 50);
  }

  private static List<Long> units(List<Need> needs) {
    return needs.stream().map(Need::units).toList();
  }

  @Test
  void aClaimNeedsARequestAndAFullBatchOfTheAccount() {
    AccountBudgets budgets =
        of(
            REQUESTS,
            budget(Unit.RECORDS, Scope.ACCOUNT, null),
            budget(Unit.REQUESTS, Scope.ENDPOINT, "/search"),
            budget(Unit.REQUESTS, Scope.RECORD, null));
    assertThat(units(budgets.ofNextBatch())).containsExactly(1L, 50L);
  }

  @Test
  void theFirstRequestOfABatchNeedsWhatItsPermitDoesNotHave() {
    AccountBudgets budgets =
        of(
            REQUESTS,
            budget(Unit.RECORDS, Scope.ACCOUNT, null),
            budget(Unit.BYTES, Scope.ACCOUNT, null),
            budget(Unit.REQUESTS, Scope.ENDPOINT, "/search"));
    assertThat(units(budgets.of(SEARCH, "people", 7, true))).containsExactly(300L, 1L);
    assertThat(units(budgets.of(WRITE, "people", 7, true))).containsExactly(200L);
    assertThat(units(budgets.of(SEARCH, "people", 7, false))).containsExactly(1L, 7L, 300L, 1L);
    assertThat(units(budgets.of(WRITE, "people", 0, false)))
        .as("the records count once")
        .containsExactly(1L, 200L);
  }

  @Test
  void objectsHaveBudgetsOfTheirOwn() {
    AccountBudgets each = of(budget(Unit.REQUESTS, Scope.OBJECT, null));
    Need people = each.of(WRITE, "people", 1, true).getFirst();
    Need companies = each.of(WRITE, "companies", 1, true).getFirst();
    assertThat(people.key()).isNotEqualTo(companies.key());
    AccountBudgets one = of(budget(Unit.REQUESTS, Scope.OBJECT, "people"));
    assertThat(one.of(WRITE, "people", 1, true)).hasSize(1);
    assertThat(one.of(WRITE, "companies", 1, true)).isEmpty();
  }

  @Test
  void aClaimNeedsSomeBytesOfALongBudget() {
    Budget daily =
        BudgetBuilder.builder(budget(Unit.BYTES, Scope.ACCOUNT, null))
            .amount(1_000_000)
            .window(new BudgetWindow(null, BudgetWindow.Per.DAY, null, null))
            .build();
    assertThat(units(of(daily).ofNextBatch())).containsExactly(10_000L);
  }
}
