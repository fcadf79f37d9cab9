package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
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

  /**
   * The sessions of one consent of a user. A batch was built for the account of this consent. If a
   * user connects the destination again meanwhile, the new sessions may belong to another account.
   * So nothing more of the batch is sent.
   *
   * @param grant the number of the consent; 0 if no user has consented
   */
  record OfGrant(Sessions sessions, long grant) implements Sessions {
    @Override
    public Session current(Login login) throws EgressFailure {
      return checked(login, sessions.current(login));
    }

    @Override
    public Session renewed(Login login, Session refused) throws EgressFailure {
      return checked(login, sessions.renewed(login, refused));
    }

    /** Other sessions are issued within one of an access token, which is checked. */
    private Session checked(Login login, Session session) throws EgressFailure {
      if (login.authentication() instanceof Authentication.OAuth && session.grant() != grant) {
        throw new EgressFailure(
            Reach.HELD_BACK, "The destination was connected again while the batch was sent");
      }
      return session;
    }
  }
}
