package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Target;
import java.time.Clock;
import java.time.Instant;

/** Sends the requests of one batch with the credentials of its destination. */
record AuthenticatedEgress(
    Authentication authentication, Target target, Egress egress, Clock clock) {

  Egress.Answer send(Egress.Request request) throws EgressFailure {
    return egress.send(Credentials.added(authentication, target, request, clock.instant()));
  }

  Instant now() {
    return clock.instant();
  }
}
