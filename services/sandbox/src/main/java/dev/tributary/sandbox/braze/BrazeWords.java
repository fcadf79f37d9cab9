package dev.tributary.sandbox.braze;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.Credentials.Reason;
import dev.tributary.sandbox.kit.document.Deviation;
import dev.tributary.sandbox.kit.limit.LimitState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Braze's messages and headers. */
final class BrazeWords implements VendorWords {
  @Override
  public Answer failure(int status, String message) {
    return Answer.of(status, Map.of("message", message));
  }

  /** The message has the refused key, as Braze's has: a client must not log it. */
  @Override
  public Answer unauthorised(Reason reason, Call call) {
    var key = call.header("authorization").orElse("").replace("Bearer ", "");
    return failure(401, reason == Reason.MISSING ? "Missing API key" : "Invalid API key: " + key);
  }

  /** No {@code Retry-After}; the header {@code X-RateLimit-Reset} says when to come back. */
  @Override
  public Answer rateLimited(LimitState exceeded) {
    return failure(429, "Rate limit exceeded");
  }

  @Override
  public Optional<Answer> undocumented(List<Deviation> deviations, Call call) {
    return deviations.stream()
        .filter(deviation -> deviation.in().equals("body"))
        .findFirst()
        .map(deviation -> failure(400, deviation.pointer() + ": " + deviation.message()));
  }

  @Override
  public Map<String, String> limitHeaders(List<LimitState> states, Answer answer) {
    if (states.isEmpty()) {
      return Map.of();
    }
    var state = states.getFirst();
    return Map.of(
        "X-RateLimit-Limit", String.valueOf(state.limit().amount()),
        "X-RateLimit-Remaining", String.valueOf(state.remaining()),
        "X-RateLimit-Reset",
            String.valueOf(state.limit().window().end(state.now()).getEpochSecond()));
  }
}
