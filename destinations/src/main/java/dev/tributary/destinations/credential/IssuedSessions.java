package dev.tributary.destinations.credential;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.KeyHash;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Authentication.Grant;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Exchange;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Outcome.UnusableCredentials;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.destination.Origin;
import dev.tributary.destinations.protocol.SecretMasking;
import dev.tributary.destinations.protocol.Sessions.Login;
import dev.tributary.destinations.protocol.StoreFailure;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks vendors for sessions, and encrypts them. It keeps nothing. Requests for tokens appear in the
 * exchanges of an attempt without their content. Thread-safe.
 */
public final class IssuedSessions {
  /** The longest wait for a token. */
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** A session is renewed at the latest this long before it expires, with jitter. */
  private static final Duration LONGEST_LEAD = Duration.ofMinutes(5);

  /** A session is renewed after this part of its life at the earliest. */
  private static final double EARLIEST = 0.7;

  private static final double LATEST = 0.9;
  private static final String HIDDEN = "***";

  private final TokenSender sender;
  private final SessionSeal seal;
  private final KeyHash hash;
  private final RandomGenerator random;
  private final Clock clock;

  /**
   * @param random spreads renewals over time
   */
  public IssuedSessions(
      TokenSender sender, SessionSeal seal, KeyHash hash, RandomGenerator random, Clock clock) {
    this.sender = sender;
    this.seal = seal;
    this.hash = hash;
    this.random = random;
    this.clock = clock;
  }

  /** A session, with its content and in the form for storage. */
  record Issued(SessionContent content, IssuedSession session) {}

  /** Whether a stored session was issued for the present settings and secrets. */
  boolean fits(Login login, StoredSession stored) {
    return isOfUser(login.authentication())
        || stored.credentials().equals(credentials(login.connector(), login.target()));
  }

  /** A user's grant stays when the client secret changes. */
  private static boolean isOfUser(Authentication authentication) {
    return authentication instanceof Authentication.OAuth(Grant grant, var address)
        && grant instanceof Grant.AuthorizationCode;
  }

  /** The hash of the settings and secrets for which a session is issued. */
  String credentials(Connector connector, Target target) {
    return hash.of(
        target.workspace().value(),
        connector.manifest().id(),
        String.valueOf(target.baseUrl()),
        target.settings().toString(),
        target.secrets().toString());
  }

  /**
   * The content of a stored session; empty if it was sealed for another address.
   *
   * @throws StoreFailure if its key is not configured
   */
  Optional<SessionContent> content(Login login, StoredSession stored) throws StoreFailure {
    String sealed = stored.sealed();
    if (sealed == null) {
      return Optional.empty();
    }
    Target target = login.target();
    return seal.open(
            target.workspace(),
            target.destination(),
            SessionKey.of(login.authentication(), target).kind(),
            origin(login.connector(), target),
            sealed)
        .map(text -> Json.read(text.getBytes(StandardCharsets.UTF_8), SessionContent.class));
  }

  /** A session that {@link #content} opens, under the newest key. */
  String resealed(Login login, String sealed) {
    Target target = login.target();
    return seal.resealed(
        target.workspace(),
        target.destination(),
        SessionKey.of(login.authentication(), target).kind(),
        origin(login.connector(), target),
        sealed);
  }

  /**
   * Asks for the next session.
   *
   * @param former the content of the present one, or null
   * @throws EgressFailure if there is none; {@link UnusableCredentials} if the grant is refused
   */
  Issued issue(Login login, @Nullable SessionContent former) throws EgressFailure {
    return switch (login.authentication()) {
      case Authentication.OAuth oauth -> {
        String refresh = former == null ? null : former.refreshToken();
        if (refresh == null && isOfUser(oauth)) {
          throw revoked("The vendor has given no refresh token");
        }
        Instant now = clock.instant();
        Request request = new TokenRequests(oauth, login.target()).next(refresh, now);
        yield issued(login.connector(), login.target(), granted(login, request, former), refresh);
      }
      case Authentication.CsrfSession csrf -> ofCsrf(login, csrf);
      case Authentication.None none -> throw noSession(none);
      case Authentication.Bearer bearer -> throw noSession(bearer);
      case Authentication.StandardWebhooks signed -> throw noSession(signed);
      case Authentication.ApiKey key -> throw noSession(key);
      case Authentication.Basic basic -> throw noSession(basic);
      case Authentication.Signature signed -> throw noSession(signed);
      case Authentication.AwsSignature signed -> throw noSession(signed);
    };
  }

  private static IllegalArgumentException noSession(Authentication authentication) {
    return new IllegalArgumentException(authentication.getClass() + " needs no session");
  }

  private TokenAnswer.Granted granted(Login login, Request request, @Nullable SessionContent former)
      throws EgressFailure {
    login.egress().takeTurn(request);
    Answer answer;
    try {
      answer = sender.send(request, TIMEOUT);
    } catch (EgressFailure e) {
      login.egress().note(exchange(request, null, String.valueOf(e.getMessage())));
      throw withoutRequest(e);
    }
    List<String> secrets = new ArrayList<>(login.target().secrets().values());
    if (former != null) {
      secrets.addAll(former.secrets());
    }
    TokenAnswer read = TokenAnswer.of(answer, new SecretMasking(secrets), clock.instant());
    login.egress().note(exchange(request, answer.status(), words(read)));
    return granted(read);
  }

  /**
   * @throws EgressFailure if the answer has no token
   */
  static TokenAnswer.Granted granted(TokenAnswer answer) throws EgressFailure {
    return switch (answer) {
      case TokenAnswer.Granted granted -> granted;
      case TokenAnswer.GrantRefused(String words) -> throw revoked(words);
      case TokenAnswer.ClientRefused(String words) -> {
        String whole = "The authorization server refuses the request for a token: " + words;
        throw EgressFailure.notSent(new Outcome.Unauthorised(whole), whole);
      }
      case TokenAnswer.Failed(String words, Instant notBefore) ->
          throw new EgressFailure(
              Reach.NOT_SENT, "The authorization server gives no token now: " + words, notBefore);
    };
  }

  private static EgressFailure revoked(String words) {
    return EgressFailure.notSent(
        new UnusableCredentials(UnusableCredentials.Reason.GRANT_REVOKED, words), words);
  }

  /** The request that needs the token was not sent, even if the one for the token has arrived. */
  private static EgressFailure withoutRequest(EgressFailure failure) {
    return failure.outcome() instanceof Outcome.Ambiguous(String words, var notBefore)
        ? new EgressFailure(Reach.NOT_SENT, words, notBefore)
        : failure;
  }

  private static String words(TokenAnswer answer) {
    return switch (answer) {
      case TokenAnswer.Granted granted -> HIDDEN;
      case TokenAnswer.GrantRefused(String words) -> words;
      case TokenAnswer.ClientRefused(String words) -> words;
      case TokenAnswer.Failed(String words, var notBefore) -> words;
    };
  }

  private static Exchange exchange(Request request, @Nullable Integer status, String answer) {
    return new Exchange(
        request.method(),
        request.uri().toString(),
        Map.of("content-type", "application/x-www-form-urlencoded"),
        HIDDEN,
        status,
        Map.of(),
        answer);
  }

  /**
   * A session with an access token.
   *
   * @param refresh the refresh token that stays if the answer has none
   */
  Issued issued(
      Connector connector, Target target, TokenAnswer.Granted granted, @Nullable String refresh) {
    String next = granted.refresh() == null ? refresh : granted.refresh();
    SessionContent content =
        new SessionContent(
            Map.of("authorization", "Bearer " + granted.access()),
            next == null ? List.of(granted.access()) : List.of(granted.access(), next),
            next);
    return sealed(connector, target, SessionKey.TOKEN, content, granted.lifetime());
  }

  private Issued ofCsrf(Login login, Authentication.CsrfSession csrf) throws EgressFailure {
    Request request =
        new Request(
            "GET",
            Addresses.of(login.target(), csrf.address()),
            Map.of("x-csrf-token", "Fetch", "accept", "application/json"),
            null);
    Answer answer;
    try {
      answer = login.within().send(request);
    } catch (EgressFailure e) {
      throw withoutRequest(e);
    }
    String token = answer.header("x-csrf-token");
    if (!answer.successful() || token == null || token.isBlank()) {
      throw noToken(answer.status());
    }
    List<String> cookies =
        answer.headers().getOrDefault("set-cookie", List.of()).stream()
            .map(cookie -> cookie.split(";", 2)[0].strip())
            .toList();
    List<String> secrets = new ArrayList<>(cookies);
    secrets.add(token);
    SessionContent content =
        new SessionContent(
            Map.of("x-csrf-token", token, "cookie", String.join("; ", cookies)), secrets, null);
    return sealed(
        login.connector(),
        login.target(),
        SessionKey.of(csrf, login.target()).kind(),
        content,
        null);
  }

  private static EgressFailure noToken(int status) {
    String words = "HTTP %d, without a token against forged requests".formatted(status);
    return status == 401 || status == 403
        ? EgressFailure.notSent(new Outcome.Unauthorised(words), words)
        : new EgressFailure(Reach.NOT_SENT, words);
  }

  private Issued sealed(
      Connector connector,
      Target target,
      String kind,
      SessionContent content,
      @Nullable Duration lifetime) {
    String text = new String(Json.write(content), StandardCharsets.UTF_8);
    Instant now = clock.instant();
    boolean isLast =
        Connections.isNeeded(connector)
            && kind.equals(SessionKey.TOKEN)
            && content.refreshToken() == null;
    return new Issued(
        content,
        new IssuedSession(
            seal.seal(
                target.workspace(), target.destination(), kind, origin(connector, target), text),
            credentials(connector, target),
            lifetime == null ? null : now.plus(lifetime),
            lifetime == null || isLast ? null : now.plus(lifetime).minus(lead(lifetime))));
  }

  /** Instances and destinations whose sessions began together do not renew them together. */
  private Duration lead(Duration lifetime) {
    double part = 1 - EARLIEST - random.nextDouble() * (LATEST - EARLIEST);
    Duration lead = Duration.ofMillis((long) (lifetime.toMillis() * part));
    Duration longest =
        Duration.ofMillis((long) (LONGEST_LEAD.toMillis() * (0.5 + random.nextDouble() / 2)));
    return lead.compareTo(longest) < 0 ? lead : longest;
  }

  static String origin(Connector connector, Target target) {
    return Origin.of(
        connector.manifest(),
        target.settings(),
        target.baseUrl() == null ? null : target.baseUrl().toString());
  }
}
