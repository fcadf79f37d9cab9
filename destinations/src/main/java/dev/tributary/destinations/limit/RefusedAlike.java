package dev.tributary.destinations.limit;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises syncs of which the destination refuses every record for the same cause, such as a
 * required field that no record has. To halve each batch would cost two requests per record. After
 * some refused batches, records are sent alone instead, and after enough of these the sync pauses.
 * One accepted record ends the suspicion. Thread-safe.
 */
public final class RefusedAlike {
  /** So many records that were refused alone, with the same cause, pause a sync. */
  public static final int ALONE = 20;

  /** So many batches that were refused together, and none accepted, make a sync suspicious. */
  private static final int TOGETHER = 3;

  /** Words of vendors contain values of the record. */
  private static final Pattern VALUES = Pattern.compile("\"[^\"]*\"|'[^']*'|\\S*[@\\d]\\S*");

  /** For so long after a refusal, no two requests are sent at once. */
  private static final Duration CAREFUL = Duration.ofSeconds(10);

  private final Clock clock;
  private final Map<SyncId, Suspicion> suspicions = new ConcurrentHashMap<>();

  /**
   * @param together batches that were refused since a record was accepted
   * @param alone records that were refused alone since then
   * @param cause of the refusals alone
   * @param at the last refusal
   */
  private record Suspicion(int together, int alone, @Nullable String cause, Instant at) {}

  public RefusedAlike(Clock clock) {
    this.clock = clock;
  }

  /** Whether every request may be refused, so that no two are sent at once. */
  public boolean isAnySuspicious() {
    Instant careful = clock.instant().minus(CAREFUL);
    return suspicions.values().stream()
        .anyMatch(each -> each.together >= TOGETHER - 1 && each.at.isAfter(careful));
  }

  /** Whether the records of the refused batch are to be sent alone. */
  public boolean isSuspicious(SyncId sync) {
    Suspicion suspicion = suspicions.get(sync);
    return suspicion != null && suspicion.together >= TOGETHER;
  }

  /**
   * Takes the outcomes of one request.
   *
   * @return the words of the refusal, if it is the one that pauses the sync
   */
  public @Nullable String observe(SyncId sync, List<Outcome> outcomes) {
    if (outcomes.stream().anyMatch(RefusedAlike::isAccepted)) {
      suspicions.remove(sync);
      return null;
    }
    Instant now = clock.instant();
    Outcome first = outcomes.getFirst();
    if (outcomes.size() > 1) {
      if (outcomes.stream().allMatch(Outcome.RefusedTogether.class::isInstance)) {
        suspicions.merge(
            sync,
            new Suspicion(1, 0, null, now),
            (before, _) -> new Suspicion(before.together + 1, before.alone, before.cause, now));
      }
      return null;
    }
    String cause = cause(first);
    if (cause == null) {
      return null;
    }
    Suspicion suspicion =
        suspicions.merge(
            sync,
            new Suspicion(0, 1, cause, now),
            (before, _) ->
                new Suspicion(
                    before.together,
                    cause.equals(before.cause) ? before.alone + 1 : 1,
                    cause,
                    now));
    if (suspicion.alone < ALONE) {
      return null;
    }
    suspicions.remove(sync);
    return first.words();
  }

  private static @Nullable String cause(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Rejected(String field, String words) -> field + ": " + withoutValues(words);
      case Outcome.RefusedTogether(String field, String words) ->
          field + ": " + withoutValues(words);
      default -> null;
    };
  }

  private static String withoutValues(String words) {
    return VALUES.matcher(words).replaceAll("…");
  }

  private static boolean isAccepted(Outcome outcome) {
    return outcome instanceof Outcome.Delivered
        || outcome instanceof Outcome.Accepted
        || outcome instanceof Outcome.PartlyRefused
        || outcome instanceof Outcome.Submitted;
  }
}
