package dev.tributary.sandbox;

import dev.tributary.sandbox.fault.FaultPlan;
import java.util.Map;
import java.util.Optional;

/** A vendor, as far as every vendor is alike. Implementations are thread-safe. */
public interface StandIn {
  /** As in the paths of the control API. */
  String name();

  FaultPlan faults();

  /** The vendor's refusal before it looks at the request itself: credentials, then limits. */
  Optional<Answer> refusal(Call call);

  /** The vendor's own words when a fault makes it answer 429. */
  Answer rateLimited(Map<String, String> headers);

  Answer serverError(int status);

  Answer unauthorised();

  /** Headers that stand on each of the vendor's answers. */
  Map<String, String> standingHeaders();
}
