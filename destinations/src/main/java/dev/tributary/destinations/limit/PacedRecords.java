package dev.tributary.destinations.limit;

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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Budgets that each record has: rows whose record has spent its budget are not sent. Thread-safe.
 */
public final class PacedRecords {
  private static final String WORDS = "Held back by the rate limit of this record";

  private final RateLimiter limiter;
  private final Clock clock;
  private final String account;
  private final Flow flow;
  private final List<Need> needs;

  public PacedRecords(RateLimiter limiter, AccountBudgets budgets, Flow flow, Clock clock) {
    this.limiter = limiter;
    this.clock = clock;
    this.account = budgets.paced();
    this.flow = flow;
    this.needs =
        budgets.ofRecords().stream().map(each -> new Need(each, each.key(), 1, 1)).toList();
  }

  /** Whether records have budgets. */
  public boolean isEmpty() {
    return needs.isEmpty();
  }

  /**
   * Sends the rows whose records may be written now.
   *
   * @param ids of the rows, in the order of the batch
   * @param whole whether all rows must be sent or none
   * @param end after it, no further record is looked at: the rest is held back
   * @param sender gets the indexes of rows, and returns one outcome for each
   * @return one outcome per row, in their order
   */
  public List<Outcome> send(
      List<String> ids, boolean whole, Instant end, Function<List<Integer>, List<Outcome>> sender) {
    List<Integer> going = new ArrayList<>();
    Map<Integer, Permit> permits = new HashMap<>();
    Map<Integer, Outcome> outcomes = new HashMap<>();
    Instant latest = Instant.MIN;
    for (int i = 0; i < ids.size(); i++) {
      Instant now = clock.instant();
      if (!now.isBefore(end)) {
        outcomes.put(i, new Outcome.HeldBack(now, WORDS));
        latest = now.isAfter(latest) ? now : latest;
        continue;
      }
      String record = account + ":" + ids.get(i);
      switch (limiter.ask(new Question(record, flow, needs, 0, Duration.ZERO))) {
        case Answer.Granted(Permit permit) -> {
          going.add(i);
          permits.put(i, permit);
        }
        case Answer.Later(Instant at) -> {
          Instant again = PacedRequests.soon(at, clock);
          outcomes.put(i, new Outcome.HeldBack(again, WORDS));
          latest = again.isAfter(latest) ? again : latest;
        }
      }
    }
    boolean none = going.isEmpty() || whole && going.size() < ids.size();
    List<Outcome> sent =
        none
            ? Collections.nCopies(going.size(), new Outcome.HeldBack(latest, WORDS))
            : sender.apply(going);
    for (int i = 0; i < going.size(); i++) {
      outcomes.put(going.get(i), sent.get(i));
    }
    permits.forEach((index, permit) -> {
      if (outcomes.get(index) instanceof Outcome.HeldBack) {
        limiter.giveBack(permit);
      }
    });
    List<Outcome> inOrder = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      inOrder.add(Objects.requireNonNull(outcomes.get(i)));
    }
    return inOrder;
  }
}
