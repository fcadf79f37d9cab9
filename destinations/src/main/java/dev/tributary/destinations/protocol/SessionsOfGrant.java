package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;

/**
 * The sessions of one consent of a user. A batch was built for the account of this consent. If a
 * user connects the destination again meanwhile, the new sessions may belong to another account, so
 * nothing more of the batch is sent.
 *
 * @param grant the number of the consent; 0 if no user has consented
 */
record SessionsOfGrant(Sessions sessions, long grant) implements Sessions {
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
