package dev.tributary.destinations.limit;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises syncs of which the destination refuses every record for the same cause, such as a
 * required field that no record has. To halve each batch would cost two requests per record. After
 * some refused batches, records are sent alone instead, and after enough of these the sync pauses.
 * The halves of a batch count as one batch: one bad batch says nothing about the others. One
 * accepted record ends the suspicion, and for a while no sync pauses of which a record was
 * accepted. Thread-safe.
 */
public final class RefusedAlike {
  /** So many records that were refused alone, with the same cause, pause a sync. */
  public static final int ALONE = 20;

  /** So many batches that were refused together, and none accepted, make a sync suspicious. */
  private static final int TOGETHER = 3;

  /** A sync does not pause for so long after a record of it was accepted. */
  static final Duration ACCEPTED = Duration.ofMinutes(1);

  /** Refusals are forgotten if no other one has followed for so long. */
  static final Duration FORGOTTEN = Duration.ofHours(1);

  /** Words of vendors contain values of the record. */
  private static final Pattern VALUES = Pattern.compile("\"[^\"]*\"|'[^']*'|\\S*[@\\d]\\S*");

  /** For so long after a refusal, no two requests are sent at once. */
  private static final Duration CAREFUL = Duration.ofSeconds(10);

  private final Clock clock;
  private final Map<SyncId, Suspicion> suspicions = new ConcurrentHashMap<>();

  /**
   * @param batches those that were refused since a record was accepted, without their halves
   * @param alone records that were refused alone since the sync became suspicious
   * @param cause of the refusals alone
   * @param at the last refusal
   * @param accepted when a record was accepted last
   */
  private record Suspicion(
      Set<String> batches, int alone, @Nullable String cause, Instant at, Instant accepted) {
    static Suspicion none(Instant accepted) {
      return new Suspicion(Set.of(), 0, null, Instant.EPOCH, accepted);
    }

    boolean isGrave() {
      return batches.size() >= TOGETHER;
    }

    Suspicion refused(String batch, Instant now) {
      // The id of a half begins with the id of its batch.
      Set<String> known = new HashSet<>(batches);
      if (!isGrave() && batches.stream().noneMatch(batch::startsWith)) {
        known.add(batch);
      }
      return new Suspicion(known, alone, cause, now, accepted);
    }

    Suspicion refusedAlone(String why, Instant now) {
      return new Suspicion(batches, why.equals(cause) ? alone + 1 : 1, why, now, accepted);
    }
  }

  public RefusedAlike(Clock clock) {
    this.clock = clock;
  }

  /** Whether every request may be refused, so that no two are sent at once. */
  public boolean isAnySuspicious() {
    Instant careful = clock.instant().minus(CAREFUL);
    return suspicions.values().stream()
        .anyMatch(each -> each.batches.size() >= TOGETHER - 1 && each.at.isAfter(careful));
  }

  /** Whether the records of the refused batch are to be sent alone. */
  public boolean isSuspicious(SyncId sync) {
    return current(suspicions.get(sync), clock.instant()).isGrave();
  }

  /**
   * Takes the outcomes of one request.
   *
   * @param batch the id of the batch; that of a half begins with it
   * @return the words of the refusal without values, if it is the one that pauses the sync
   */
  public @Nullable String observe(SyncId sync, String batch, List<Outcome> outcomes) {
    Instant now = clock.instant();
    if (outcomes.stream().anyMatch(RefusedAlike::isAccepted)) {
      suspicions.put(sync, Suspicion.none(now));
      return null;
    }
    if (outcomes.size() > 1) {
      if (outcomes.stream().allMatch(Outcome.RefusedTogether.class::isInstance)) {
        suspicions.compute(sync, (_, before) -> current(before, now).refused(batch, now));
      }
      return null;
    }
    String cause = cause(outcomes.getFirst());
    if (cause == null || !isSuspicious(sync)) {
      return null;
    }
    Suspicion suspicion =
        Objects.requireNonNull(
            suspicions.compute(sync, (_, before) -> current(before, now).refusedAlone(cause, now)));
    if (suspicion.alone < ALONE || suspicion.accepted.isAfter(now.minus(ACCEPTED))) {
      return null;
    }
    suspicions.remove(sync);
    return withoutValues(outcomes.getFirst().words());
  }

  private static Suspicion current(@Nullable Suspicion before, Instant now) {
    if (before == null) {
      return Suspicion.none(Instant.EPOCH);
    }
    return before.at.isBefore(now.minus(FORGOTTEN)) ? Suspicion.none(before.accepted) : before;
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
