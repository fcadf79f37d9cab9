package dev.tributary.destinations.pacing;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.pacing.BudgetWindow.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is spent, in memory. */
public final class InMemorySpentStore implements SpentStore {
  private record Account(String name, String budget) {
    static Account of(Key key) {
      return new Account(key.account(), key.budget());
    }
  }

  private record Use(WorkspaceId workspace, DestinationId destination, String account) {}

  private record Part(Account account, Instant since) {}

  private record VendorNumber(Instant since, long others, Instant until) {}

  private final Map<Part, Long> spent = new HashMap<>();
  private final Map<Use, Instant> uses = new HashMap<>();
  private final Map<Account, VendorNumber> numbers = new HashMap<>();

  private final Map<Account, Instant> asked = new HashMap<>();
  final Map<Account, ReportedUse> reports = new HashMap<>();

  @Override
  public synchronized boolean uses(
      WorkspaceId workspace, DestinationId destination, String account, Instant now) {
    uses.put(new Use(workspace, destination, account), now);
    return true;
  }

  /** The names of the account that count together. */
  private Set<String> names(Key key, Instant now) {
    Set<String> names = new HashSet<>(Set.of(key.account()));
    Instant from = now.minus(LONGEST_WINDOW).minus(RECORDED);
    for (Use own : uses.keySet()) {
      if (own.workspace.equals(key.workspace()) && own.account.equals(key.account())) {
        uses.forEach((other, at) -> {
          if (other.workspace.equals(own.workspace)
              && other.destination.equals(own.destination)
              && !at.isBefore(from)) {
            names.add(other.account);
          }
        });
      }
    }
    return names;
  }

  @Override
  public synchronized Optional<Taken> take(
      Key key, Counted window, long limit, long wanted, Instant now) {
    VendorNumber others = numbers.get(Account.of(key));
    boolean counts =
        others != null && others.until.isAfter(now) && !others.since.isBefore(window.since());
    long ofOthers = counts ? others.others : 0;
    long before = spent(key, window, now) + ofOthers;
    long granted = Math.clamp(limit - before, 0, wanted);
    add(key, window, granted);
    return Optional.of(new Taken(granted, before + granted, ofOthers));
  }

  @Override
  public synchronized void giveBack(Key key, Counted window, long units) {
    add(key, window, -units);
  }

  @Override
  public synchronized Optional<Taken> tell(
      Key key, Counted window, long all, long least, Instant now, Instant until) {
    long units = spent(key, window, now);
    long others = Math.max(least, all - units);
    numbers.put(Account.of(key), new VendorNumber(window.slice(), others, until));
    return Optional.of(new Taken(0, units + others, others));
  }

  @Override
  public synchronized boolean asks(Key key, Instant now, Duration interval) {
    Instant last = asked.get(Account.of(key));
    if (last != null && now.isBefore(last.plus(interval)) && !last.isAfter(now)) {
      return false;
    }
    asked.put(Account.of(key), now);
    return true;
  }

  @Override
  public synchronized void reported(Key key, ReportedUse use, Instant at) {
    reports.put(Account.of(key), use);
  }

  private long spent(Key key, Counted window, Instant now) {
    Set<String> names = names(key, now);
    return spent.entrySet().stream()
        .filter(each -> names.contains(each.getKey().account.name))
        .filter(each -> each.getKey().account.budget.equals(key.budget()))
        .filter(each -> !each.getKey().since.isBefore(window.since()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private void add(Key key, Counted window, long units) {
    spent.merge(
        new Part(Account.of(key), window.slice()),
        Math.max(0, units),
        (a, _) -> Math.max(0, a + units));
  }
}
