package dev.tributary.sandbox.googleads;

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

/** The failures of Google's APIs, each with a status in words. */
final class GoogleAdsWords implements VendorWords {
  private static Answer error(int code, String status, String message, List<Object> details) {
    return Answer.of(
        code,
        Map.of(
            "error",
            Map.of("code", code, "status", status, "message", message, "details", details)));
  }

  /** A field that Google refuses, with its place in the request. */
  static Refused invalid(String field, String reason) {
    var violation = Map.of("field", field, "reason", reason, "description", reason);
    return new Refused(
        error(
            400,
            "INVALID_ARGUMENT",
            "There was a problem with the request.",
            List.of(
                Map.of(
                    "@type",
                    "type.googleapis.com/google.rpc.BadRequest",
                    "fieldViolations",
                    List.of(violation)))));
  }

  static Refused notFound() {
    return new Refused(error(404, "NOT_FOUND", "The request is unknown", List.of()));
  }

  @Override
  public Answer failure(int code, String message) {
    return error(code, code >= 500 ? "INTERNAL" : "UNKNOWN", message, List.of());
  }

  @Override
  public Answer unauthorised(Reason reason, Call call) {
    return error(
        401, "UNAUTHENTICATED", "Request had invalid authentication credentials.", List.of());
  }

  @Override
  public Answer rateLimited(LimitState exceeded) {
    return error(
        429,
        "RESOURCE_EXHAUSTED",
        "Quota exceeded for quota metric '%s'".formatted(exceeded.limit().name()),
        List.of());
  }

  @Override
  public Optional<Answer> undocumented(List<Deviation> deviations, Call call) {
    var first = deviations.getFirst();
    return Optional.of(invalid(first.pointer(), first.message()).answer());
  }
}
