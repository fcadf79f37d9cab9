package dev.tributary.sandbox.salesforce;

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

/** Salesforce's failures, an array with codes, and the header with the use of the API. */
final class SalesforceWords implements VendorWords {
  static Answer failure(int status, String code, String message) {
    return Answer.of(status, List.of(Map.of("errorCode", code, "message", message)));
  }

  static Refused refused(int status, String code, String message) {
    return new Refused(failure(status, code, message));
  }

  static Refused notFound() {
    return refused(404, "NOT_FOUND", "The requested resource does not exist");
  }

  @Override
  public Answer failure(int status, String message) {
    return failure(status, "UNKNOWN_EXCEPTION", message);
  }

  @Override
  public Answer unauthorised(Reason reason, Call call) {
    return failure(401, "INVALID_SESSION_ID", "Session expired or invalid");
  }

  @Override
  public Answer rateLimited(LimitState exceeded) {
    return failure(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
  }

  @Override
  public Answer unknown(Call call) {
    return notFound().answer();
  }

  @Override
  public Optional<Answer> undocumented(List<Deviation> deviations, Call call) {
    var first = deviations.getFirst();
    return Optional.of(failure(400, "JSON_PARSER_ERROR", first.pointer() + ": " + first.message()));
  }

  @Override
  public Map<String, String> limitHeaders(List<LimitState> states, Answer answer) {
    if (states.isEmpty()) {
      return Map.of();
    }
    var total = states.getFirst().limit().amount();
    return Map.of(
        "Sforce-Limit-Info",
        "api-usage=%d/%d".formatted(total - states.getFirst().remaining(), total));
  }
}
