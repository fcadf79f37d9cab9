package dev.tributary.runtime.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Answers that were costly to find. Each is kept twenty times as long as it took, so that finding
 * them anew never takes more than a twentieth of the time. Thread-safe.
 */
public final class Remembered<Q, A> {
  private static final int TIMES = 20;
  private static final int MOST = 100;

  private final Clock clock;
  private final Turn turn;
  private final Map<Q, Kept<A>> kept = new LinkedHashMap<>();

  /**
   * @param turn of whoever must find an answer
   */
  public Remembered(Clock clock, Turn turn) {
    this.clock = clock;
    this.turn = turn;
  }

  private record Kept<A>(A answer, Instant until) {}

  public A answer(Q question, Supplier<A> finding) {
    return fresh(question)
        .orElseGet(() -> turn.take(() -> fresh(question).orElseGet(() -> find(question, finding))));
  }

  /** What is still known; empty if it must be found. */
  public synchronized Optional<A> fresh(Q question) {
    Kept<A> known = kept.get(question);
    return known == null || !clock.instant().isBefore(known.until())
        ? Optional.empty()
        : Optional.of(known.answer());
  }

  private A find(Q question, Supplier<A> finding) {
    Instant begin = clock.instant();
    A answer = finding.get();
    Instant end = clock.instant();
    keep(question, new Kept<>(answer, end.plus(Duration.between(begin, end).multipliedBy(TIMES))));
    return answer;
  }

  private synchronized void keep(Q question, Kept<A> answer) {
    kept.remove(question);
    kept.put(question, answer);
    if (kept.size() > MOST) {
      kept.remove(kept.keySet().iterator().next());
    }
  }
}
