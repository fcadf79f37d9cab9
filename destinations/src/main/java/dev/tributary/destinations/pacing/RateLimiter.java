package dev.tributary.destinations.pacing;

import dev.tributary.contracts.id.SyncId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The budgets of accounts, shared by all syncs and all instances. Thread-safe. */
public interface RateLimiter {

  /** Takes what a request needs of all budgets, or nothing. */
  Answer ask(Question question);

  /** The permit was not used: what it took is free again, as far as no later request has it. */
  void giveBack(Permit permit);

  /**
   * The permit needs only so many records, and its bytes are asked for later.
   *
   * @param records at most as many as were asked for
   * @return the permit with what it still has, to be given back or used
   */
  Permit settle(Permit permit, long records);

  /**
   * A request of a permit leaves now. Nothing waits for the numbers of this call: they show people
   * who uses an account.
   *
   * @param sync whose rows the request has; null for a request of no sync
   * @param needs with the units that no earlier call has counted
   */
  default void used(Permit permit, @Nullable SyncId sync, List<Need> needs) {}

  /** The requests of a permit have ended, and its connection is free. */
  void end(Permit permit);

  /**
   * The destination has answered that there are too many requests: no request until then, and a
   * lower rate afterwards.
   */
  void slowDown(String account, Instant until);

  /**
   * Reads how much is left from the headers of an answer. A budget follows the vendor where it says
   * that less is left.
   *
   * @param permit of the request
   * @param header the value of a header by its name, or null
   */
  void learn(Permit permit, Headers header);

  /**
   * Whether the caller asks the vendor now how much of a budget is used. Of all instances, one does
   * within each interval.
   *
   * @param need of the budget, which is one that is counted
   */
  default boolean asksForUse(String account, Flow flow, Need need, Duration interval) {
    return false;
  }

  /**
   * The vendor has answered how much of a budget is used. The budget follows it.
   *
   * @param asked when the question was sent
   */
  default void reported(String account, Flow flow, Need need, ReportedUse use, Instant asked) {}

  /** The headers of an answer. */
  @FunctionalInterface
  interface Headers {
    @Nullable String value(String name);
  }
}
