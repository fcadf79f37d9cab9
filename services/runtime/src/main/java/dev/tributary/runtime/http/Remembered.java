package dev.tributary.runtime.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Answers that were costly to find. Each is kept twenty times as long as it took, so that finding
 * them anew never takes more than a twentieth of the time. A workspace that asks much displaces its
 * own answers only. Thread-safe.
 */
public final class Remembered<Q, A> {
  private static final int TIMES = 20;
  private static final int MOST = 500;
  private static final int MOST_OF_WORKSPACE = 100;

  private final Clock clock;
  private final Turn turn;
  private final Map<Asked<Q>, Kept<A>> kept = new LinkedHashMap<>();

  /**
   * @param turn that a caller needs to find an answer
   */
  public Remembered(Clock clock, Turn turn) {
    this.clock = clock;
    this.turn = turn;
  }

  private record Asked<Q>(String workspace, Q question) {}

  private record Kept<A>(A answer, Instant until) {}

  public A answer(String workspace, Q question, Supplier<A> finding) {
    Asked<Q> asked = new Asked<>(workspace, question);
    return fresh(asked)
        .orElseGet(
            () -> turn.take(workspace, () -> fresh(asked).orElseGet(() -> find(asked, finding))));
  }

  /** What is still known; empty if it must be found. */
  private synchronized Optional<A> fresh(Asked<Q> asked) {
    Kept<A> known = kept.get(asked);
    return known == null || !clock.instant().isBefore(known.until())
        ? Optional.empty()
        : Optional.of(known.answer());
  }

  private A find(Asked<Q> asked, Supplier<A> finding) {
    Instant begin = clock.instant();
    A answer = finding.get();
    Instant end = clock.instant();
    keep(asked, new Kept<>(answer, end.plus(Duration.between(begin, end).multipliedBy(TIMES))));
    return answer;
  }

  private synchronized void keep(Asked<Q> asked, Kept<A> answer) {
    kept.remove(asked);
    kept.put(asked, answer);
    bound(MOST_OF_WORKSPACE, each -> each.workspace().equals(asked.workspace()));
    bound(MOST, _ -> true);
  }

  /** Forgets the oldest of some answers if there are too many of them. */
  private void bound(int most, Predicate<Asked<Q>> some) {
    if (kept.keySet().stream().filter(some).count() > most) {
      kept.keySet().stream().filter(some).findFirst().ifPresent(kept::remove);
    }
  }
}
