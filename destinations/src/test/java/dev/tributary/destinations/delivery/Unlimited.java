package dev.tributary.destinations.delivery;

import dev.tributary.destinations.pacing.Answer;
import dev.tributary.destinations.pacing.Flow;
import dev.tributary.destinations.pacing.Permit;
import dev.tributary.destinations.pacing.Question;
import dev.tributary.destinations.pacing.RateLimiter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Accounts whose requests may leave at once. */
public final class Unlimited implements RateLimiter {

  /** The requests of a batch that need no permit. */
  static PacedRequests paced() {
    return new PacedRequests(
        new Unlimited(),
        new AccountBudgets("account", List.of(), 0, 1),
        new Flow("wsp_1", "dst_1", false),
        Clock.systemUTC(),
        null,
        null,
        1);
  }

  @Override
  public Answer ask(Question question) {
    return new Answer.Granted(
        new Permit(question.account(), question.flow(), "", Instant.EPOCH, question.needs()));
  }

  @Override
  public void giveBack(Permit permit) {}

  @Override
  public void settle(Permit permit, long records) {}

  @Override
  public void end(Permit permit) {}

  @Override
  public void slowDown(String account, Instant until) {}

  @Override
  public void learn(Permit permit, Headers header) {}
}
