package dev.tributary.destinations.pacing;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Checks budgets that people have written. Pure. */
public final class BudgetCheck {
  private static final int MOST_SECONDS = 86_400;
  private static final double MOST_LEFT = 0.9;

  private BudgetCheck() {}

  /**
   * @param faults gets the place of each fault within the budget, such as {@code /amount}, and what
   *     would be accepted
   */
  public static void check(Budget budget, BiConsumer<String, String> faults) {
    if (budget.amount() < 1) {
      faults.accept("/amount", "must be at least 1");
    }
    window(budget.window(), faults);
    boolean endpoint = budget.of() == Budget.Scope.ENDPOINT;
    if (endpoint == (budget.name() == null) && budget.of() != Budget.Scope.OBJECT) {
      faults.accept(
          "/name",
          endpoint
              ? "must be a part of the path of the endpoint"
              : "is only for the scopes endpoint and object");
    }
    if (budget.cost() != null && (budget.counts() != Budget.Unit.COST || budget.cost() < 1)) {
      faults.accept("/cost", "must be at least 1, and is only for the unit cost");
    }
    if (budget.cost() != null && budget.cost() > budget.amount()) {
      faults.accept("/cost", "must be at most the amount: no request would ever leave");
    }
    if (budget.of() == Budget.Scope.RECORD && budget.counts() != Budget.Unit.REQUESTS) {
      faults.accept("/unit", "must be requests: a record has no other budget");
    }
    if (budget.counts().isOfJobs() && budget.of() == Budget.Scope.ENDPOINT) {
      faults.accept("/scope", "must be account or object: a job has no other budget");
    }
    left(budget.leftForOthers(), faults);
  }

  /**
   * @param left the part for other programs
   */
  public static void left(@Nullable Double left, BiConsumer<String, String> faults) {
    if (left != null && !(left >= 0 && left <= MOST_LEFT)) {
      faults.accept("/leftForOthers", "must be from 0 to " + MOST_LEFT);
    }
  }

  /** A key without a value is null, whatever the type of its component says. */
  private static void window(@Nullable BudgetWindow window, BiConsumer<String, String> faults) {
    if (window == null) {
      faults.accept("/window", "must not be empty");
      return;
    }
    Integer seconds = window.perSeconds();
    if ((seconds == null) == (window.per() == null)) {
      faults.accept("/window", "must have either perSeconds or per");
    }
    if (seconds != null && (seconds < 1 || seconds > MOST_SECONDS)) {
      faults.accept("/window/perSeconds", "must be from 1 to " + MOST_SECONDS);
    }
    boolean day = window.per() == BudgetWindow.Per.DAY;
    if (window.zone() != null && !(day && isZone(window.zone()))) {
      faults.accept("/window/zone", "must be the time zone of a day, such as Europe/Berlin");
    }
    if (window.resetsAt() != null && !(day && isTime(window.resetsAt()))) {
      faults.accept("/window/resetsAt", "must be the time at which a day begins, such as 08:00");
    }
  }

  private static boolean isZone(String zone) {
    try {
      ZoneId.of(zone);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isTime(String time) {
    try {
      LocalTime.parse(time);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
