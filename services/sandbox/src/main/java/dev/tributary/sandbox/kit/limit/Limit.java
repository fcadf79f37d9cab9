package dev.tributary.sandbox.kit.limit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * One limit of a vendor, in the format of the control API.
 *
 * @param name as the vendor calls it; unique in its group
 * @param amount the largest amount in a window, 0 or more
 */
public record Limit(String name, Unit unit, Scope scope, Window window, long amount) {
  /** The unit that a limit counts. */
  public enum Unit {
    @JsonProperty("requests")
    REQUESTS,
    @JsonProperty("records")
    RECORDS,
    @JsonProperty("bytes")
    BYTES
  }

  /** The requests that share one count. */
  public enum Scope {
    /** All requests of an account in the limit's group. */
    @JsonProperty("account")
    ACCOUNT,
    /** The requests of an account to one operation. */
    @JsonProperty("endpoint")
    ENDPOINT,
    /** The requests of an account for one object, such as a channel or a ticket. */
    @JsonProperty("subject")
    SUBJECT
  }

  public Limit {
    if (amount < 0) {
      throw new IllegalArgumentException("amount must be 0 or more");
    }
    if (window instanceof Window.Running && unit != Unit.REQUESTS) {
      throw new IllegalArgumentException(
          "A running window limits requests, not " + unit.name().toLowerCase(Locale.ROOT));
    }
  }

  /** Requests of an account to one operation. */
  public static Limit perEndpoint(String name, Window window, long requests) {
    return new Limit(name, Unit.REQUESTS, Scope.ENDPOINT, window, requests);
  }

  /** Requests of an account to all operations of the group. */
  public static Limit perAccount(String name, Window window, long requests) {
    return new Limit(name, Unit.REQUESTS, Scope.ACCOUNT, window, requests);
  }
}
