package dev.tributary.sandbox.zendesk;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.Credentials.Reason;
import dev.tributary.sandbox.kit.document.Deviation;
import dev.tributary.sandbox.kit.limit.LimitState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Zendesk's failures and headers. */
final class ZendeskWords implements VendorWords {
  @Override
  public Answer failure(int status, String error) {
    return failure(status, error, error);
  }

  static Answer failure(int status, String error, String description) {
    return Answer.of(status, Map.of("error", error, "description", description));
  }

  static Refused notFound() {
    return new Refused(failure(404, "RecordNotFound", "Not found"));
  }

  /** A record that does not fit the rules. */
  static Refused invalid(String field, String text) {
    return invalid(field, Map.of("description", text));
  }

  private static Refused invalid(String field, Map<String, String> error) {
    return new Refused(
        Answer.of(
            422,
            Map.of(
                "error", "RecordInvalid",
                "description", "Record validation errors",
                "details", Map.of(field, List.of(error)))));
  }

  /** A value that another record has. */
  static Refused duplicate(String field, String text) {
    return invalid(field, Map.of("description", text, "error", "DuplicateValue"));
  }

  /** An operation that Zendesk has not switched on for the account. */
  static Refused forbidden() {
    return new Refused(
        Answer.of(
            403,
            Map.of(
                "error",
                Map.of("title", "Forbidden", "message", "You do not have access to this page."))));
  }

  @Override
  public Answer unauthorised(Reason reason, Call call) {
    return Answer.of(401, Map.of("error", "Couldn't authenticate you"));
  }

  @Override
  public Answer rateLimited(LimitState exceeded) {
    return failure(
            429, "APIRateLimitExceeded", "Number of allowed API requests per minute exceeded")
        .with(Map.of("Retry-After", String.valueOf(Math.max(1, exceeded.secondsToWait()))));
  }

  /** Zendesk ignores fields that it does not know. */
  @Override
  public Optional<Answer> undocumented(List<Deviation> deviations, Call call) {
    return deviations.stream()
        .filter(
            each -> !each.rule().equals("additionalProperties") && !each.rule().equals("unknown"))
        .findFirst()
        .map(each -> failure(400, "InvalidParameters", each.pointer() + ": " + each.message()));
  }

  @Override
  public Map<String, String> limitHeaders(List<LimitState> states, Answer answer) {
    if (states.isEmpty()) {
      return Map.of();
    }
    return Map.of(
        "X-Rate-Limit", String.valueOf(states.getFirst().limit().amount()),
        "X-Rate-Limit-Remaining", String.valueOf(states.getFirst().remaining()));
  }
}
