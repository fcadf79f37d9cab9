package dev.tributary.destinations.declared;

import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.Session;
import dev.tributary.destinations.protocol.Sessions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that the engine gets by itself, until a test names an access token. There is no newer
 * token than this one.
 */
final class FixedToken implements Sessions {
  private final Sessions issued;
  private volatile @Nullable String token;

  FixedToken(Sessions issued) {
    this.issued = issued;
  }

  void use(String other) {
    token = other;
  }

  @Override
  public Session current(Login login) throws EgressFailure {
    String fixed = token;
    return fixed == null
        ? issued.current(login)
        : new Session(Map.of("authorization", "Bearer " + fixed), List.of(fixed), 1, 0);
  }

  @Override
  public Session renewed(Login login, Session refused) throws EgressFailure {
    if (token == null) {
      return issued.renewed(login, refused);
    }
    String words = "The token is refused";
    throw EgressFailure.notSent(new Outcome.Unauthorised(words), words);
  }
}
