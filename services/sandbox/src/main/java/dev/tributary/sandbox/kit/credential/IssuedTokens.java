package dev.tributary.sandbox.kit.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An issuer of OAuth 2.0 (RFC 6749): client credentials, an authorization code, a signed assertion,
 * and refresh tokens that may rotate. If a refresh token that was rotated is used again, all tokens
 * of its grant are revoked (RFC 9700, section 4.14.2). Thread-safe.
 */
public final class IssuedTokens implements Credentials {
  private static final String BEARER = "Bearer ";
  private static final String CLIENT_ASSERTION = "client_assertion";
  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  /**
   * @param lifetime of an access token
   * @param rotating whether each use of a refresh token replaces it
   */
  public record Policy(Duration lifetime, boolean rotating) {}

  /** The result of a request to the token endpoint. */
  public sealed interface Issue {
    /**
     * @param refreshToken null for a grant without one
     */
    record Issued(String accessToken, @Nullable String refreshToken, Duration lifetime)
        implements Issue {}

    /**
     * @param error a code of RFC 6749, section 5.2
     */
    record Refused(String error) implements Issue {}
  }

  private record Access(String grant, Instant expiresAt) {}

  private final Clock clock;
  private final Policy policy;
  private final Map<String, Access> accesses = new HashMap<>();
  private final Map<String, String> refreshes = new HashMap<>();
  private final Map<String, String> replaced = new HashMap<>();
  private final Map<String, Boolean> revokedGrants = new HashMap<>();
  private String client = "";
  private long issued;

  public IssuedTokens(Clock clock, Policy policy) {
    this.clock = clock;
    this.policy = policy;
  }

  @Override
  public synchronized Verdict check(Call call) {
    var value = call.header("authorization").orElse("");
    if (!value.startsWith(BEARER)) {
      return new Verdict.Refused(Reason.MISSING);
    }
    var access = accesses.get(value.substring(BEARER.length()));
    if (access == null) {
      return new Verdict.Refused(Reason.WRONG);
    }
    if (revokedGrants.containsKey(access.grant())) {
      return new Verdict.Refused(Reason.REVOKED);
    }
    return clock.instant().isBefore(access.expiresAt())
        ? new Verdict.Accepted(access.grant())
        : new Verdict.Refused(Reason.EXPIRED);
  }

  /** The token endpoint. Clients prove themselves in the header or in the form. */
  public synchronized Issue issue(Call call) {
    var form = form(call);
    if (form.getOrDefault("grant_type", "").equals(JWT_BEARER)) {
      return asserted(form.getOrDefault("assertion", ""));
    }
    if (form.containsKey(CLIENT_ASSERTION)) {
      return asserted(form.getOrDefault(CLIENT_ASSERTION, ""));
    }
    var id = BasicCredentials.pair(call);
    var name = id.map(BasicCredentials.Pair::user).orElse(form.getOrDefault("client_id", ""));
    var secret =
        id.map(BasicCredentials.Pair::password).orElse(form.getOrDefault("client_secret", ""));
    if (name.isEmpty() || (!client.isEmpty() && !client.equals(name + ":" + secret))) {
      return new Issue.Refused("invalid_client");
    }
    return switch (form.getOrDefault("grant_type", "")) {
      case "client_credentials" -> issued("client " + name, false);
      case "authorization_code" ->
          form.getOrDefault("code", "").isEmpty()
              ? new Issue.Refused("invalid_grant")
              : issued("grant " + form.get("code"), true);
      case "refresh_token" -> refreshed(form.getOrDefault("refresh_token", ""));
      default -> new Issue.Refused("unsupported_grant_type");
    };
  }

  /** A token for a signed assertion (RFC 7523). Its signature is not checked. */
  private Issue asserted(String assertion) {
    var claims = claims(assertion);
    var issuer = claims.path("iss").asText("");
    boolean known = client.isEmpty() || client.equals(issuer) || client.startsWith(issuer + ":");
    boolean current = claims.path("exp").asLong() > clock.instant().getEpochSecond();
    return issuer.isEmpty() || !known || !current
        ? new Issue.Refused("invalid_grant")
        : issued("assertion of " + issuer, false);
  }

  /** The algorithm of the signature of a client's assertion; empty without an assertion. */
  public static Optional<String> algorithm(Call call) {
    var name = part(form(call).getOrDefault(CLIENT_ASSERTION, ""), 0).path("alg").asText("");
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  /** The audience of a client's assertion; empty without one. */
  public static Optional<String> audience(Call call) {
    var name = claims(form(call).getOrDefault(CLIENT_ASSERTION, "")).path("aud").asText("");
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  private static JsonNode claims(String assertion) {
    return part(assertion, 1);
  }

  private static JsonNode part(String assertion, int number) {
    var parts = assertion.split("\\.");
    try {
      return parts.length == 3
          ? Json.LENIENT.readTree(Base64.getUrlDecoder().decode(parts[number]))
          : MissingNode.getInstance();
    } catch (IOException | IllegalArgumentException notAToken) {
      return MissingNode.getInstance();
    }
  }

  private Issue refreshed(String token) {
    var reused = replaced.get(token);
    if (reused != null) {
      revokedGrants.put(reused, true);
    }
    var grant = refreshes.get(token);
    if (grant == null || revokedGrants.containsKey(grant)) {
      return new Issue.Refused("invalid_grant");
    }
    if (!policy.rotating()) {
      return new Issue.Issued(access(grant), token, policy.lifetime());
    }
    refreshes.remove(token);
    replaced.put(token, grant);
    return issued(grant, true);
  }

  private Issue issued(String grant, boolean refreshable) {
    revokedGrants.remove(grant);
    String refresh = null;
    if (refreshable) {
      refresh = "refresh-" + ++issued;
      refreshes.put(refresh, grant);
    }
    return new Issue.Issued(access(grant), refresh, policy.lifetime());
  }

  private String access(String grant) {
    var token = "access-" + ++issued;
    accesses.put(token, new Access(grant, clock.instant().plus(policy.lifetime())));
    return token;
  }

  /** All access tokens expire now; refresh tokens stay valid. */
  public synchronized void expireAll() {
    accesses.replaceAll((token, access) -> new Access(access.grant(), clock.instant()));
  }

  /** All grants are revoked, as if a user had removed the app. */
  public synchronized void revokeAll() {
    accesses.values().forEach(access -> revokedGrants.put(access.grant(), true));
    refreshes.values().forEach(grant -> revokedGrants.put(grant, true));
  }

  /** From now on only this client is accepted, as {@code id:secret}. */
  @Override
  public synchronized void acceptOnly(String secret) {
    client = secret;
  }

  @Override
  public synchronized void reset() {
    accesses.clear();
    refreshes.clear();
    replaced.clear();
    revokedGrants.clear();
    client = "";
  }

  private static Map<String, String> form(Call call) {
    var form = new LinkedHashMap<String, String>();
    for (var field : call.text().split("&")) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        form.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    return Objects.requireNonNull(URLDecoder.decode(text, StandardCharsets.UTF_8));
  }
}
