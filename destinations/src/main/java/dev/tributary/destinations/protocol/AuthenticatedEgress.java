package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Sends the requests of one batch with the credentials of its destination. If an answer says that
 * the session has ended, the request had no effect: it is sent once more, in a new session. A
 * second refusal of a token against forged requests says nothing about the credentials, for example
 * if each of several servers knows its own tokens only: the request is repeated later.
 */
record AuthenticatedEgress(
    Connector connector, Target target, Egress egress, Sessions sessions, Clock clock) {
  private static final String CSRF_FAILED = "CSRF token validation failed";
  private static final String REFUSED_TWICE =
      "The token against forged requests was refused twice, so the request had no effect";
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /** The same egress, whose requests are worth less time. */
  AuthenticatedEgress within(Duration time) {
    return new AuthenticatedEgress(connector, target, egress.within(time), sessions, clock);
  }

  Answer send(Request request) throws EgressFailure {
    return send(connector.authentication(target, request), request);
  }

  private Answer send(Authentication authentication, Request request) throws EgressFailure {
    return switch (authentication) {
      case Authentication.OAuth oauth ->
          inSession(oauth, request, egress::send, egress.forCredentials()::send);
      case Authentication.CsrfSession session ->
          inSession(
              session,
              request,
              added -> send(session.within(), added),
              fetch -> forCredentials().send(session.within(), fetch));
      case Authentication.None none -> egress.send(request);
      case Authentication.Bearer bearer -> sendAdded(bearer, request);
      case Authentication.StandardWebhooks signed -> sendAdded(signed, request);
      case Authentication.ApiKey key -> sendAdded(key, request);
      case Authentication.Basic basic -> sendAdded(basic, request);
      case Authentication.Signature signed -> sendAdded(signed, request);
      case Authentication.AwsSignature signed -> sendAdded(signed, request);
    };
  }

  private Answer sendAdded(Authentication authentication, Request request) throws EgressFailure {
    return egress.send(Credentials.added(authentication, target, request, now()));
  }

  private AuthenticatedEgress forCredentials() {
    return new AuthenticatedEgress(connector, target, egress.forCredentials(), sessions, clock);
  }

  private Answer inSession(
      Authentication authentication,
      Request request,
      Sessions.Sending sending,
      Sessions.Sending within)
      throws EgressFailure {
    Sessions.Login login =
        new Sessions.Login(connector, authentication, target, egress.forCredentials(), within);
    Session session = sessions.current(login);
    egress.conceal(session.secrets());
    Answer answer = sending.send(session.added(request));
    if (!hasEnded(authentication, answer)) {
      return answer;
    }
    Session renewed = sessions.renewed(login, session);
    egress.conceal(renewed.secrets());
    Answer second = sending.send(renewed.added(request));
    if (authentication instanceof Authentication.CsrfSession && hasEnded(authentication, second)) {
      throw EgressFailure.notSent(
          new Outcome.Transient(REFUSED_TWICE, now().plus(PAUSE)), REFUSED_TWICE);
    }
    return second;
  }

  private boolean hasEnded(Authentication authentication, Answer answer) {
    return authentication instanceof Authentication.CsrfSession
        ? answer.status() == 403 && refusesCsrfToken(answer)
        : connector.refusesToken(answer);
  }

  /** A refusal of another kind, such as a missing right, has neither the header nor the text. */
  private static boolean refusesCsrfToken(Answer answer) {
    String header = answer.header("x-csrf-token");
    return (header != null && header.toLowerCase(Locale.ROOT).equals("required"))
        || new String(answer.body(), StandardCharsets.UTF_8).contains(CSRF_FAILED);
  }

  Instant now() {
    return clock.instant();
  }
}
