package dev.tributary.destinations.pacing;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A limit of an account, as its vendor documents it.
 *
 * @param unit what is counted; requests by default
 * @param amount at most so many units in each window, at least 1
 * @param window the time in which they are counted
 * @param scope what has the budget; the account by default
 * @param name of the scope {@code endpoint}: the path of the address, or a part of it; of the scope
 *     {@code object}: the name of the object, or null for a budget of each object; null otherwise
 * @param leftForOthers the part that other programs of the customer need, from 0 to 0.9; null for
 *     none
 * @param cost of the unit {@code cost}: what one request costs; 1 by default
 * @param headers of answers that tell how much is left; null if there are none
 */
@RecordBuilder
public record Budget(
    @Nullable Unit unit,
    @JsonProperty(required = true) long amount,
    @JsonProperty(required = true) BudgetWindow window,
    @Nullable Scope scope,
    @Nullable String name,
    @Nullable Double leftForOthers,
    @Nullable Integer cost,
    @Nullable QuotaHeaders headers) {

  /** Shorter windows are paced evenly; within longer ones, units are only counted. */
  private static final Duration LONGEST_PACED = Duration.ofMinutes(10);

  /** The unit in which a budget is counted. */
  public enum Unit {
    REQUESTS,
    RECORDS,
    /** Of the bodies of requests. */
    BYTES,
    /** Points that the vendor charges for a request. */
    COST,
    /** Jobs that are started. */
    JOBS,
    /** Records that are sent in jobs. */
    JOB_RECORDS;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether only the beginning of a job takes of the budget. */
    public boolean isOfJobs() {
      return this == JOBS || this == JOB_RECORDS;
    }
  }

  /** The owner of a budget. */
  public enum Scope {
    ACCOUNT,
    ENDPOINT,
    OBJECT,
    RECORD;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The names of headers in the vendor's answers.
   *
   * @param remaining what is left in the window; required
   * @param limit the whole amount; null if the vendor does not tell it
   * @param reset when the window ends: seconds from now, or since 1970; null if the vendor does not
   *     tell it
   */
  public record QuotaHeaders(
      @JsonProperty(required = true) String remaining,
      @Nullable String limit,
      @Nullable String reset) {}

  /** A budget of the requests of an account in a time that rolls. */
  public static Budget requests(long amount, int perSeconds) {
    return new Budget(
        null, amount, new BudgetWindow(perSeconds, null, null, null), null, null, null, null, null);
  }

  public Unit counts() {
    return Objects.requireNonNullElse(unit, Unit.REQUESTS);
  }

  public Scope of() {
    return Objects.requireNonNullElse(scope, Scope.ACCOUNT);
  }

  /** Our part of the amount, at least 1. */
  public long ours() {
    return Math.max(1, oursOf(amount));
  }

  /** Our part of another amount, at least 0. */
  long oursOf(long whole) {
    double left = leftForOthers == null ? 0 : leftForOthers;
    return (long) Math.floor(whole * (1 - left));
  }

  /** Whether requests are spaced evenly; otherwise the units of each window are counted. */
  @JsonIgnore
  public boolean isPaced() {
    return window.length().compareTo(LONGEST_PACED) <= 0;
  }

  /**
   * The time that so many units need at least. Of a counted window, all units can leave at once,
   * and a window of the clock can end just then.
   */
  public Duration shortestTime(long units) {
    if (isPaced()) {
      double seconds = (double) units * window.length().toSeconds() / ours();
      return Duration.ofSeconds((long) Math.ceil(seconds));
    }
    long atOnce = window.per() == null ? 1 : 2;
    long further = Math.max(0, Math.ceilDiv(units, ours()) - atOnce);
    return Duration.ofSeconds((long) ((double) further * window.length().toSeconds()));
  }

  /** The same budget with another part for other programs. */
  public Budget leaving(@Nullable Double part) {
    return BudgetBuilder.builder(this).leftForOthers(part).build();
  }

  /** The same budget with other headers. */
  public Budget told(@Nullable QuotaHeaders names) {
    return BudgetBuilder.builder(this).headers(names).build();
  }

  /** A name that is the same as long as unit, window and scope are. */
  public String key() {
    return counts().wireName()
        + ":"
        + window.key()
        + ":"
        + of().wireName()
        + (name == null ? "" : ":" + name);
  }
}
