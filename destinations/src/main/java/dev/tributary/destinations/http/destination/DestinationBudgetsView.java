package dev.tributary.destinations.http.destination;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.limit.AccountUse.Certainty;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.BudgetWindow;
import dev.tributary.runtime.tenancy.Approximate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The limits of the account of a destination, what is used of them, and by whom.
 *
 * @param at when the numbers were read
 * @param heldUntil until when nothing is sent, because the vendor has refused requests; null if it
 *     has not, or if this is not known
 * @param budgets in the order in which the connector or the destination declares them; open jobs
 *     and connections are last
 */
@Schema(name = "DestinationBudgets")
public record DestinationBudgetsView(
    Instant at, @Nullable Instant heldUntil, List<BudgetView> budgets) {

  /** The unit of a limit. */
  public enum LimitUnit {
    REQUESTS,
    RECORDS,
    BYTES,
    COST,
    JOBS,
    JOB_RECORDS,
    OPEN_JOBS,
    CONNECTIONS;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static LimitUnit of(Budget.Unit unit) {
      return switch (unit) {
        case REQUESTS -> REQUESTS;
        case RECORDS -> RECORDS;
        case BYTES -> BYTES;
        case COST -> COST;
        case JOBS -> JOBS;
        case JOB_RECORDS -> JOB_RECORDS;
      };
    }
  }

  /**
   * One limit and its use.
   *
   * @param limit of the account
   * @param certainty {@code counted}: each unit is counted before it is used; {@code estimated}:
   *     the last seconds or minutes, with an estimated part, or connections, of which those of a
   *     crashed instance count for 150 seconds; {@code unknown}: the account is not known, or the
   *     store of the present rate is away or may lack something; {@code per-record}: each record
   *     has a limit of its own
   * @param approximate whether numbers are rounded or left out, because they reveal how many people
   *     an audience has
   * @param current the present window
   * @param users which syncs and destinations have used the limit
   */
  @Schema(name = "BudgetUse")
  public record BudgetView(
      LimitView limit,
      Certainty certainty,
      boolean approximate,
      CurrentView current,
      UsersView users) {}

  /**
   * A limit of an account.
   *
   * @param unit what is counted; {@code jobs} are started in the window, {@code job-records} are
   *     sent in jobs, {@code open-jobs} and {@code connections} are jobs and requests at the same
   *     time
   * @param scope what has the limit
   * @param name of the scope {@code endpoint}: the path of the address, or a part of it; of the
   *     scope {@code object}: the name of the object; null otherwise
   * @param amount at most so many units in each window
   * @param keptForOthers how many units of the amount this installation leaves to other programs
   * @param window the time in which the units are counted; null for {@code open-jobs} and {@code
   *     connections}
   */
  @Schema(name = "AccountLimit")
  public record LimitView(
      LimitUnit unit,
      Budget.Scope scope,
      @Nullable String name,
      long amount,
      long keptForOthers,
      @Nullable BudgetWindow window) {}

  /**
   * The current window.
   *
   * @param used by this installation, with what instances have reserved of it; null if it is not
   *     known or not shown. If it is rounded, without the reserved units, and 0 for few
   * @param rounded the rounded number; null if {@code used} is exact or not known
   * @param left for this installation; null if it is not known, and if numbers are rounded
   * @param others what other programs have used; null if the vendor has not said that they use more
   *     than the part that is left to them
   * @param heldUntil until when nothing of the limit is sent; null if it is not held, if this is
   *     not known, and for a counted limit if numbers are rounded
   * @param beginsAgain when the window ends; null if the window rolls
   * @param reported the vendor's last answer to the question how much is used; null if it was not
   *     asked, has not answered, or if numbers are rounded
   */
  @Schema(name = "CurrentWindow")
  public record CurrentView(
      @Nullable Long used,
      @Nullable Approximate rounded,
      @Nullable Long left,
      @Nullable OthersView others,
      @Nullable Instant heldUntil,
      @Nullable Instant beginsAgain,
      @Nullable ReportedView reported) {}

  /**
   * The use by all programs, as the vendor has answered. A limit that is lower than {@code amount}
   * takes its place.
   *
   * @param used units of the window
   * @param amount the whole amount of the account; null if the vendor does not tell it
   * @param at when the vendor was asked
   */
  @Schema(name = "ReportedUse")
  public record ReportedView(long used, @Nullable Long amount, Instant at) {}

  /**
   * The use by other programs.
   *
   * @param used the units
   * @param at when the vendor has said that
   */
  @Schema(name = "UseOfOtherPrograms")
  public record OthersView(long used, Instant at) {}

  /**
   * The users of a limit. The numbers are up to 15 seconds old.
   *
   * @param since since when; earlier than the current window, if that is short
   * @param syncs of this destination, the largest first, at most 50
   * @param destinations other destinations of the workspace with the same account, the largest
   *     first, at most 50
   * @param further what further syncs and destinations have used together; 0 for few if it is
   *     rounded
   * @param furtherRounded the rounded number; null if {@code further} is exact
   * @param otherWorkspaces what other workspaces have used together; 0 for few if it is rounded
   * @param otherWorkspacesRounded the rounded number; null if {@code otherWorkspaces} is exact
   * @param notAssigned what no user has used yet: instances take units before they use them, and a
   *     crash can lose whose they were; 0 if numbers are rounded
   */
  @Schema(name = "BudgetUsers")
  public record UsersView(
      Instant since,
      List<SyncUseView> syncs,
      List<DestinationUseView> destinations,
      long further,
      @Nullable Approximate furtherRounded,
      long otherWorkspaces,
      @Nullable Approximate otherWorkspacesRounded,
      long notAssigned) {}

  /**
   * @param sync null for requests of no sync, such as a test of the destination
   * @param name null if the sync is deleted, or for requests of no sync
   * @param used the units; 0 for few, or if they are not shown
   * @param rounded the rounded number, without a number if it is not shown; null if {@code used} is
   *     exact
   */
  @Schema(name = "BudgetUseOfSync", description = "The use of a limit by a sync.")
  public record SyncUseView(
      @Nullable SyncId sync, @Nullable String name, long used, @Nullable Approximate rounded) {}

  /**
   * @param destination its id
   * @param name null if the destination is deleted
   * @param used the units; 0 for few, or if they are not shown
   * @param rounded the rounded number, without a number if it is not shown; null if {@code used} is
   *     exact
   */
  @Schema(name = "BudgetUseOfDestination", description = "The use of a limit by a destination.")
  public record DestinationUseView(
      DestinationId destination, @Nullable String name, long used, @Nullable Approximate rounded) {}
}
