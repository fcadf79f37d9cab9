package dev.tributary.sandbox.klaviyo;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.Credentials.Reason;
import dev.tributary.sandbox.kit.document.Deviation;
import dev.tributary.sandbox.kit.limit.LimitState;
import dev.tributary.sandbox.klaviyo.JsonApi.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Klaviyo's errors and headers. */
final class KlaviyoWords implements VendorWords {
  private static final int TOO_MANY = 429;

  @Override
  public Answer unauthorised(Reason reason, Call call) {
    return reason == Reason.MISSING
        ? failure(
            401,
            "not_authenticated",
            "Authentication credentials were not provided.",
            "Missing or invalid authorization header.")
        : failure(
            401,
            "authentication_failed",
            "Incorrect authentication credentials.",
            "Incorrect authentication credentials.");
  }

  @Override
  public Answer rateLimited(LimitState exceeded) {
    var seconds = Math.max(1, exceeded.secondsToWait());
    return failure(
            TOO_MANY,
            "throttled",
            "Request was throttled.",
            "Request was throttled. Expected available in %d seconds.".formatted(seconds))
        .with(Map.of("Retry-After", String.valueOf(seconds)));
  }

  @Override
  public Answer unknown(Call call) {
    return failure(404, "not_found", "Not found.", "No route for %s.".formatted(call.path()));
  }

  @Override
  public Answer failure(int status, String message) {
    return failure(status, "error", message, message);
  }

  private static Answer failure(int status, String code, String title, String detail) {
    return JsonApi.failure(
        status,
        List.of(new Fault(status, code, title, detail, Map.of("pointer", "/data/"))),
        Map.of());
  }

  @Override
  public Optional<Answer> undocumented(List<Deviation> deviations, Call call) {
    return Optional.of(
        JsonApi.failure(400, deviations.stream().map(KlaviyoWords::fault).toList(), Map.of()));
  }

  private static Fault fault(Deviation deviation) {
    if (!deviation.in().equals("body")) {
      return new Fault(
          400,
          "invalid",
          "Invalid input.",
          deviation.message(),
          Map.of("parameter", deviation.pointer()));
    }
    var name = deviation.pointer().substring(deviation.pointer().lastIndexOf('/') + 1);
    return Fault.invalid(
        deviation.pointer(),
        switch (deviation.rule()) {
          case "additionalProperties" ->
              "'%s' is not a valid field for the resource.".formatted(name);
          case "required" -> "'%s' is a required field.".formatted(name);
          default -> deviation.message();
        });
  }

  /** The state of the steady window; a refusal has {@code Retry-After} instead. */
  @Override
  public Map<String, String> limitHeaders(List<LimitState> states, Answer answer) {
    if (states.isEmpty() || answer.status() == TOO_MANY) {
      return Map.of();
    }
    var steady = states.get(1);
    return Map.of(
        "RateLimit-Limit", String.valueOf(steady.limit().amount()),
        "RateLimit-Remaining", String.valueOf(steady.remaining()),
        "RateLimit-Reset", String.valueOf(steady.secondsToWait()));
  }
}
