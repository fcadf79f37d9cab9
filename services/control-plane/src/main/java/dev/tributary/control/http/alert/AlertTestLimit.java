package dev.tributary.control.http.alert;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.TestAllowance;
import dev.tributary.runtime.problem.Problems;
import jakarta.inject.Singleton;

/**
 * Limits how many tests of its alert channels a workspace may send, because a test reaches
 * addresses that nobody has confirmed. Thread-safe.
 */
@Singleton
public class AlertTestLimit {
  private final TestAllowance allowance;

  public AlertTestLimit(TestAllowance allowance) {
    this.allowance = allowance;
  }

  /**
   * Takes one test from the workspace's allowance; blocks.
   *
   * @throws dev.tributary.runtime.problem.Problem 429 if there is none left
   */
  void take(WorkspaceId workspace) {
    allowance
        .take(workspace)
        .ifPresent(wait -> {
          int seconds = Math.max(1, (int) wait.plusMillis(999).toSeconds());
          throw Problems.RATE_LIMITED
              .problem("A workspace sends one test a minute. Try again in %d s".formatted(seconds))
              .retryAfter(seconds);
        });
  }
}
