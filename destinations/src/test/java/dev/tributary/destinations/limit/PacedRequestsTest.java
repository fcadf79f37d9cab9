package dev.tributary.destinations.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.account.AccountName;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.pacing.Answer;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.BudgetBuilder;
import dev.tributary.destinations.pacing.Flow;
import dev.tributary.destinations.pacing.Need;
import dev.tributary.destinations.pacing.Permit;
import dev.tributary.destinations.pacing.Question;
import dev.tributary.destinations.pacing.RateLimiter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The connections of a batch with many requests. */
class PacedRequestsTest {
  private static final SyncId SYNC = new SyncId("syn_1");
  private static final Flow FLOW =
      new Flow(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), false);
  private static final Egress.Request REQUEST =
      new Egress.Request("GET", URI.create("https://jobs.example/"), Map.of(), null);

  private final Ticking clock = new Ticking();
  private final Connections limiter = new Connections();

  @Test
  void theConnectionOfALongJobIsAskedForAgain() throws EgressFailure {
    Permit first = new Permit("account", FLOW, "first", Instant.EPOCH, List.of(), true);
    limiter.open.add("first");
    PacedRequests pace =
        new PacedRequests(
            limiter,
            new AccountBudgets(AccountName.of("account"), List.of(), 1, 1),
            FLOW,
            null,
            clock,
            first,
            "rows",
            1);
    send(pace);
    clock.now = clock.now.plusSeconds(29);
    send(pace);
    assertThat(limiter.open).containsExactly("first");
    clock.now = clock.now.plusSeconds(2);
    send(pace);
    assertThat(limiter.open).containsExactly("1");
    clock.now = clock.now.plusSeconds(31);
    send(pace);
    assertThat(limiter.open).containsExactly("2");
    pace.end(List.of());
    assertThat(limiter.open).isEmpty();
  }

  /** A claim asks for a full batch, and for its bytes only when they are known. */
  @Test
  void whatARequestUsesIsCountedForItsSync() throws EgressFailure {
    Budget requests = Budget.requests(100, 10);
    Budget records = BudgetBuilder.builder(requests).unit(Budget.Unit.RECORDS).build();
    Budget bytes = BudgetBuilder.builder(requests).unit(Budget.Unit.BYTES).build();
    AccountBudgets account =
        new AccountBudgets(AccountName.of("account"), List.of(requests, records, bytes), 0, 9);
    Permit first =
        new Permit("account", FLOW, "first", Instant.EPOCH, account.ofNextBatch(), false);
    SyncId sync = new SyncId("syn_1");
    PacedRequests pace = new PacedRequests(limiter, account, FLOW, sync, clock, first, "rows", 3);
    Egress.Request write =
        new Egress.Request(
            "POST", URI.create("https://jobs.example/"), Map.of(), new byte[] {1, 2, 3, 4, 5});
    pace.await(write, clock.now.plusSeconds(60));
    assertThat(limiter.used)
        .isEqualTo(Map.of("requests syn_1", 1L, "records syn_1", 3L, "bytes syn_1", 5L));
    pace.await(write, clock.now.plusSeconds(60));
    pace.takeApart(REQUEST);
    assertThat(limiter.used)
        .isEqualTo(
            Map.of(
                "requests syn_1",
                2L,
                "records syn_1",
                3L,
                "bytes syn_1",
                10L,
                "requests null",
                1L));
  }

  @Test
  void aRequestThatIsNotSentUsesNothing() {
    Budget bytes = BudgetBuilder.builder(Budget.requests(4, 10)).unit(Budget.Unit.BYTES).build();
    AccountBudgets account = new AccountBudgets(AccountName.of("account"), List.of(bytes), 0, 9);
    PacedRequests pace =
        new PacedRequests(limiter, account, FLOW, new SyncId("syn_1"), clock, null, "rows", 3);
    Egress.Request write =
        new Egress.Request("POST", URI.create("https://jobs.example/"), Map.of(), new byte[5]);
    assertThatThrownBy(() -> pace.await(write, clock.now.plusSeconds(60)))
        .isInstanceOf(EgressFailure.class);
    assertThat(limiter.used).isEmpty();
  }

  /** A budget of the address is spent, so the request does not leave, each time it is tried. */
  @Test
  void aClaimWhoseRequestIsHeldBackUsesNothing() {
    Even even = new Even();
    Permit first =
        new Permit("account", FLOW, "first", Instant.EPOCH, even.budgets.ofNextBatch(), false);
    even.spent = "/";
    even.next = clock.now.plusSeconds(3_600);
    PacedRequests pace = new PacedRequests(even, even.budgets, FLOW, SYNC, clock, first, "rows", 1);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> send(pace)).isInstanceOf(EgressFailure.class);
    }
    pace.end(List.of(new Outcome.HeldBack(clock.now, ""), new Outcome.RefusedTogether(null, "")));
    assertThat(even.used).isEmpty();
  }

  private void send(PacedRequests pace) throws EgressFailure {
    pace.await(REQUEST, clock.now.plusSeconds(60));
  }

  /** At an even pace, the permit of the batch is the last one for some time, each time. */
  @Test
  void aTokenIsFetchedWithThePermitOfTheBatchIfThePaceHasNoOther() throws EgressFailure {
    Even even = new Even();
    Permit first = granted(even);
    PacedRequests pace = new PacedRequests(even, even.budgets, FLOW, SYNC, clock, first, "rows", 1);
    pace.takeApart(REQUEST);
    assertThat(even.settled).as("no record goes with the token").containsExactly(0L);
    assertThatThrownBy(() -> pace.takeApart(REQUEST)).isInstanceOf(EgressFailure.class);
    pace.end(List.of(new Outcome.HeldBack(clock.now, "")));
    assertThat(even.givenBack).isEmpty();
  }

  @Test
  void aTokenHasAPermitOfItsOwnIfThePaceHasOne() throws EgressFailure {
    Even even = new Even();
    Permit first = granted(even);
    PacedRequests pace = new PacedRequests(even, even.budgets, FLOW, SYNC, clock, first, "rows", 1);
    clock.now = clock.now.plusSeconds(1);
    pace.takeApart(REQUEST);
    assertThat(even.settled).isEmpty();
    pace.end(List.of(new Outcome.HeldBack(clock.now, "")));
    assertThat(even.givenBack).containsExactly(first);
  }

  @Test
  void aBatchThatWaitsForItsPlaceGivesItsPermitBack() {
    Even even = new Even();
    Permit first = granted(even);
    PacedRequests pace = new PacedRequests(even, even.budgets, FLOW, SYNC, clock, first, "rows", 1);
    pace.end(List.of(new Outcome.WaitsForPlace(clock.now, "")));
    assertThat(even.givenBack).containsExactly(first);
  }

  /** The permit of the batch has nothing of a budget of the address. */
  @Test
  void aTokenWaitsForABudgetOfItsAddress() {
    Even even = new Even();
    Permit first = granted(even);
    even.spent = "/";
    PacedRequests pace = new PacedRequests(even, even.budgets, FLOW, SYNC, clock, first, "rows", 1);
    assertThatThrownBy(() -> pace.takeApart(REQUEST)).isInstanceOf(EgressFailure.class);
    pace.end(List.of(new Outcome.HeldBack(clock.now, "")));
    assertThat(even.givenBack).containsExactly(first);
  }

  private static Permit granted(Even even) {
    return ((Answer.Granted) even.ask(new Question("account", FLOW, List.of(), 0, Duration.ZERO)))
        .permit();
  }

  /** One request a second, and of an address as long as it is not spent. */
  private final class Even implements RateLimiter {
    private final Budget address =
        BudgetBuilder.builder(Budget.requests(1, 1)).scope(Budget.Scope.ENDPOINT).name("/").build();
    private final AccountBudgets budgets =
        new AccountBudgets(
            AccountName.of("account"), List.of(Budget.requests(1, 1), address), 0, 1);
    private final List<Permit> givenBack = new ArrayList<>();
    private final List<Need> used = new ArrayList<>();
    private final List<Long> settled = new ArrayList<>();
    private Instant next = Instant.EPOCH;
    private String spent = "";

    @Override
    public Answer ask(Question question) {
      boolean ofAccount =
          question.needs().isEmpty()
              || question.needs().stream()
                  .anyMatch(need -> need.budget().of() == Budget.Scope.ACCOUNT);
      boolean ofAddress =
          question.needs().stream().anyMatch(need -> spent.equals(need.budget().name()));
      if ((ofAccount && clock.now.isBefore(next)) || ofAddress) {
        return new Answer.Later(next);
      }
      next = ofAccount ? clock.now.plusSeconds(1) : next;
      return new Answer.Granted(
          new Permit(
              question.account(), question.flow(), "" + next, clock.now, question.needs(), false));
    }

    @Override
    public void used(Permit permit, @Nullable SyncId sync, List<Need> needs) {
      used.addAll(needs);
    }

    @Override
    public void giveBack(Permit permit) {
      givenBack.add(permit);
    }

    @Override
    public Permit settle(Permit permit, long records) {
      settled.add(records);
      return permit;
    }

    @Override
    public void end(Permit permit) {}

    @Override
    public void slowDown(String account, Instant until) {}

    @Override
    public void learn(Permit permit, Headers header) {}
  }

  /** Grants each question, and knows the connections that are open. */
  private static final class Connections implements RateLimiter {
    private final List<String> open = new ArrayList<>();
    private final Map<String, Long> used = new HashMap<>();
    private int permits;

    @Override
    public Answer ask(Question question) {
      String id = String.valueOf(++permits);
      if (question.connections() > 0) {
        assertThat(open).hasSizeLessThan(question.connections());
        open.add(id);
      }
      return new Answer.Granted(
          new Permit(
              question.account(),
              question.flow(),
              id,
              Instant.EPOCH,
              question.needs(),
              question.connections() > 0));
    }

    @Override
    public void used(Permit permit, @Nullable SyncId sync, List<Need> needs) {
      for (Need need : needs) {
        if (need.units() > 0) {
          used.merge(need.budget().counts().wireName() + " " + sync, need.units(), Long::sum);
        }
      }
    }

    @Override
    public void giveBack(Permit permit) {
      open.remove(permit.id());
    }

    @Override
    public Permit settle(Permit permit, long records) {
      return permit;
    }

    @Override
    public void end(Permit permit) {
      open.remove(permit.id());
    }

    @Override
    public void slowDown(String account, Instant until) {}

    @Override
    public void learn(Permit permit, Headers header) {}
  }

  private static final class Ticking extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
