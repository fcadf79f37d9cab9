package dev.tributary.destinations.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.account.AccountName;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.Budget.Scope;
import dev.tributary.destinations.pacing.Budget.Unit;
import dev.tributary.destinations.pacing.BudgetBuilder;
import dev.tributary.destinations.pacing.BudgetWindow;
import dev.tributary.destinations.pacing.Flow;
import dev.tributary.destinations.pacing.Need;
import dev.tributary.destinations.pacing.Permit;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
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
    return new AccountBudgets(AccountName.of("account"), List.of(budgets), 0, 50);
  }

  private static List<Long> units(List<Need> needs) {
    return needs.stream().map(Need::units).toList();
  }

  @Test
  void aClaimNeedsARequestAndAsManyRecordsOfTheAccountAsARequestCanHave() {
    AccountBudgets budgets =
        of(
            REQUESTS,
            budget(Unit.RECORDS, Scope.ACCOUNT, null),
            budget(Unit.REQUESTS, Scope.ENDPOINT, "/search"),
            budget(Unit.REQUESTS, Scope.RECORD, null));
    assertThat(units(budgets.ofNextBatch())).containsExactly(1L, 25L);
    assertThat(budgets.ofNextBatch()).allMatch(need -> need.least() == 1);
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
  void onlyTheBeginningOfAJobTakesOfTheLimitsOfJobs() {
    AccountBudgets budgets =
        of(
            REQUESTS,
            budget(Unit.JOBS, Scope.ACCOUNT, null),
            budget(Unit.JOBS, Scope.OBJECT, "people"),
            budget(Unit.JOB_RECORDS, Scope.ACCOUNT, null));
    assertThat(units(budgets.ofJob("people", 70))).containsExactly(1L, 1L, 70L);
    assertThat(units(budgets.ofJob("companies", 700)))
        .as("a job can be larger than a limit that was lowered")
        .containsExactly(1L, 100L);
    assertThat(units(budgets.ofNextBatch())).containsExactly(1L);
    assertThat(units(budgets.of(WRITE, "people", 7, false))).containsExactly(1L);
    assertThat(budgets.limitsJobs()).isTrue();
    assertThat(of(REQUESTS).limitsJobs()).isFalse();
    assertThat(new AccountBudgets(AccountName.of("account"), List.of(), 0, 1, 30).limitsJobs())
        .isTrue();
    assertThat(budgets.shortestTime(1, 10_000)).isEqualTo(of(REQUESTS).shortestTime(1, 10_000));
  }

  @Test
  void theVendorReportsTheLongestCountedLimitOfRequests() {
    Budget hour = BudgetBuilder.builder(Budget.requests(50, 3_600)).build();
    Budget day = BudgetBuilder.builder(Budget.requests(900, 86_400)).build();
    Budget records = BudgetBuilder.builder(day).unit(Unit.RECORDS).build();
    assertThat(of(REQUESTS, hour, day, records).reported().orElseThrow().budget()).isEqualTo(day);
    assertThat(of(REQUESTS, records).reported()).isEmpty();
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
  void theBudgetThatLastsLongestDecidesHowLongRequestsTake() {
    Budget paced = budget(Unit.REQUESTS, Scope.ACCOUNT, null);
    long perUnit = paced.window().length().toSeconds() * 1_000 / paced.amount();
    assertThat(of(paced).shortestTime(1_000, 1_000)).contains(Duration.ofSeconds(perUnit));
    assertThat(of(paced.leaving(0.5)).shortestTime(1_000, 1_000))
        .as("half of the limit is left for others")
        .contains(Duration.ofSeconds(2 * perUnit));
    assertThat(of(daily(Unit.RECORDS, Scope.ACCOUNT, null, 100)).shortestTime(5, 401))
        .as("parts of two days and three whole ones")
        .contains(Duration.ofDays(3));
    assertThat(of(daily(Unit.RECORDS, Scope.ACCOUNT, null, 100)).shortestTime(5, 200))
        .contains(Duration.ZERO);
    Budget cost = BudgetBuilder.builder(daily(Unit.COST, Scope.ACCOUNT, null, 10)).cost(5).build();
    assertThat(of(cost, paced).shortestTime(8, 8)).contains(Duration.ofDays(2));
    assertThat(of(budget(Unit.REQUESTS, Scope.ENDPOINT, "/search")).shortestTime(5, 5)).isEmpty();
  }

  private static Budget daily(Unit unit, Scope scope, @Nullable String name, long amount) {
    return BudgetBuilder.builder(budget(unit, scope, name))
        .amount(amount)
        .window(new BudgetWindow(null, BudgetWindow.Per.DAY, null, null))
        .build();
  }

  private static Permit permit(Need... needs) {
    Flow flow = new Flow(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), false);
    return new Permit("account", flow, "1", Instant.EPOCH, List.of(needs), false);
  }

  @Test
  void noBatchIsLargerThanABudgetOfRecords() {
    assertThat(of(daily(Unit.RECORDS, Scope.ACCOUNT, null, 30)).rows(null).of("people"))
        .isEqualTo(30);
    assertThat(of(daily(Unit.RECORDS, Scope.ACCOUNT, null, 1)).rows(null).of("people"))
        .isEqualTo(1);
    AccountBudgets people = of(daily(Unit.RECORDS, Scope.OBJECT, "people", 20));
    assertThat(people.rows(null).of("people")).isEqualTo(20);
    assertThat(people.rows(null).of("companies")).isGreaterThanOrEqualTo(50);
    assertThat(of(budget(Unit.RECORDS, Scope.ACCOUNT, null)).rows(null).of("people"))
        .as("the largest request stays free in each window")
        .isEqualTo(25);
    assertThat(of(REQUESTS).rows(null))
        .satisfies(any -> assertThat(any.of("people")).isGreaterThan(50));
  }

  @Test
  void aClaimTakesNoMoreRowsThanItsPermitHas() {
    Budget budget = daily(Unit.RECORDS, Scope.ACCOUNT, null, 1_000);
    Need full = new Need(budget, budget.key(), 50, 50);
    assertThat(of(budget).rows(permit(full)).now()).isEqualTo(Long.MAX_VALUE);
    assertThat(of(budget).rows(permit(full)).of("people")).isEqualTo(50);
    Need rest = new Need(budget, budget.key(), 7, 50);
    assertThat(of(budget).rows(permit(rest)).now()).isEqualTo(7);
    assertThat(of(budget).rows(permit(rest)).of("people")).isEqualTo(7);
  }

  @Test
  void aBodyThatIsLargerThanABudgetCanNeverLeave() {
    AccountBudgets budgets = of(daily(Unit.BYTES, Scope.ENDPOINT, "/search", 299));
    assertThat(budgets.isTooLarge(SEARCH, "people")).isTrue();
    assertThat(budgets.isTooLarge(WRITE, "people")).isFalse();
    assertThat(of(daily(Unit.BYTES, Scope.ACCOUNT, null, 300)).isTooLarge(SEARCH, "people"))
        .isFalse();
  }

  @Test
  void aRequestNeedsNoMoreThanTheWholeBudget() {
    Budget records = daily(Unit.RECORDS, Scope.ACCOUNT, null, 30);
    assertThat(units(of(records).of(WRITE, "people", 40, false))).containsExactly(30L);
    Budget cost =
        BudgetBuilder.builder(daily(Unit.COST, Scope.ACCOUNT, null, 10))
            .cost(8)
            .leftForOthers(0.5)
            .build();
    assertThat(units(of(cost).ofNextBatch())).containsExactly(5L);
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
