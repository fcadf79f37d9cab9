package dev.tributary.gateway.http.signin;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.gateway.signin.PersonTrail;
import dev.tributary.runtime.http.ForwardedClient;
import dev.tributary.runtime.http.RequestId;
import dev.tributary.runtime.tenancy.Caller;
import io.quarkus.oidc.SecurityEvent;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Records sign-ins and sign-outs in the trail of each workspace in which the person has a role. It
 * runs independently of the request: during an outage of the control plane, people can still sign
 * in and out.
 */
@ApplicationScoped
public class SignInTrail {
  private final PersonTrail trail;
  private final ForwardedClient forwarded;

  /**
   * @param forwarded reads the client's address from the front door's header
   */
  public SignInTrail(PersonTrail trail, ForwardedClient forwarded) {
    this.trail = trail;
    this.forwarded = forwarded;
  }

  void signedIn(@Observes SecurityEvent event) {
    if (event.getEventType() == SecurityEvent.Type.OIDC_LOGIN) {
      add("signIn", event.getSecurityIdentity());
    }
  }

  /** A person has requested a sign-out. */
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
    Origin origin = origin(identity);
    for (WorkspaceId workspace : caller.roles().keySet()) {
      trail.done(operation, caller, workspace, origin);
    }
  }

  private Origin origin(SecurityIdentity identity) {
    RoutingContext request = HttpSecurityUtils.getRoutingContextAttribute(identity);
    if (request == null) {
      return new Origin(Service.GATEWAY.component(), "", null);
    }
    String id = Objects.requireNonNullElse(request.request().getHeader(RequestId.HEADER), "");
    String header = request.request().getHeader(ForwardedClient.HEADER);
    return new Origin(Service.GATEWAY.component(), id, forwarded.read(header, id));
  }
}
