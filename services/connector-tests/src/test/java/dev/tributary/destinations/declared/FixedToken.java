package dev.tributary.destinations.declared;

import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.Session;
import dev.tributary.destinations.protocol.Sessions;
import java.util.List;
import java.util.Map;

/**
 * Sessions with an access token that a test has got. There is no newer token than a refused one.
 */
final class FixedToken implements Sessions {
  private volatile String token = "any";

  void use(String other) {
    token = other;
  }

  @Override
  public Session current(Login login) {
    return new Session(Map.of("authorization", "Bearer " + token), List.of(token), 1, 0);
  }

  @Override
  public Session renewed(Login login, Session refused) throws EgressFailure {
    String words = "The token is refused";
    throw EgressFailure.notSent(new Outcome.Unauthorised(words), words);
  }
}
