package dev.tributary.sandbox.googleanalytics;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.Credentials.Reason;
import dev.tributary.sandbox.kit.document.Deviation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Google Analytics has no failures: also a request with a wrong secret is answered as a good one.
 */
final class GoogleAnalyticsWords implements VendorWords {
  @Override
  public Answer failure(int status, String message) {
    return Answer.empty(status);
  }

  /** The server for tests does not check the secret. */
  @Override
  public Answer unauthorised(Reason reason, Call call) {
    return call.path().contains("/debug/")
        ? Answer.of(200, Map.of("validationMessages", List.of()))
        : Answer.empty(204);
  }

  @Override
  public Optional<Answer> undocumented(List<Deviation> deviations, Call call) {
    return Optional.empty();
  }
}
