package dev.tributary.destinations.limit;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.ReportedUse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The use of the limits of an account.
 *
 * @param at when the numbers were read
 * @param heldUntil until when nothing leaves, because the vendor has refused requests; null if it
 *     has not, or if this is not known
 * @param budgets in the order of their declaration
 * @param connections null if the account may have any number of them
 * @param openJobs jobs at a time; null if the account may have any number of them
 */
public record AccountUse(
    Instant at,
    @Nullable Instant heldUntil,
    List<BudgetUse> budgets,
    @Nullable Connections connections,
    @Nullable Connections openJobs) {

  /** The source of the number of used units. */
  public enum Certainty {
    /** Each unit is counted in the database before it is used. */
    COUNTED,
    /** The pace counts the last window, with an estimated part, or the open connections. */
    ESTIMATED,
    /** The pace is away, or has lost what was used. */
    UNKNOWN,
    /** Each record has a budget of its own. */
    PER_RECORD;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * The use of one budget.
   *
   * @param object of a budget that each object has: the object; null for other budgets
   */
  public record BudgetUse(
      Budget budget, @Nullable String object, Certainty certainty, Current current, Users users) {}

  /**
   * The current window of a budget.
   *
   * @param used by this installation; null if it is not known
   * @param left for this installation; null if it is not known
   * @param others what other programs have used; null if the vendor has not said that they use more
   *     than the part that is left to them
   * @param heldUntil until when nothing of the budget leaves; null if it is not held, or if this is
   *     not known
   * @param beginsAgain when the window ends; null if the window rolls
   * @param reported the vendor's last answer to the question how much is used; null if the vendor
   *     was not asked, or has not answered
   */
  public record Current(
      @Nullable Long used,
      @Nullable Long left,
      @Nullable Others others,
      @Nullable Instant heldUntil,
      @Nullable Instant beginsAgain,
      @Nullable Reported reported) {}

  /**
   * The vendor's answer to the question how much of a budget is used.
   *
   * @param at when it was asked
   */
  public record Reported(ReportedUse use, Instant at) {}

  /**
   * The use by other programs.
   *
   * @param units with the part of the budget that is left to them
   * @param at when the vendor has said that
   */
  public record Others(long units, Instant at) {}

  /**
   * The users of a budget.
   *
   * @param since since when; earlier than the current window, if that is short
   * @param users of the workspace, the largest first
   * @param otherWorkspaces what all other workspaces have used
   * @param notAssigned units of the workspace that belong to no user: instances take them before
   *     they use them, and a crash can lose whose they were
   */
  public record Users(Instant since, List<User> users, long otherWorkspaces, long notAssigned) {}

  /**
   * A user of a budget.
   *
   * @param sync null for requests of no sync
   * @param units greater than 0
   */
  public record User(DestinationId destination, @Nullable SyncId sync, long units) {}

  /**
   * Requests or open jobs of the account at a time.
   *
   * @param amount at most so many
   * @param used null if it is not known
   */
  public record Connections(int amount, @Nullable Integer used) {}
}
