package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.DirectCalls;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends the calls of one batch, one after another, and keeps the outcomes of its items. After a
 * request without an answer, or an answer that concerns the whole destination, nothing more is
 * sent.
 */
final class BatchRun {
  private static final System.Logger LOG = System.getLogger(BatchRun.class.getName());
  private static final Outcome UNKNOWN =
      new Outcome.Ambiguous("The connector did not say what became of it");

  private final AuthenticatedEgress egress;
  private final Map<String, Outcome> outcomes = new HashMap<>();

  /** The outcome of items whose call is not sent any more; null while calls are sent. */
  private @Nullable Outcome unsent;

  BatchRun(AuthenticatedEgress egress) {
    this.egress = egress;
  }

  /**
   * @param decided by {@link Item#delivery}
   */
  void decide(Map<String, Outcome> decided) {
    outcomes.putAll(decided);
  }

  void decide(List<Item> items, Outcome outcome) {
    items.forEach(item -> outcomes.put(item.delivery(), outcome));
  }

  /** The outcome of an item so far. */
  Outcome outcome(Item item) {
    return outcomes.getOrDefault(item.delivery(), UNKNOWN);
  }

  /** One outcome per item of the batch, in its order. */
  List<Outcome> outcomes(Batch batch) {
    return batch.items().stream().map(item -> inMode(batch, outcome(item))).toList();
  }

  /** A sync that only creates does not update what exists, and the reverse. */
  private static Outcome inMode(Batch batch, Outcome outcome) {
    if (batch.operation() == Operation.REMOVE) {
      return outcome;
    }
    return switch (outcome) {
      case Outcome.Exists(var vendorId, String words) when batch.mode() == Mode.CREATE_ONLY ->
          new Outcome.RefusedExisting(words);
      case Outcome.Missing(String words) when batch.mode() == Mode.UPDATE_ONLY ->
          new Outcome.RefusedMissing(words);
      default -> outcome;
    };
  }

  void send(DirectCalls direct) {
    decide(direct.decided());
    direct.calls().forEach(this::send);
  }

  void send(Call call) {
    if (unsent != null) {
      decide(call.items(), unsent);
      return;
    }
    try {
      List<Outcome> result = read(call, egress.send(call.request()));
      for (int i = 0; i < result.size(); i++) {
        outcomes.put(call.items().get(i).delivery(), result.get(i).at(i));
      }
      result.stream().filter(BatchRun::endsBatch).findFirst().ifPresent(end -> unsent = end);
    } catch (EgressFailure e) {
      decide(call.items(), e.outcome());
      unsent = notSentAfter(e.outcome());
    }
  }

  /**
   * Sends a request that carries no item and changes nothing.
   *
   * @param items what the request is about: they get the outcome of a failure
   * @return null if there is no answer, or nothing is sent any more
   */
  Egress.@Nullable Answer ask(Egress.Request request, List<Item> items) {
    if (unsent != null) {
      decide(items, unsent);
      return null;
    }
    try {
      return egress.send(request);
    } catch (EgressFailure e) {
      unsent = notSentAfter(e.outcome());
      decide(items, unsent);
      return null;
    }
  }

  /** These items are not sent, because the answer to a request about them says why. */
  void refuse(List<Item> items, Outcome outcome) {
    decide(items, outcome);
    if (endsBatch(outcome)) {
      unsent = outcome;
    }
  }

  /**
   * Asks for the result of a job that has the items. If there is no answer, it stays unknown,
   * whether the question arrived or not: {@link Outcome.Transient} would send the items again.
   */
  void ask(Call question) {
    try {
      List<Outcome> result = read(question, egress.send(question.request()));
      for (int i = 0; i < result.size(); i++) {
        decide(List.of(question.items().get(i)), result.get(i));
      }
    } catch (EgressFailure e) {
      Outcome outcome = e.outcome();
      decide(
          question.items(),
          outcome instanceof Outcome.Transient(String words, var notBefore)
              ? new Outcome.Ambiguous(words)
              : outcome);
    }
  }

  private List<Outcome> read(Call call, Egress.Answer answer) {
    List<Outcome> read;
    try {
      read = call.reading().outcomes(answer, egress.now());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The answer of %s cannot be read".formatted(egress.target()), e);
      read = List.of();
    }
    if (read.size() != call.items().size()) {
      return Collections.nCopies(call.items().size(), UNKNOWN);
    }
    return read.size() == 1 ? List.of(alone(read.getFirst())) : read;
  }

  /** The only item of a call is known to be at fault, even if its batch has further calls. */
  private static Outcome alone(Outcome outcome) {
    return outcome instanceof Outcome.RefusedTogether(var field, var words)
        ? new Outcome.Rejected(field, words)
        : outcome;
  }

  private static Outcome notSentAfter(Outcome failure) {
    return failure instanceof Outcome.Ambiguous
        ? new Outcome.Transient("Not sent, because the request before it had no answer", null)
        : failure;
  }

  /**
   * The outcome of items that would be sent after these; null if they are sent. No answer at all is
   * a sign that the destination does not answer the next request either.
   */
  static @Nullable Outcome unsentAfter(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (endsBatch(outcome)) {
        return outcome;
      }
    }
    return outcomes.stream().allMatch(outcome -> outcome instanceof Outcome.Ambiguous)
        ? notSentAfter(outcomes.getFirst())
        : null;
  }

  /** Whether an answer concerns the whole destination. */
  private static boolean endsBatch(Outcome outcome) {
    return switch (outcome) {
      case Outcome.RateLimited limited -> true;
      case Outcome.HeldBack held -> true;
      case Outcome.WaitsForAccount waiting -> true;
      case Outcome.WaitsForPlace waiting -> true;
      case Outcome.QuotaSpent spent -> true;
      case Outcome.Unauthorised refused -> true;
      case Outcome.UnusableCredentials unusable -> true;
      case Outcome.Gone gone -> true;
      case Outcome.Misconfigured misconfigured -> true;
      case Outcome.PlaceGone gone -> true;
      case Outcome.Transient failed -> true;
      case Outcome.Delivered delivered -> false;
      case Outcome.Accepted accepted -> false;
      case Outcome.PartlyRefused refused -> false;
      case Outcome.Submitted submitted -> false;
      case Outcome.ResultUnknown unknown -> false;
      case Outcome.NotRepeated kept -> false;
      case Outcome.Rejected rejected -> false;
      case Outcome.RefusedExisting existing -> false;
      case Outcome.RefusedMissing missing -> false;
      case Outcome.WaitsForRecord waiting -> false;
      case Outcome.RefusedTogether refused -> false;
      case Outcome.Missing missing -> false;
      case Outcome.Exists exists -> false;
      case Outcome.Ambiguous unknown -> false;
    };
  }
}
