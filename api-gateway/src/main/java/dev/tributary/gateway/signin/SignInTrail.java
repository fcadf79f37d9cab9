package dev.tributary.gateway.signin;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.runtime.audit.TrailWriter;
import dev.tributary.runtime.tenancy.Caller;
import io.quarkus.oidc.SecurityEvent;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Puts on record who signs in and out, in the trail of each workspace that the person holds a role
 * in. Aside from the request: an outage of the database keeps nobody from signing in or out.
 */
@ApplicationScoped
public class SignInTrail {
  private final TrailWriter writer;
  private final Ids ids;
  private final Clock clock;

  public SignInTrail(TrailWriter writer, Ids ids, Clock clock) {
    this.writer = writer;
    this.ids = ids;
    this.clock = clock;
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
    Actor actor = new Actor(caller.subject(), caller.name(), Actor.Kind.PERSON);
    for (String workspace : caller.roles().keySet()) {
      writer.add(
          new AdministrationEntry(
              ids.next(Ids.AUDIT_ENTRY),
              workspace,
              clock.instant(),
              actor,
              new Act(operation, null, null, null),
              new Result(Outcome.DONE, null, 1),
              new Origin("api-gateway", ""),
              List.of()));
    }
  }
}
