package dev.tributary.destinations.connector;

import java.time.Instant;

/** Tries the address and the credentials of a destination, and changes nothing there. */
public sealed interface Probe {

  /**
   * One request, whose answer shows whether the destination accepts the credentials.
   *
   * @param request without credentials: the engine adds them; the answer has no personal data
   */
  record OfRequest(Egress.Request request, Reading reading) implements Probe {}

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
}
