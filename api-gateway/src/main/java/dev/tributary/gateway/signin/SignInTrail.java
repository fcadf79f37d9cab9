package dev.tributary.gateway.signin;

import dev.tributary.runtime.tenancy.Caller;
import io.quarkus.oidc.SecurityEvent;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Puts on record who signs in and out, in the trail of each workspace that the person holds a role
 * in. Aside from the request: an outage of the database keeps nobody from signing in or out.
 */
@ApplicationScoped
public class SignInTrail {
  private static final String NO_REQUEST_ID = "";

  private final PersonTrail trail;

  public SignInTrail(PersonTrail trail) {
    this.trail = trail;
  }

  void signedIn(@Observes SecurityEvent event) {
    if (event.getEventType() == SecurityEvent.Type.OIDC_LOGIN) {
      add("signIn", event.getSecurityIdentity());
    }
  }

  /** A person asked to be signed out. */
  public void signedOut(SecurityIdentity identity) {
    add("signOut", identity);
  }

  private void add(String operation, SecurityIdentity identity) {
    if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
      return;
    }
    Caller caller =
        Caller.of(
            token.getSubject(), token.getName(), token.getClaim(Claims.azp), identity.getRoles());
    for (String workspace : caller.roles().keySet()) {
      trail.done(operation, caller, workspace, NO_REQUEST_ID);
    }
  }
}
