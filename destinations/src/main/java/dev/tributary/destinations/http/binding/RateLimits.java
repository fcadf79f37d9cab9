package dev.tributary.destinations.http.binding;

import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Manifest.RateLimit;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.BudgetCheck;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Validates rate limits. */
final class RateLimits {
  private static final int MOST_SECONDS = 86_400;

  private RateLimits() {}

  static void check(@Nullable RateLimit limit, List<Fault> faults) {
    if (limit == null) {
      return;
    }
    if (limit.requests() < 1) {
      faults.add(new Fault("/rateLimit/requests", "Must be at least 1"));
    }
    if (limit.perSeconds() < 1 || limit.perSeconds() > MOST_SECONDS) {
      faults.add(new Fault("/rateLimit/perSeconds", "Must be from 1 to " + MOST_SECONDS));
    }
    BudgetCheck.left(limit.leftForOthers(), (at, words) -> add(faults, at, words));
    List<Budget> budgets = Objects.requireNonNullElse(limit.budgets(), List.of());
    for (int i = 0; i < budgets.size(); i++) {
      String place = "/budgets/" + i;
      if (budgets.get(i) == null) {
        add(faults, place, "must not be empty");
        continue;
      }
      BudgetCheck.check(budgets.get(i), (at, words) -> add(faults, place + at, words));
    }
  }

  private static void add(List<Fault> faults, String at, String words) {
    faults.add(
        new Fault(
            "/rateLimit" + at,
            words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1)));
  }
}
