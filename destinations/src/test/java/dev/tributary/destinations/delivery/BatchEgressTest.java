package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.account.AccountName;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.limit.AccountBudgets;
import dev.tributary.destinations.limit.PacedRequests;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.BudgetBuilder;
import dev.tributary.destinations.pacing.Flow;
import dev.tributary.destinations.pacing.Permit;
import dev.tributary.destinations.protocol.SecretMasking;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchEgressTest {
  private static final Transport NOTHING_SENT =
      new Transport() {
        @Override
        public Answer send(Request request, Duration timeout) {
          throw new AssertionError("Nothing is sent after the deadline");
        }

        @Override
        public InetAddress checked(String host, int port) {
          return InetAddress.getLoopbackAddress();
        }

        @Override
        public void requireEncryption(URI url) {
          throw new AssertionError("A batch saves no address");
        }
      };

  @Test
  void afterTheDeadlineOfABatchARequestIsCertainlyNotSent() {
    BatchEgress egress =
        new BatchEgress(
            NOTHING_SENT,
            Unlimited.paced(),
            new SecretMasking(List.of()),
            Clock.systemUTC(),
            Duration.ofSeconds(1),
            Instant.now());
    Request request = new Request("POST", URI.create("https://example.org/"), Map.of(), null);
    EgressFailure failure = catchThrowableOfType(EgressFailure.class, () -> egress.send(request));
    assertThat(failure.outcome()).isInstanceOf(Outcome.Transient.class);
    assertThat(egress.exchanges()).isEmpty();
  }

  @Test
  void aRequestWaitsForItsBudgetOnlyWhileThereIsTimeForItsAnswer() {
    Unlimited limiter = new Unlimited();
    Instant soon = Instant.now().plusSeconds(12);
    List<Duration> patience = new ArrayList<>();
    limiter.later =
        question -> {
          patience.add(question.patience());
          return Optional.of(soon);
        };
    AccountBudgets budgets =
        new AccountBudgets(AccountName.of("account"), List.of(Budget.requests(4, 1)), 0, 1);
    BatchEgress egress =
        new BatchEgress(
            NOTHING_SENT,
            Unlimited.paced(limiter, budgets, null),
            new SecretMasking(List.of()),
            Clock.systemUTC(),
            Duration.ofSeconds(20),
            Instant.now().plusSeconds(20));
    Request request = new Request("POST", URI.create("https://example.org/"), Map.of(), null);
    EgressFailure failure = catchThrowableOfType(EgressFailure.class, () -> egress.send(request));
    assertThat(failure.outcome())
        .isEqualTo(new Outcome.HeldBack(soon, "Held back by the rate limit"));
    assertThat(patience)
        .singleElement()
        .satisfies(each -> assertThat(each).isLessThanOrEqualTo(Duration.ofSeconds(10)));
  }

  @Test
  void aBodyThatIsLargerThanAWholeBudgetIsRefused() {
    Budget bytes = BudgetBuilder.builder(Budget.requests(10, 1)).unit(Budget.Unit.BYTES).build();
    BatchEgress egress =
        new BatchEgress(
            NOTHING_SENT,
            Unlimited.paced(
                new Unlimited(),
                new AccountBudgets(AccountName.of("account"), List.of(bytes), 0, 1),
                null),
            new SecretMasking(List.of()),
            Clock.systemUTC(),
            Duration.ofSeconds(1),
            Instant.now().plusSeconds(10));
    URI address = URI.create("https://example.org/contacts");
    EgressFailure failure =
        catchThrowableOfType(
            EgressFailure.class,
            () -> egress.send(new Request("POST", address, Map.of(), new byte[11])));
    assertThat(failure.outcome()).isInstanceOf(Outcome.RefusedTogether.class);
  }

  @Test
  void aRequestThatTheBudgetOfItsEndpointHoldsBackIsNotSentAndLeavesThePermit() {
    Unlimited limiter = new Unlimited();
    Instant tomorrow = Instant.now().plusSeconds(86_400);
    limiter.later = question -> Optional.of(tomorrow);
    Budget search =
        BudgetBuilder.builder(Budget.requests(4, 1))
            .scope(Budget.Scope.ENDPOINT)
            .name("/search")
            .build();
    AccountBudgets budgets = new AccountBudgets(AccountName.of("account"), List.of(search), 0, 1);
    Permit permit =
        new Permit(
            "account",
            new Flow(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), false),
            "1",
            Instant.EPOCH,
            List.of(),
            false);
    PacedRequests pace = Unlimited.paced(limiter, budgets, permit);
    BatchEgress egress =
        new BatchEgress(
            NOTHING_SENT,
            pace,
            new SecretMasking(List.of()),
            Clock.systemUTC(),
            Duration.ofSeconds(1),
            Instant.now().plusSeconds(10));
    URI address = URI.create("https://example.org/contacts/search");
    EgressFailure failure =
        catchThrowableOfType(
            EgressFailure.class, () -> egress.send(new Request("POST", address, Map.of(), null)));
    Outcome outcome = failure.outcome();
    assertThat(outcome)
        .as("the budget may be raised before tomorrow")
        .isInstanceOfSatisfying(
            Outcome.HeldBack.class,
            held -> assertThat(held.until()).isBefore(tomorrow.minusSeconds(80_000)));
    pace.end(List.of(outcome));
    assertThat(limiter.givenBack).hasValue(1);
  }
}
