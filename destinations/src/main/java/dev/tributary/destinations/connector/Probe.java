package dev.tributary.destinations.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tries the address and the credentials of a destination, and changes nothing there. */
public sealed interface Probe {

  /**
   * One request, whose answer shows whether the destination accepts the credentials.
   *
   * @param request without credentials: the engine adds them; the answer has no personal data
   */
  record OfRequest(Egress.Request request, Reading reading) implements Probe {}

  /**
   * One request, whose answer shows whether the destination accepts the credentials, and names the
   * account that they belong to. The engine also sends it by itself: after a change of the
   * credentials, and about once a day. So it must cost nothing and leave no trace.
   *
   * @param request as of {@link OfRequest}
   */
  record OfAccount(Egress.Request request, AccountReading reading) implements Probe {}

  /** Opens a connection without HTTP. */
  record OfConnection(Connect connect) implements Probe {}

  /** Reads an answer. Pure. */
  @FunctionalInterface
  interface Reading {
    Outcome outcome(Egress.Answer answer, Instant now);
  }

  /** Connects, and reads what shows whether the destination can be used. */
  @FunctionalInterface
  interface Connect {
    /**
     * @param target the destination with its secrets
     */
    Outcome outcome(Target target, Egress egress);
  }

  /** Reads an answer that names the account. Pure. */
  @FunctionalInterface
  interface AccountReading {
    Result result(Egress.Answer answer, Instant now);
  }

  /**
   * The result of a probe.
   *
   * @param account null if the answer does not name it
   * @param withheld why the vendor does not name the account, although it accepts the credentials;
   *     null for any other reason
   */
  record Result(Outcome outcome, @Nullable Account account, @Nullable String withheld) {
    public Result(Outcome outcome, @Nullable Account account) {
      this(outcome, account, null);
    }

    public static Result of(Outcome outcome) {
      return new Result(outcome, null);
    }

    /**
     * The vendor accepts the credentials, and does not let them read the account. Nobody but a user
     * can say which account they belong to.
     *
     * @param words the vendor's text
     */
    public static Result withheld(String words) {
      return new Result(new Outcome.Delivered(null), null, words);
    }
  }

  /**
   * The account of the customer at the vendor.
   *
   * @param id as the vendor names it: it never changes, and no other account has it
   * @param name for people
   */
  record Account(String id, String name) {}
}
