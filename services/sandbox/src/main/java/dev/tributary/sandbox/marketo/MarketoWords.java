package dev.tributary.sandbox.marketo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.Credentials.Reason;
import dev.tributary.sandbox.kit.document.Deviation;
import dev.tributary.sandbox.kit.limit.LimitState;
import dev.tributary.sandbox.kit.limit.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Marketo's failures: the status 200, and a code in the body. There are no headers of limits. */
final class MarketoWords implements VendorWords {
  private static final String REQUEST = "e42b#14272d07d78";

  static Answer success(ArrayNode result) {
    return Answer.of(200, Map.of("requestId", REQUEST, "success", true, "result", result));
  }

  /** A success of the Asset API without a result. */
  static Answer nothing() {
    return Answer.of(
        200,
        Map.of(
            "requestId",
            REQUEST,
            "success",
            true,
            "errors",
            List.of(),
            "warnings",
            List.of("No assets found for the given search criteria.")));
  }

  static Answer refusal(String code, String message) {
    return refusal(200, code, message);
  }

  private static Answer refusal(int status, String code, String message) {
    return Answer.of(
        status,
        Map.of(
            "requestId",
            REQUEST,
            "success",
            false,
            "errors",
            List.of(Map.of("code", code, "message", message))));
  }

  static Refused refused(String code, String message) {
    return new Refused(refusal(code, message));
  }

  /** The result of a record that was not processed. */
  static ObjectNode skipped(ObjectNode result, String code, String message) {
    result.put("status", "skipped").putArray("reasons").add(reason(code, message));
    return result;
  }

  static ObjectNode reason(String code, String message) {
    return Json.LENIENT.createObjectNode().put("code", code).put("message", message);
  }

  @Override
  public Answer failure(int status, String message) {
    return refusal(status, "611", message);
  }

  @Override
  public Answer unauthorised(Reason reason, Call call) {
    return switch (reason) {
      case MISSING -> refusal("600", "Access token not specified");
      case WRONG, REVOKED -> refusal("601", "Access token invalid");
      case EXPIRED -> refusal("602", "Access token expired");
    };
  }

  @Override
  public Answer rateLimited(LimitState exceeded) {
    return switch (exceeded.limit().window()) {
      case Window.Daily daily -> refusal("607", "Daily API Request Limit Reached");
      case Window.Running running -> refusal("615", "Concurrent access limit reached");
      case Window.Rolling rolling ->
          refusal(
              "606",
              "Max rate limit '%d' exceeded with in '%d' secs"
                  .formatted(exceeded.limit().amount(), rolling.milliseconds() / 1_000));
      case Window.Fixed fixed -> refusal("606", "Max rate limit exceeded");
    };
  }

  @Override
  public Answer unknown(Call call) {
    return refusal("610", "Requested resource not found");
  }

  @Override
  public Optional<Answer> undocumented(List<Deviation> deviations, Call call) {
    var first = deviations.getFirst();
    return Optional.of(refusal("609", first.pointer() + ": " + first.message()));
  }
}
