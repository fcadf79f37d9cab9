package dev.tributary.runtime.query;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A cache of expensive answers. Each is kept twenty times as long as it took to compute, so that
 * computing it again never takes more than a twentieth of the time. A workspace with many questions
 * displaces only its own answers. Thread-safe.
 */
public final class AnswerCache<Q, A> {
  private static final int TIMES = 20;
  private static final int MOST = 500;
  private static final int MOST_OF_WORKSPACE = 100;

  private final Clock clock;
  private final ConcurrencyLimit turn;
  private final Map<Asked<Q>, Kept<A>> kept = new LinkedHashMap<>();

  /**
   * @param turn the limit under which answers are computed
   */
  public AnswerCache(Clock clock, ConcurrencyLimit turn) {
    this.clock = clock;
    this.turn = turn;
  }

  private record Asked<Q>(WorkspaceId workspace, Q question) {}

  private record Kept<A>(A answer, Instant until) {}

  public A answer(WorkspaceId workspace, Q question, Supplier<A> finding) {
    Asked<Q> asked = new Asked<>(workspace, question);
    return fresh(asked)
        .orElseGet(
            () -> turn.take(workspace, () -> fresh(asked).orElseGet(() -> find(asked, finding))));
  }

  /** The cached answer; empty if it must be computed. */
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

  /** Removes the oldest of these answers if there are too many of them. */
  private void bound(int most, Predicate<Asked<Q>> some) {
    if (kept.keySet().stream().filter(some).count() > most) {
      kept.keySet().stream().filter(some).findFirst().ifPresent(kept::remove);
    }
  }
}
