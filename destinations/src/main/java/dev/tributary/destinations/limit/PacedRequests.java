package dev.tributary.destinations.limit;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.pacing.Answer;
import dev.tributary.destinations.pacing.Flow;
import dev.tributary.destinations.pacing.Need;
import dev.tributary.destinations.pacing.Permit;
import dev.tributary.destinations.pacing.Question;
import dev.tributary.destinations.pacing.RateLimiter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pace of the requests of one batch. Not thread-safe. */
public final class PacedRequests {
  /** A worker that holds a lease waits no longer than this for a budget. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(15);

  /**
   * Rows that are held back are looked at again after this time, although the budget is spent for
   * longer: a user may raise it.
   */
  static final Duration LONGEST_HOLD = Duration.ofMinutes(10);

  /**
   * A connection is asked for again after this time. With the longest request after it, that is as
   * long as a connection is leased.
   */
  private static final Duration CONNECTED = Duration.ofSeconds(30);

  private static final String HELD_BACK = "Held back by the rate limit";

  private static final String TOO_LARGE =
      "The body of the request is larger than the limit of bytes allows in a whole window";

  private final RateLimiter limiter;
  private final AccountBudgets budgets;
  private final Flow flow;
  private final @Nullable SyncId sync;
  private final Clock clock;
  private final @Nullable Permit first;
  private final @Nullable String object;
  private final int records;
  private final List<Permit> connected = new ArrayList<>();
  private List<Permit> ofRequest = List.of();
  private Duration longestWait = MAX_WAIT;

  /** Since when there is a connection; null if there is none. */
  private @Nullable Instant connectedSince;

  private boolean asked;
  private boolean sent;

  /**
   * @param sync whose rows are sent; null for requests of no sync
   * @param first what was granted before the rows were claimed; null if nothing was asked
   * @param object of the batch; null for a test of the destination
   * @param records the size of the batch
   */
  public PacedRequests(
      RateLimiter limiter,
      AccountBudgets budgets,
      Flow flow,
      @Nullable SyncId sync,
      Clock clock,
      @Nullable Permit first,
      @Nullable String object,
      int records) {
    this.limiter = limiter;
    this.budgets = budgets;
    this.flow = flow;
    this.sync = sync;
    this.clock = clock;
    this.first = first;
    this.object = object;
    this.records = records;
    this.connectedSince = first != null && first.connected() ? clock.instant() : null;
  }

  /** The name of the account for its budgets. */
  public String account() {
    return budgets.paced();
  }

  /**
   * Waits until a request may leave.
   *
   * @param end nothing leaves after it
   * @throws EgressFailure if that takes too long, or if the body is larger than a whole budget
   */
  public void await(Egress.Request request, Instant end) throws EgressFailure {
    if (budgets.isTooLarge(request, object)) {
      throw EgressFailure.notSent(new Outcome.RefusedTogether(null, TOO_LARGE), TOO_LARGE);
    }
    Permit covering = sent ? null : first;
    List<Need> needs = budgets.of(request, object, asked ? 0 : records, covering != null);
    Instant since = connectedSince;
    if (since != null && clock.instant().isAfter(since.plus(CONNECTED))) {
      disconnect();
    }
    int connections = connectedSince == null ? budgets.connections() : 0;
    asked = true;
    List<Permit> permits = new ArrayList<>();
    if (covering != null) {
      permits.add(covering);
    }
    if (!needs.isEmpty() || connections > 0) {
      Permit permit = granted(needs, connections, end);
      permits.add(permit);
      limiter.used(permit, sync, permit.needs());
      if (connections > 0) {
        connected.add(permit);
        connectedSince = clock.instant();
      }
    }
    if (covering != null) {
      countUse(covering);
    }
    ofRequest = permits;
    sent = true;
  }

  /**
   * Takes what a request about credentials needs, and does not wait: other instances may wait for
   * the new credentials. It takes nothing of the permit of the batch, unless the pace has nothing
   * else now. The batch got its permit just before, so at an even pace that is the case each time;
   * then the batch asks for another permit.
   *
   * @throws EgressFailure if the request must not leave now
   */
  public void takeApart(Egress.Request request) throws EgressFailure {
    if (later(budgets.of(request, null, 0, false)) instanceof Instant at
        && !takesFirst(budgets.of(request, null, 0, true))) {
      throw heldBack(at);
    }
  }

  /** The permit for a claim was asked for before the records and bytes of the batch were known. */
  private Need used(Need need) {
    return switch (need.budget().counts()) {
      case RECORDS -> need.of(Math.min(need.units(), records));
      case BYTES -> need.of(0);
      case REQUESTS, COST, JOBS, JOB_RECORDS -> need;
    };
  }

  /**
   * Uses the permit of the batch, if no request has.
   *
   * @param others the needs that this permit does not have
   */
  private boolean takesFirst(List<Need> others) {
    if (first == null || sent || later(others) != null) {
      return false;
    }
    // The batch asks for its records again, with its next permit.
    Permit _ = limiter.settle(first.of(first.needs().stream().map(this::used).toList()), 0);
    limiter.used(first, null, first.needs().stream().map(PacedRequests::withoutRecords).toList());
    sent = true;
    return true;
  }

  private static Need withoutRecords(Need need) {
    return switch (need.budget().counts()) {
      case RECORDS, BYTES -> need.of(0);
      case REQUESTS, COST, JOBS, JOB_RECORDS -> need;
    };
  }

  /** Takes the needs at once, or says when that is possible. */
  private @Nullable Instant later(List<Need> needs) {
    if (needs.isEmpty()) {
      return null;
    }
    return switch (limiter.ask(new Question(budgets.paced(), flow, needs, 0, Duration.ZERO))) {
      case Answer.Granted(Permit permit) -> {
        limiter.used(permit, null, permit.needs());
        yield null;
      }
      case Answer.Later(Instant at) -> at;
    };
  }

  private EgressFailure heldBack(Instant at) {
    return new EgressFailure(Reach.HELD_BACK, HELD_BACK, soon(at, clock));
  }

  /** The time itself, or an earlier one if it is too far away. */
  static Instant soon(Instant at, Clock clock) {
    Instant latest = clock.instant().plus(LONGEST_HOLD);
    return at.isBefore(latest) ? at : latest;
  }

  private void disconnect() {
    connected.forEach(limiter::end);
    connected.clear();
    if (first != null) {
      limiter.end(first);
    }
    connectedSince = null;
  }

  /** From now on, a request waits as long as this for a budget. */
  public void waitUpTo(Duration longest) {
    longestWait = longest;
  }

  private Permit granted(List<Need> needs, int connections, Instant end) throws EgressFailure {
    Instant longest = clock.instant().plus(longestWait);
    Instant patient = end.isBefore(longest) ? end : longest;
    while (true) {
      Duration patience = Duration.between(clock.instant(), patient);
      Question question = new Question(budgets.paced(), flow, needs, connections, patience);
      switch (limiter.ask(question)) {
        case Answer.Granted(Permit permit) -> {
          sleepUntil(permit.from());
          return permit;
        }
        case Answer.Later(Instant at) -> {
          if (!at.isBefore(patient)) {
            throw heldBack(at);
          }
          sleepUntil(at);
        }
      }
    }
  }

  private void sleepUntil(Instant at) throws EgressFailure {
    Duration wait = Duration.between(clock.instant(), at);
    try {
      if (wait.isPositive()) {
        Thread.sleep(wait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EgressFailure(Reach.HELD_BACK, "Stopping", at);
    }
  }

  /** Reads how much is left from the answer to the request that was sent last. */
  public void answered(Egress.Answer answer) {
    ofRequest.forEach(permit -> limiter.learn(permit, answer::header));
  }

  /**
   * The batch has ended. The permit is given back if no request has used it.
   *
   * @param outcomes of the batch
   */
  public void end(List<Outcome> outcomes) {
    connected.forEach(limiter::end);
    if (first != null && !sent && outcomes.stream().allMatch(PacedRequests::isUnsent)) {
      limiter.giveBack(first);
    } else if (first != null) {
      if (!sent && !asked) {
        // Protocols of databases send no requests of HTTP, and have used the permit. A batch of
        // HTTP that failed before it asked for its first request looks the same.
        countUse(first);
      }
      limiter.end(first);
    }
  }

  private static boolean isUnsent(Outcome outcome) {
    return outcome instanceof Outcome.HeldBack || outcome instanceof Outcome.WaitsForPlace;
  }

  private void countUse(Permit covering) {
    limiter.used(covering, sync, covering.needs().stream().map(this::used).toList());
  }
}
