package dev.tributary.gateway.http.signin;

import io.quarkus.oidc.OidcSession;
import io.quarkus.oidc.RefreshToken;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/**
 * The paths on which a browser signs in and out. Before any of these methods runs, Quarkus has
 * completed the sign-in with Keycloak.
 */
@Path("/auth")
@Authenticated
@RunOnVirtualThread
public class SignIn {
  private final SecurityIdentity identity;
  private final OidcSession session;
  private final KeycloakSignOut keycloak;
  private final SignInTrail trail;

  public SignIn(
      SecurityIdentity identity, OidcSession session, KeycloakSignOut keycloak, SignInTrail trail) {
    this.trail = trail;
    this.identity = identity;
    this.session = session;
    this.keycloak = keycloak;
  }

  /**
   * Signs in, then redirects to the page that the person had opened.
   *
   * @param returnTo a path of this installation; any other value leads to the home page
   */
  @GET
  @Path("/login")
  public Response login(@QueryParam("return_to") @DefaultValue("/") String returnTo) {
    return Response.seeOther(URI.create(ReturnPath.of(returnTo))).build();
  }

  /** Ends the session here and at Keycloak; the tokens never pass through the browser. */
  @POST
  @Path("/end")
  public void end() {
    trail.signedOut(identity);
    RefreshToken refreshToken = identity.getCredential(RefreshToken.class);
    if (refreshToken != null) {
      keycloak.end(refreshToken.getToken());
    }
    session.logout().await().indefinitely();
  }
}
