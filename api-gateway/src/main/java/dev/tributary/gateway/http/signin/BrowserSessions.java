package dev.tributary.gateway.http.signin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.gateway.signin.Session;
import dev.tributary.gateway.signin.SessionId;
import dev.tributary.gateway.signin.SessionStore;
import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TokenStateManager;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the tokens of signed-in browsers in the gateway; the browser holds only a {@link
 * SessionId}.
 *
 * <p>Two cases that Quarkus does not handle are handled here. First, of parallel requests with
 * nearly expired tokens, one refreshes and the others wait for its result, because a refresh token
 * is valid once. Second, an unreachable store is marked on the request ({@link #unreachable}) and
 * answered with 503: Quarkus would treat it as a missing session and sign the person out.
 */
@ApplicationScoped
@Alternative
@Priority(1)
public class BrowserSessions implements TokenStateManager {
  public static final String COOKIE = "q_session";
  public static final String SIGN_OUT_PATH = "/auth/end";
  public static final String CALLBACK_PATH = "/auth/callback";

  /** Must equal {@code quarkus.oidc.token.refresh-token-time-skew}. */
  static final Duration REFRESH_AHEAD = Duration.ofSeconds(10);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
  private static final long POLL_MILLIS = 50;
  private static final long RENEWAL_MILLIS = 3_000;
  private static final String CURRENT = BrowserSessions.class.getName() + ".current";
  private static final String UNREACHABLE = BrowserSessions.class.getName() + ".unreachable";
  private static final String RELEASE = BrowserSessions.class.getName() + ".release";

  private final SessionStore store;
  private final Vertx vertx;

  public BrowserSessions(SessionStore store, Vertx vertx) {
    this.store = store;
    this.vertx = vertx;
  }

  /** Why this request could not read or write its session, or null if it could. */
  public static @Nullable Throwable unreachable(RoutingContext request) {
    return request.get(UNREACHABLE);
  }

  @Override
  public Uni<String> createTokenState(
      RoutingContext request,
      OidcTenantConfig tenant,
      AuthorizationCodeTokens tokens,
      OidcRequestContext<String> context) {
    SessionId current = request.get(CURRENT);
    boolean signingIn = CALLBACK_PATH.equals(request.normalizedPath());
    // A sign-in always gets a new id, so an id that an attacker planted in the browser is useless.
    SessionId id = current == null || signingIn ? SessionId.fresh() : current;
    return store
        .save(id, sessionOf(tokens))
        .invoke(() -> release(request))
        .replaceWith(id.cookieValue())
        .onFailure()
        .invoke(failure -> request.put(UNREACHABLE, failure));
  }

  @Override
  public Uni<AuthorizationCodeTokens> getTokens(
      RoutingContext request,
      OidcTenantConfig tenant,
      String cookieValue,
      OidcRequestContext<AuthorizationCodeTokens> context) {
    SessionId id = new SessionId(cookieValue);
    request.put(CURRENT, id);
    return usable(request, id, Instant.now().plus(LONGEST_WAIT))
        .map(BrowserSessions::tokensOf)
        .onFailure(failure -> !(failure instanceof AuthenticationFailedException))
        .invoke(failure -> request.put(UNREACHABLE, failure));
  }

  /**
   * Ends the session only where a person signs out. Quarkus also calls this before it stores
   * refreshed tokens and after failures that may pass; the store deletes idle sessions itself.
   */
  @Override
  public Uni<Void> deleteTokens(
      RoutingContext request,
      OidcTenantConfig tenant,
      String cookieValue,
      OidcRequestContext<Void> context) {
    return SIGN_OUT_PATH.equals(request.normalizedPath())
        ? store.end(new SessionId(cookieValue))
        : Uni.createFrom().voidItem();
  }

  private Uni<Session> usable(RoutingContext request, SessionId id, Instant deadline) {
    return store
        .find(id)
        .flatMap(found -> {
          if (found.isEmpty()) {
            return Uni.createFrom()
                .failure(new AuthenticationFailedException("The session is unknown or over"));
          }
          return expiresSoon(found.get())
              ? refreshedOrMine(request, id, deadline)
              : Uni.createFrom().item(found.get());
        });
  }

  /**
   * The session after another request's refresh, or the unchanged session, which this request then
   * refreshes.
   */
  private Uni<Session> refreshedOrMine(RoutingContext request, SessionId id, Instant deadline) {
    String holder = UUID.randomUUID().toString();
    return store
        .lockRefresh(id, holder)
        .flatMap(mine -> {
          if (mine) {
            hold(request, id, holder);
            return store
                .find(id)
                .map(BrowserSessions::known)
                .invoke(session -> {
                  if (!expiresSoon(session)) {
                    release(request);
                  }
                });
          }
          if (Instant.now().isAfter(deadline)) {
            return Uni.createFrom()
                .failure(new TimeoutException("Another request's refresh takes too long"));
          }
          return pause().flatMap(waited -> usable(request, id, deadline));
        });
  }

  /** Holds the right to refresh, however long Keycloak takes for it. */
  private void hold(RoutingContext request, SessionId id, String holder) {
    long renewal =
        vertx.setPeriodic(RENEWAL_MILLIS, again -> start(store.renewRefresh(id, holder)));
    Runnable release =
        () -> {
          if (vertx.cancelTimer(renewal)) {
            start(store.unlockRefresh(id, holder));
          }
        };
    request.put(RELEASE, release);
    request.addEndHandler(done -> release(request));
  }

  /** Does nothing if this request has no right to refresh, or released it before. */
  private static void release(RoutingContext request) {
    Runnable release = request.get(RELEASE);
    if (release != null) {
      release.run();
    }
  }

  /** After a failure of the store, the right ends by itself in seconds. */
  private static void start(Uni<Void> work) {
    work.subscribe().with(done -> {}, failure -> {});
  }

  private static Session known(Optional<Session> session) {
    return session.orElseThrow(
        () -> new AuthenticationFailedException("The session is unknown or over"));
  }

  /** Waits on the caller's event loop, on which Quarkus must continue. */
  private Uni<Long> pause() {
    return Uni.createFrom().emitter(emitter -> vertx.setTimer(POLL_MILLIS, emitter::complete));
  }

  private static boolean expiresSoon(Session session) {
    return !session.accessTokenExpiry().minus(REFRESH_AHEAD).isAfter(Instant.now());
  }

  private static Session sessionOf(AuthorizationCodeTokens tokens) {
    JsonNode idToken = claims(tokens.getIdToken());
    Instant expiry = Instant.ofEpochSecond(claims(tokens.getAccessToken()).path("exp").asLong());
    return new Session(
        tokens.getIdToken(),
        tokens.getAccessToken(),
        refreshToken(tokens),
        expiry,
        scope(tokens),
        idToken.path("sid").asText());
  }

  private static AuthorizationCodeTokens tokensOf(Session session) {
    return new AuthorizationCodeTokens(
        session.idToken(),
        session.accessToken(),
        session.refreshToken(),
        Duration.between(Instant.now(), session.accessTokenExpiry()).toSeconds(),
        session.scope());
  }

  /** Reads a token that Quarkus has verified, or verifies before it trusts the session. */
  private static JsonNode claims(String token) {
    String[] parts = token.split("\\.", -1);
    return Json.read(Base64.getUrlDecoder().decode(parts[1]), JsonNode.class);
  }

  private static @Nullable String refreshToken(AuthorizationCodeTokens tokens) {
    return tokens.getRefreshToken();
  }

  private static @Nullable String scope(AuthorizationCodeTokens tokens) {
    return tokens.getAccessTokenScope();
  }
}
