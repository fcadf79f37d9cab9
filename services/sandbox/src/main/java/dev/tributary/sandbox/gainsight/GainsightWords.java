package dev.tributary.sandbox.gainsight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.Credentials.Reason;
import dev.tributary.sandbox.kit.document.Deviation;
import dev.tributary.sandbox.kit.limit.LimitState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gainsight's answers: each has a result, a code, a description and data. */
final class GainsightWords implements VendorWords {
  static Answer success(JsonNode data) {
    return Answer.of(200, body(true, null, null, data));
  }

  static Answer failure(int status, String code, String description, @Nullable JsonNode data) {
    return Answer.of(status, body(false, code, description, data));
  }

  static Refused refused(int status, String code, String description) {
    return new Refused(failure(status, code, description, null));
  }

  private static ObjectNode body(
      boolean result,
      @Nullable String code,
      @Nullable String description,
      @Nullable JsonNode data) {
    var body =
        Json.LENIENT
            .createObjectNode()
            .put("result", result)
            .put("errorCode", code)
            .put("errorDesc", description)
            .put("requestId", "3ce46d4a-6a83-4a92-97b3-d9788a296af8");
    body.set("data", data == null ? Json.LENIENT.nullNode() : data);
    return body.putNull("message");
  }

  @Override
  public Answer failure(int status, String message) {
    return failure(status, "GU_1101", message, null);
  }

  @Override
  public Answer unauthorised(Reason reason, Call call) {
    return failure(401, "GU_1401", "The access key is not valid", null);
  }

  @Override
  public Answer rateLimited(LimitState exceeded) {
    return failure(429, "GU_2400", "Too many request", null);
  }

  @Override
  public Optional<Answer> undocumented(List<Deviation> deviations, Call call) {
    var first = deviations.getFirst();
    return Optional.of(failure(400, "GSOBJ_1000", first.pointer() + ": " + first.message(), null));
  }
}
