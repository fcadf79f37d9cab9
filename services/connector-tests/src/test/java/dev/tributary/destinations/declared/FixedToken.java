package dev.tributary.destinations.declared;

import dev.tributary.destinations.protocol.Session;
import dev.tributary.destinations.protocol.Sessions;
import java.util.List;
import java.util.Map;

/** Sessions with an access token that a test has got. A refused token stays the same. */
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
  public Session renewed(Login login, Session refused) {
    return current(login);
  }
}
