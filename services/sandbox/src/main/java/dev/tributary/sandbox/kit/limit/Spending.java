package dev.tributary.sandbox.kit.limit;

import java.time.Instant;
import java.util.ArrayDeque;

/** The amounts spent in one window by one account. Guarded by {@link Limits}. */
final class Spending {
  private record Amount(Instant at, long amount) {}

  private final ArrayDeque<Amount> amounts = new ArrayDeque<>();
  private long spent;

  long spent(Window window, Instant now) {
    var start = window.start(now);
    while (!amounts.isEmpty() && amounts.getFirst().at().isBefore(start)) {
      spent -= amounts.removeFirst().amount();
    }
    return spent;
  }

  /** One entry per moment, so that a fast caller does not fill the memory. */
  void spend(Instant now, long amount) {
    spent += amount;
    var last = amounts.peekLast();
    if (last != null && last.at().equals(now)) {
      amounts.removeLast();
      amounts.addLast(new Amount(now, last.amount() + amount));
    } else {
      amounts.addLast(new Amount(now, amount));
    }
  }

  /** The first moment at which {@code wanted} more fits into {@code limit}. */
  Instant fitsAt(Limit limit, long wanted, Instant now) {
    long excess = spent(limit.window(), now) + wanted - limit.amount();
    var at = now;
    for (var each : amounts) {
      if (excess <= 0) {
        break;
      }
      excess -= each.amount();
      at = limit.window().end(each.at());
    }
    return at;
  }
}
