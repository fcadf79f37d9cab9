package dev.tributary.audience.http;

import dev.tributary.audience.rule.reader.RuleError;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.ErrorCode.Kind;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.List;

/** The error codes of this service. */
public final class AudienceProblems {
  public static final ErrorCode RULE_INVALID =
      new ErrorCode("rule-invalid", Kind.INVALID, "The rule cannot be read");
  public static final ErrorCode CIRCLE =
      new ErrorCode("audience-circle", Kind.INVALID, "Audiences would use one another");

  public static final ErrorCode UNKNOWN_TRAIT =
      new ErrorCode("unknown-trait", Kind.INVALID, "The rule names a trait that nobody has");

  public static final ErrorCode UNREADABLE =
      new ErrorCode("rule-unreadable", Kind.CONFLICT, "The audience's rule is of a later version");

  private AudienceProblems() {}

  /** All errors of a rule in the field {@code rule}. */
  static Problem rule(List<RuleError> errors) {
    return RULE_INVALID.problem(
        errors.size() == 1
            ? errors.getFirst().detail()
            : "The rule has %d errors".formatted(errors.size()),
        errors.stream()
            .map(error -> new Problem.At("/rule" + error.pointer(), error.detail()))
            .toList());
  }

  public static Problem unreadable() {
    return UNREADABLE.problem(
        "This version cannot read the audience's rule, which a later version has written; its"
            + " members stay as they are");
  }

  public static Problem noProfile(ProfileId profile) {
    return Problems.NOT_FOUND.problem(
        profile.value().startsWith("prf_")
            ? "There is no profile " + profile
            : "Ask with a profile's id, prf_…; POST …/profiles/lookup finds it by an identifier");
  }
}
