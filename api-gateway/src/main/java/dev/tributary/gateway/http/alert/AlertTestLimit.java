package dev.tributary.gateway.http.alert;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.gateway.http.ClientLimit;
import dev.tributary.gateway.limit.Allowance;
import dev.tributary.gateway.limit.Rate;
import dev.tributary.gateway.limit.SharedBuckets;
import dev.tributary.runtime.http.Problems;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Limits how many tests of its alert channels a workspace may send, because a test reaches
 * addresses that nobody has confirmed. All gateways share the limit. Thread-safe.
 */
public final class AlertTestLimit {
  /** Two tests of each channel in a row, then one test a minute. */
  private static final Rate RATE = new Rate(1.0 / Duration.ofMinutes(1).toSeconds(), 6);

  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final ClientLimit limit;

  public AlertTestLimit(SharedBuckets shared, int replicas, InstantSource clock) {
    this.limit = new ClientLimit(shared, RATE, replicas, clock);
  }

  /**
   * Takes one test from the workspace's allowance; blocks.
   *
   * @throws dev.tributary.runtime.http.Problem 429 if there is none left
   */
  void take(WorkspaceId workspace) {
    Allowance allowance = limit.take("alert-test:" + workspace).await().atMost(ANSWER);
    switch (allowance) {
      case Allowance.Granted() -> {}
      case Allowance.Exhausted(int seconds) ->
          throw Problems.RATE_LIMITED
              .problem("A workspace sends one test a minute. Try again in %d s".formatted(seconds))
              .retryAfter(seconds);
    }
  }
}
