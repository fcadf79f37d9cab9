package dev.tributary.sandbox.customerio;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.document.Deviation;
import dev.tributary.sandbox.kit.limit.LimitState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Customer.io's failures. Version 2 of the Track API has errors by field, all others have texts.
 */
final class CustomerIoWords implements VendorWords {
  /** One error of version 2. */
  record Fault(String reason, String field, String message) {}

  static Refused invalid(String field, String message) {
    return new Refused(invalid(new Fault("invalid", field, message)));
  }

  private static Answer invalid(Fault fault) {
    return Answer.of(400, Map.of("errors", List.of(fault)));
  }

  @Override
  public Answer failure(int status, String message) {
    return Answer.of(status, Map.of("meta", Map.of("errors", List.of(message))));
  }

  /** Requests to the Track API above its limit are dropped, and nothing tells it. */
  @Override
  public Answer aboveLimit(LimitState exceeded) {
    return exceeded.limit().name().equals("track")
        ? Answer.of(200, Map.of())
        : rateLimited(exceeded);
  }

  @Override
  public Optional<Answer> undocumented(List<Deviation> deviations, Call call) {
    var first = deviations.getFirst();
    return Optional.of(
        call.path().contains("/api/v2/")
            ? invalid(new Fault(first.rule(), first.pointer(), first.message()))
            : failure(400, first.pointer() + ": " + first.message()));
  }
}
