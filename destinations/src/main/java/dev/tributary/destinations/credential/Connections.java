package dev.tributary.destinations.credential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Authentication.Grant;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.protocol.SecretMasking;
import dev.tributary.destinations.protocol.StoreFailure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Connects destinations to the account of a user of the vendor, by the authorization code grant
 * with PKCE (RFC 6749, section 4.1; RFC 7636, S256). State and verifier belong to the user who
 * begins, are used once, and expire. Thread-safe.
 */
public final class Connections {
  /** How long a user has to consent. */
  static final Duration VALID = Duration.ofMinutes(10);

  private static final int SECRET_BYTES = 32;
  private static final String ATTEMPT = "attempt";

  private final SessionStore store;
  private final IssuedSessions issuing;
  private final TokenSender sender;
  private final SessionSeal seal;
  private final SecureRandom random;
  private final Clock clock;

  public Connections(
      SessionStore store,
      IssuedSessions issuing,
      TokenSender sender,
      SessionSeal seal,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.issuing = issuing;
    this.sender = sender;
    this.seal = seal;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A user of this installation.
   *
   * @param subject as tokens name the user
   * @param name for people
   */
  public record User(String subject, String name) {}

  /**
   * Where to send the user.
   *
   * @param address of the vendor, with the state in its query
   */
  public record Started(URI address, Instant expiresAt) {}

  /** Whether users connect the destinations of a connector. */
  public static boolean isNeeded(Connector connector) {
    return grant(connector.authentication()).isPresent();
  }

  private record UserGrant(Authentication.OAuth oauth, Grant.AuthorizationCode code) {}

  private static Optional<UserGrant> grant(Authentication authentication) {
    return switch (authentication) {
      case Authentication.OAuth oauth ->
          oauth.grant() instanceof Grant.AuthorizationCode code
              ? Optional.of(new UserGrant(oauth, code))
              : Optional.empty();
      case Authentication.CsrfSession(Authentication within, var address) -> grant(within);
      case Authentication.None none -> Optional.empty();
      case Authentication.Bearer bearer -> Optional.empty();
      case Authentication.StandardWebhooks signed -> Optional.empty();
      case Authentication.ApiKey key -> Optional.empty();
      case Authentication.Basic basic -> Optional.empty();
      case Authentication.Signature signed -> Optional.empty();
      case Authentication.AwsSignature signed -> Optional.empty();
    };
  }

  /**
   * Begins a connection.
   *
   * @param redirect where the vendor sends the user back: as it is registered there
   * @throws EgressFailure if a setting is missing
   * @throws IllegalArgumentException if users do not connect this connector
   */
  public Started start(Connector connector, Target target, User user, URI redirect)
      throws EgressFailure, StoreFailure {
    UserGrant grant = grant(connector.authentication()).orElseThrow(() -> notNeeded(connector));
    URI vendor = Addresses.of(target, grant.code().address());
    String state = secret();
    String verifier = secret();
    Instant expiresAt = clock.instant().plus(VALID);
    String kept =
        new String(
            Json.write(Map.of("verifier", verifier, "redirect", redirect.toString())),
            StandardCharsets.UTF_8);
    store.begin(
        new ConnectionAttempt(
            SessionKey.token(target),
            hash(state),
            user.subject(),
            seal.seal(
                target.workspace(),
                target.destination(),
                ATTEMPT,
                IssuedSessions.origin(connector, target),
                kept),
            expiresAt));
    Map<String, String> query = new LinkedHashMap<>(grant.code().parameters());
    query.put("response_type", "code");
    query.put("client_id", target.text(grant.code().client().id()));
    query.put("redirect_uri", redirect.toString());
    if (!grant.code().scopes().isEmpty()) {
      query.put("scope", String.join(" ", grant.code().scopes()));
    }
    query.put("state", state);
    query.put("code_challenge", hash(verifier));
    query.put("code_challenge_method", "S256");
    String separator = vendor.getRawQuery() == null ? "?" : "&";
    return new Started(URI.create(vendor + separator + TokenRequests.encoded(query)), expiresAt);
  }

  /**
   * Ends a connection that the same user has begun for the same destination.
   *
   * @param state as the vendor returned it
   * @param code as the vendor returned it
   * @return false if there is no such attempt, if it has expired, or if the destination has had
   *     another address then
   * @throws EgressFailure if the vendor gives no token for the code; the user must begin again
   */
  public boolean finish(Connector connector, Target target, User user, String state, String code)
      throws EgressFailure, StoreFailure {
    UserGrant grant = grant(connector.authentication()).orElseThrow(() -> notNeeded(connector));
    SessionKey key = SessionKey.token(target);
    Optional<ConnectionAttempt> attempt =
        store.take(key, hash(state), user.subject(), clock.instant());
    if (attempt.isEmpty()) {
      return false;
    }
    Optional<JsonNode> opened = opened(connector, target, attempt.get());
    if (opened.isEmpty()) {
      return false;
    }
    JsonNode kept = opened.get();
    String verifier = kept.path("verifier").asText();
    List<String> secrets = new ArrayList<>(target.secrets().values());
    secrets.addAll(List.of(code, verifier));
    TokenAnswer answer =
        TokenAnswer.of(
            sender.send(
                new TokenRequests(grant.oauth(), target)
                    .ofCode(grant.code(), code, verifier, kept.path("redirect").asText()),
                IssuedSessions.TIMEOUT),
            new SecretMasking(secrets),
            clock.instant());
    IssuedSessions.Issued issued =
        issuing.issued(connector, target, IssuedSessions.granted(answer), null);
    store.connect(key, issued.session(), user.name());
    return true;
  }

  private Optional<JsonNode> opened(Connector connector, Target target, ConnectionAttempt attempt)
      throws StoreFailure {
    return seal.open(
            target.workspace(),
            target.destination(),
            ATTEMPT,
            IssuedSessions.origin(connector, target),
            attempt.sealed())
        .map(text -> Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class));
  }

  private static IllegalArgumentException notNeeded(Connector connector) {
    return new IllegalArgumentException(
        "No user connects destinations of " + connector.manifest().name());
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return text(bytes);
  }

  /** SHA-256 in base64url: the challenge of a verifier, and the name of a state. */
  private static String hash(String secret) {
    try {
      return text(
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
