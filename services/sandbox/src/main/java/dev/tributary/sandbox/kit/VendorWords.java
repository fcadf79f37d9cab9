package dev.tributary.sandbox.kit;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.credential.Credentials.Reason;
import dev.tributary.sandbox.kit.document.Deviation;
import dev.tributary.sandbox.kit.limit.LimitState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The vendor's own answers to requests that fail, and its headers. A vendor whose failures all have
 * one form needs {@link #failure} only; each other method is a deviation from that form.
 */
public interface VendorWords {
  /** A failure in the vendor's form. */
  Answer failure(int status, String message);

  /** Ends an operation with such a failure. */
  default Refused refused(int status, String message) {
    return new Refused(failure(status, message));
  }

  default Answer unauthorised(Reason reason, Call call) {
    return failure(401, "Unauthorized");
  }

  /** The answer that says that a limit is exceeded. */
  default Answer rateLimited(LimitState exceeded) {
    return failure(429, "Too many requests");
  }

  /** The answer to a request above a limit. A vendor that drops it in silence answers a success. */
  default Answer aboveLimit(LimitState exceeded) {
    return rateLimited(exceeded);
  }

  default Answer serverError(int status) {
    return failure(status, "Internal server error");
  }

  /** The answer to a path without an operation. */
  default Answer unknown(Call call) {
    return failure(404, "Not found");
  }

  /**
   * The refusal of a request that is not as the document says; empty if the vendor processes it
   * nevertheless. A body that is not JSON must be refused, unless the operation reads it itself.
   */
  default Optional<Answer> undocumented(List<Deviation> deviations, Call call) {
    var first = deviations.getFirst();
    return Optional.of(failure(400, first.pointer() + ": " + first.message()));
  }

  /** The headers of an answer that tell a client its limits. */
  default Map<String, String> limitHeaders(List<LimitState> states, Answer answer) {
    return Map.of();
  }
}
