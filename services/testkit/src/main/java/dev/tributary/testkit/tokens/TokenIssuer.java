package dev.tributary.testkit.tokens;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An OpenID Connect issuer for the services under test: set {@code quarkus.oidc.auth-server-url} to
 * {@link #url()}. One per JVM; it ends with the JVM.
 *
 * <p>Quarkus loads a test and its resources in several class loaders. So the common data, the key
 * and the address, are kept in the system's properties. Thread-safe.
 */
public final class TokenIssuer {
  public static final String AUDIENCE = "tributary-api";

  private static final String SHARED = "dev.tributary.testkit.tokens";
  private static final String SERVICE_ACCOUNT = "service-account-";
  private static final String KEY_ID = "testkit";
  private static final Duration LIFE = Duration.ofHours(1);

  /**
   * While a token is younger, the same one is given again: signing takes longer than most requests.
   */
  private static final Duration KEPT = Duration.ofMinutes(10);

  private static final Map<String, TokenIssuer> ISSUERS = new ConcurrentHashMap<>();

  private final PrivateKey key;
  private final String url;
  private final Map<Subject, Issued> kept = new ConcurrentHashMap<>();

  private record Subject(String name, List<String> groups) {}

  private record Issued(String token, Instant at) {
    boolean isYoung() {
      return at.plus(KEPT).isAfter(Instant.now());
    }
  }

  private TokenIssuer(PrivateKey key, String url) {
    this.key = key;
    this.url = url;
  }

  /** The JVM's issuer, started on first use. */
  public static TokenIssuer shared() {
    // As text, because some libraries read all properties and fail on other types.
    String shared = (String) System.getProperties().computeIfAbsent(SHARED, _ -> start());
    return ISSUERS.computeIfAbsent(shared, TokenIssuer::of);
  }

  private static TokenIssuer of(String shared) {
    String[] urlAndKey = shared.split(" ", 2);
    return new TokenIssuer(
        SigningKey.decoded(Base64.getDecoder().decode(urlAndKey[1])), urlAndKey[0]);
  }

  public String url() {
    return url;
  }

  /** A token of a user with a role ({@code viewer}, …) in one workspace. */
  public String member(String workspace, String role) {
    return token(role + "@example.test", "/ws/" + workspace + "/" + role);
  }

  /** As {@link #member}, with the right to read personal data. */
  public String memberWithPersonalData(String workspace, String role) {
    return token(
        role + "@example.test",
        "/ws/" + workspace + "/" + role,
        "/ws/" + workspace + "/personal-data");
  }

  public String installationAdmin() {
    return token("root@example.test", "/installation/admin");
  }

  /** A token with any groups, which is valid for at least 50 minutes. */
  public String token(String name, String... groups) {
    return kept.compute(
            new Subject(name, List.of(groups)),
            (subject, issued) ->
                issued != null && issued.isYoung()
                    ? issued
                    : new Issued(signed(name, AUDIENCE, LIFE, subject.groups()), Instant.now()))
        .token();
  }

  /** A token that expires soon. */
  public String brief(Duration life, String name, String... groups) {
    return signed(name, AUDIENCE, life, List.of(groups));
  }

  /** A token that has expired. */
  public String expired(String name, String... groups) {
    return signed(name, AUDIENCE, LIFE.negated(), List.of(groups));
  }

  /** A valid token for another API. */
  public String forAudience(String audience, String name, String... groups) {
    return signed(name, audience, LIFE, List.of(groups));
  }

  private String signed(String name, String audience, Duration life, List<String> groups) {
    long now = System.currentTimeMillis() / 1000;
    return Jwt.claims()
        .issuer(url)
        .subject("sub-" + name)
        .upn(name)
        .preferredUserName(name)
        .audience(audience)
        .claim("azp", client(name))
        .claim("ws", groups)
        .issuedAt(Math.min(now, now + life.toSeconds()) - 1)
        .expiresAt(now + life.toSeconds())
        .jws()
        .keyId(KEY_ID)
        .sign(key);
  }

  /**
   * A client's own token is issued to that client; a user's token is issued to the client that
   * signs users in.
   */
  private static String client(String name) {
    return name.startsWith(SERVICE_ACCOUNT)
        ? name.substring(SERVICE_ACCOUNT.length())
        : "tributary-gateway";
  }

  private static String start() {
    try {
      RSAPrivateCrtKey key = SigningKey.ofThisRun();
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      String configuration =
          """
          {"issuer":"%1$s","jwks_uri":"%1$s/jwks","token_endpoint":"%1$s/token",
           "authorization_endpoint":"%1$s/auth","response_types_supported":["code"],
           "subject_types_supported":["public"],
           "id_token_signing_alg_values_supported":["RS256"]}\
          """
              .formatted(url);
      String jwks = jwks(key);
      server.createContext("/.well-known/openid-configuration", e -> answer(e, configuration));
      server.createContext("/jwks", e -> answer(e, jwks));
      server.start();
      return url + " " + Base64.getEncoder().encodeToString(key.getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String jwks(RSAPrivateCrtKey key) {
    return """
    {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"%s","n":"%s","e":"%s"}]}\
    """
        .formatted(KEY_ID, number(key.getModulus()), number(key.getPublicExponent()));
  }

  /** Unsigned and big-endian, without the sign's byte (RFC 7518, section 6.3.1). */
  private static String number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
