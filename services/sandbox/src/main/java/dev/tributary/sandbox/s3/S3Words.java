package dev.tributary.sandbox.s3;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.Credentials.Reason;
import dev.tributary.sandbox.kit.limit.LimitState;

/** Failures of S3: a code and a message in XML. */
final class S3Words implements VendorWords {
  private static final String XML = "application/xml";

  @Override
  public Answer failure(int status, String message) {
    return error(status, status == 404 ? "NoSuchKey" : "InternalError", message);
  }

  @Override
  public Answer unauthorised(Reason reason, Call call) {
    return reason == Reason.MISSING
        ? error(403, "AccessDenied", "Access Denied")
        : error(403, "SignatureDoesNotMatch", "The signature is not the one of this request.");
  }

  @Override
  public Answer rateLimited(LimitState exceeded) {
    return error(503, "SlowDown", "Please reduce your request rate.");
  }

  Refused refused(int status, String code, String message) {
    return new Refused(error(status, code, message));
  }

  private static Answer error(int status, String code, String message) {
    return Answer.text(
        status,
        XML,
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<Error><Code>%s</Code><Message>%s</Message></Error>")
            .formatted(code, message));
  }
}
