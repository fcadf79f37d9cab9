package dev.tributary.destinations.pacing;

import dev.tributary.destinations.pacing.BudgetWindow.Counted;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is spent, in memory. */
final class InMemorySpentStore implements SpentStore {
  private record Part(String account, String budget, Instant since) {}

  private final Map<Part, Long> spent = new HashMap<>();

  @Override
  public synchronized Optional<Taken> take(Key key, Counted window, long limit, long wanted) {
    long before = spent(key, window);
    long granted = Math.clamp(limit - before, 0, wanted);
    add(key, window, granted);
    return Optional.of(new Taken(granted, before + granted));
  }

  @Override
  public synchronized void giveBack(Key key, Counted window, long units) {
    add(key, window, -units);
  }

  @Override
  public synchronized void raise(Key key, Counted window, long all) {
    add(key, window, Math.max(0, all - spent(key, window)));
  }

  private long spent(Key key, Counted window) {
    return spent.entrySet().stream()
        .filter(each -> each.getKey().account.equals(key.account()))
        .filter(each -> each.getKey().budget.equals(key.budget()))
        .filter(each -> !each.getKey().since.isBefore(window.since()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private void add(Key key, Counted window, long units) {
    spent.merge(new Part(key.account(), key.budget(), window.slice()), units, Long::sum);
  }
}
