package dev.tributary.gateway.http.signin;

import dev.tributary.gateway.signin.SessionStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/**
 * Keycloak reports a session that ended there: the user signed out elsewhere, or an administrator
 * ended it. This is our own endpoint, because the endpoint of Quarkus keeps ended sessions in the
 * memory of one gateway. It answers 200 only after the session has ended at all gateways.
 */
@Path("/back-channel-logout")
@RunOnVirtualThread
public class BackChannelSignOut {
  private final LogoutTokens tokens;
  private final SessionStore sessions;

  public BackChannelSignOut(LogoutTokens tokens, SessionStore sessions) {
    this.tokens = tokens;
    this.sessions = sessions;
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response end(@FormParam("logout_token") @DefaultValue("") String logoutToken) {
    Optional<String> ended = tokens.sessionEndedBy(logoutToken);
    if (ended.isEmpty()) {
      return Response.status(Response.Status.BAD_REQUEST).build();
    }
    sessions.endOfKeycloak(ended.get()).await().indefinitely();
    return Response.ok().build();
  }
}
