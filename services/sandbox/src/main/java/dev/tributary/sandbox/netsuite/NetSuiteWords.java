package dev.tributary.sandbox.netsuite;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.Credentials.Reason;
import dev.tributary.sandbox.kit.limit.LimitState;
import java.util.List;
import java.util.Map;

/** NetSuite's failures: details with a code, a text and a path. */
final class NetSuiteWords implements VendorWords {
  private static Answer failure(int status, String code, String path, String detail) {
    return Answer.of(
        status,
        Map.of(
            "title",
            detail,
            "status",
            status,
            "o:errorDetails",
            List.of(
                path.isEmpty()
                    ? Map.of("detail", detail, "o:errorCode", code)
                    : Map.of("detail", detail, "o:errorCode", code, "o:errorPath", path))));
  }

  static Refused refused(int status, String code, String path, String detail) {
    return new Refused(failure(status, code, path, detail));
  }

  static Refused invalid(String path, String detail) {
    return refused(400, "INVALID_CONTENT", path, detail);
  }

  static Refused missing() {
    return refused(
        404,
        "NONEXISTENT_ID",
        "",
        "The record instance does not exist. Provide a valid record instance ID.");
  }

  @Override
  public Answer failure(int status, String message) {
    return failure(status, status < 500 ? "INVALID_REQUEST" : "UNEXPECTED_ERROR", "", message);
  }

  @Override
  public Answer unauthorised(Reason reason, Call call) {
    return failure(401, "INVALID_LOGIN", "", "Invalid login attempt.");
  }

  @Override
  public Answer rateLimited(LimitState exceeded) {
    return failure(
        429,
        "CONCURRENCY_LIMIT_EXCEEDED",
        "",
        "Concurrent request limit exceeded. Request blocked.");
  }
}
