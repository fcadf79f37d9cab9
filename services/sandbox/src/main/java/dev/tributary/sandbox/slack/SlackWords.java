package dev.tributary.sandbox.slack;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.Credentials.Reason;
import dev.tributary.sandbox.kit.document.Deviation;
import dev.tributary.sandbox.kit.limit.LimitState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Slack's failures: a code in an answer 200. Only a limit and a broken server have a status. */
final class SlackWords implements VendorWords {
  @Override
  public Answer failure(int status, String code) {
    return Answer.of(status, Map.of("ok", false, "error", code));
  }

  @Override
  public Answer unauthorised(Reason reason, Call call) {
    return failure(200, reason == Reason.MISSING ? "not_authed" : "invalid_auth");
  }

  @Override
  public Answer rateLimited(LimitState exceeded) {
    return failure(429, "ratelimited")
        .with(Map.of("Retry-After", String.valueOf(Math.max(1, exceeded.secondsToWait()))));
  }

  @Override
  public Answer serverError(int status) {
    return failure(status, "internal_error");
  }

  @Override
  public Answer unknown(Call call) {
    return failure(200, "unknown_method");
  }

  /** Slack ignores arguments that it does not know. */
  @Override
  public Optional<Answer> undocumented(List<Deviation> deviations, Call call) {
    return deviations.stream()
        .map(Deviation::rule)
        .filter(rule -> !rule.equals("additionalProperties") && !rule.equals("unknown"))
        .findFirst()
        .map(rule -> failure(200, rule.equals("json") ? "invalid_json" : "invalid_arguments"));
  }
}
