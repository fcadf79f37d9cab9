package dev.tributary.sandbox.kit;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.credential.Credentials.Reason;
import dev.tributary.sandbox.kit.document.Deviation;
import dev.tributary.sandbox.kit.limit.LimitState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The vendor's own answers to requests that fail, and its headers. */
public interface VendorWords {
  Answer unauthorised(Reason reason, Call call);

  Answer rateLimited(LimitState exceeded);

  Answer serverError(int status);

  /** The answer to a path without an operation. */
  Answer unknown(Call call);

  /**
   * The refusal of a request that is not as the document says; empty if the vendor processes it
   * nevertheless.
   */
  Optional<Answer> undocumented(List<Deviation> deviations);

  /** The headers of an answer that tell a client its limits. */
  Map<String, String> limitHeaders(List<LimitState> states, Answer answer);
}
