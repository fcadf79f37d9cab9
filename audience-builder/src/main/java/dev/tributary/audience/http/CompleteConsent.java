package dev.tributary.audience.http;

import dev.tributary.audience.consent.MissingConsent;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.RuleDependencies;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;

/**
 * Refuses a rule on consent, and an export for a purpose, as long as the consent of some people is
 * missing here: their answers would be taken for unknown. Thread-safe.
 */
public final class CompleteConsent {
  private final MissingConsent missing;

  public CompleteConsent(MissingConsent missing) {
    this.missing = missing;
  }

  /**
   * @throws Problem 503 while consent is missing
   */
  public void require(WorkspaceId workspace, Rule rule) {
    if (!RuleDependencies.of(rule).purposes().isEmpty()) {
      require(workspace);
    }
  }

  /**
   * @throws Problem 503 while consent is missing
   */
  public void require(WorkspaceId workspace) {
    if (missing.any(workspace)) {
      throw Problems.UNAVAILABLE.problem(
          "The consent of people is still read after an upgrade; try again in a few minutes");
    }
  }
}
