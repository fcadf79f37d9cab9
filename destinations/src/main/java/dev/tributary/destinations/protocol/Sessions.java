package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;

/**
 * Issues sessions for destinations whose credentials are not sent with each request, and keeps them
 * until they expire. Thread-safe.
 */
public interface Sessions {
  /** Has no sessions, for callers whose connectors need none. */
  Sessions NONE =
      new Sessions() {
        @Override
        public Session current(Login login) throws EgressFailure {
          throw none();
        }

        @Override
        public Session renewed(Login login, Session refused) throws EgressFailure {
          throw none();
        }

        private static EgressFailure none() {
          String words = "There are no sessions here";
          return EgressFailure.notSent(new Outcome.Misconfigured(words), words);
        }
      };

  /**
   * The session that requests use now. It is issued first if there is none, or if it has expired.
   *
   * @throws EgressFailure if there is no usable session; the request is certainly not sent
   */
  Session current(Login login) throws EgressFailure;

  /**
   * A session newer than one that the vendor has refused.
   *
   * @throws EgressFailure as {@link #current}
   */
  Session renewed(Login login, Session refused) throws EgressFailure;

  /** Sends a request. */
  @FunctionalInterface
  interface Sending {
    Answer send(Request request) throws EgressFailure;
  }

  /**
   * The destination that needs a session.
   *
   * @param authentication the form of the session; a part of the authentication of the connector if
   *     one form contains another
   * @param target with its secrets
   * @param egress of the batch
   * @param within sends a request with the credentials of the session itself, if its form has them
   */
  record Login(
      Connector connector,
      Authentication authentication,
      Target target,
      Egress egress,
      Sending within) {
    /** Never shows secrets. */
    @Override
    public String toString() {
      return "Login[" + target + "]";
    }
  }
}
