package dev.tributary.sandbox;

import dev.tributary.sandbox.fault.FaultPlan;
import java.util.Map;
import java.util.Optional;

/** The common interface of all vendors. Implementations are thread-safe. */
public interface StandIn {
  /** The name in the paths of the control API. */
  String name();

  FaultPlan faults();

  /** The vendor's refusal before it reads the request itself: credentials, then limits. */
  Optional<Answer> refusal(Call call);

  /** The vendor's own answer when a fault makes it answer 429. */
  Answer rateLimited(Map<String, String> headers);

  Answer serverError(int status);

  Answer unauthorised(Call call);

  /** Headers that the vendor adds to this answer. */
  Map<String, String> standingHeaders(Call call, Answer answer);

  /** A request has arrived, and will be processed now or later. */
  default void begin(Call call) {}

  /** The connection has the answer, or will never get one. */
  default void end(Call call) {}
}
