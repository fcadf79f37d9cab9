package dev.tributary.gateway.http.signin;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;

/**
 * Verifies the logout token that Keycloak sends when a session ends there (OpenID Connect
 * Back-Channel Logout 1.0, 2.6). Blocks while it fetches keys.
 */
@ApplicationScoped
public class LogoutTokens {
  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
  private static final long KEYS_AT_MOST_EVERY_MILLIS = 10_000;
  private static final int CLOCK_SKEW_SECONDS = 30;

  private final JwtConsumer consumer;

  public LogoutTokens(KeycloakConfig config) {
    HttpsJwks keys = new HttpsJwks(config.realmUrl() + "/protocol/openid-connect/certs");
    // A token with an unknown key makes us fetch the keys again; forged tokens must not trigger
    // that at any rate.
    keys.setRefreshReprieveThreshold(KEYS_AT_MOST_EVERY_MILLIS);
    this.consumer =
        new JwtConsumerBuilder()
            .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(keys))
            .setExpectedIssuer(config.realmUrl().toString())
            .setExpectedAudience(config.clientId())
            .setRequireIssuedAt()
            .setRequireExpirationTime()
            .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
            .setJwsAlgorithmConstraints(
                new AlgorithmConstraints(
                    ConstraintType.PERMIT,
                    AlgorithmIdentifiers.RSA_USING_SHA256,
                    AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                    AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
            .build();
  }

  /** The Keycloak session that has ended, or empty if the token is not a valid sign-out for us. */
  public Optional<String> sessionEndedBy(String token) {
    try {
      JwtClaims claims = consumer.processToClaims(token);
      boolean signOut =
          claims.getClaimValue("events") instanceof Map<?, ?> events
              && events.containsKey(EVENT)
              && !claims.hasClaim("nonce");
      return Optional.ofNullable(claims.getStringClaimValue("sid")).filter(sid -> signOut);
    } catch (InvalidJwtException | MalformedClaimException e) {
      return Optional.empty();
    }
  }
}
