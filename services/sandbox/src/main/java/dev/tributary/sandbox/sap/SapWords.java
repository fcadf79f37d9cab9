package dev.tributary.sandbox.sap;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.Credentials.Reason;
import java.util.List;
import java.util.Map;

/** SAP's failures: a code, a text, and details that name a property. */
final class SapWords implements VendorWords {
  private static Answer failure(int status, String code, String property, String message) {
    return Answer.of(
        status,
        Map.of(
            "error",
            Map.of(
                "code",
                code,
                "message",
                Map.of("lang", "en", "value", message),
                "innererror",
                Map.of(
                    "errordetails",
                    property.isEmpty()
                        ? List.of()
                        : List.of(
                            Map.of("code", code, "message", message, "propertyref", property))))));
  }

  static Refused invalid(String property, String message) {
    return new Refused(failure(400, "CX_SADL_ENTITY/001", property, message));
  }

  /** The service and the entity set are there, and the entity is not. */
  static Refused notFound() {
    return new Refused(failure(404, "/IWBEP/CM_MGW_RT/020", "", "Resource not found"));
  }

  static Refused unknownService() {
    return new Refused(failure(404, "/IWFND/MED/170", "", "No service found"));
  }

  static Refused unknownSet() {
    return new Refused(failure(404, "SY/530", "", "Resource not found for the segment"));
  }

  /** The request has no token, or not the one of its session. */
  static Refused forgedRequest() {
    return new Refused(
        Answer.text(403, "text/plain", "CSRF token validation failed")
            .with(Map.of("x-csrf-token", "Required")));
  }

  @Override
  public Answer failure(int status, String message) {
    return failure(status, "SY/530", "", message);
  }

  @Override
  public Answer unauthorised(Reason reason, Call call) {
    return Answer.text(401, "text/html", "<html>Logon failed</html>");
  }
}
