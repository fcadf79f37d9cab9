package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.DirectCalls;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends calls that do not depend on each other, one after another. */
final class CallSender {
  private static final System.Logger LOG = System.getLogger(CallSender.class.getName());
  private static final Outcome UNKNOWN =
      new Outcome.Ambiguous("The connector did not say what became of it");

  private final AuthenticatedEgress egress;

  CallSender(AuthenticatedEgress egress) {
    this.egress = egress;
  }

  /** One outcome per item of the batch, in its order. */
  List<Outcome> send(Batch batch, DirectCalls direct) {
    Map<String, Outcome> outcomes = new HashMap<>(direct.decided());
    Outcome unsent = null;
    for (Call call : direct.calls()) {
      List<Outcome> result;
      if (unsent != null) {
        result = Collections.nCopies(call.items().size(), unsent);
      } else {
        try {
          result = read(call, egress.send(call.request()));
          unsent = ends(result);
        } catch (EgressFailure e) {
          result = Collections.nCopies(call.items().size(), e.outcome());
          unsent = afterFailure(e.outcome());
        }
      }
      for (int i = 0; i < result.size(); i++) {
        outcomes.put(call.items().get(i).delivery(), result.get(i));
      }
    }
    return batch.items().stream()
        .map(Item::delivery)
        .map(delivery -> outcomes.getOrDefault(delivery, UNKNOWN))
        .toList();
  }

  private List<Outcome> read(Call call, Egress.Answer answer) {
    List<Outcome> outcomes;
    try {
      outcomes = call.reading().outcomes(answer, egress.now());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The answer of %s cannot be read".formatted(egress.target()), e);
      outcomes = List.of();
    }
    if (outcomes.size() != call.items().size()) {
      return Collections.nCopies(call.items().size(), UNKNOWN);
    }
    return outcomes.size() == 1 ? List.of(alone(outcomes.getFirst())) : outcomes;
  }

  /** The only item of a call is known to be at fault, even if its batch has further calls. */
  private static Outcome alone(Outcome outcome) {
    return outcome instanceof Outcome.RefusedTogether(var field, var words)
        ? new Outcome.Rejected(field, words)
        : outcome;
  }

  /** The outcome of items whose call is not sent, because the call before had no answer. */
  private static Outcome afterFailure(Outcome failure) {
    return failure instanceof Outcome.Ambiguous
        ? new Outcome.Transient("Not sent, because the request before it had no answer", null)
        : failure;
  }

  /**
   * The outcome of items whose call is not sent, because an answer concerns the whole destination;
   * null to go on.
   */
  private static @Nullable Outcome ends(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(outcome ->
            switch (outcome) {
              case Outcome.RateLimited limited -> true;
              case Outcome.Unauthorised refused -> true;
              case Outcome.Gone gone -> true;
              case Outcome.Misconfigured misconfigured -> true;
              case Outcome.Transient failed -> true;
              case Outcome.Delivered delivered -> false;
              case Outcome.Rejected rejected -> false;
              case Outcome.RefusedTogether refused -> false;
              case Outcome.Ambiguous unknown -> false;
            })
        .findFirst()
        .orElse(null);
  }
}
