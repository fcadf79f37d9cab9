package dev.tributary.destinations.credential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A signed statement in the form of RFC 7523. It is valid for three minutes. */
record JwtAssertion(
    Algorithm algorithm,
    String issuer,
    @Nullable String subject,
    String aud,
    String scope,
    @Nullable String keyId) {
  /** The signatures of RSA (RFC 7518, sections 3.3 and 3.5). */
  enum Algorithm {
    RS256,
    PS256;

    private Signature signature() throws GeneralSecurityException {
      return switch (this) {
        case RS256 -> Signature.getInstance("SHA256withRSA");
        case PS256 -> {
          Signature signature = Signature.getInstance("RSASSA-PSS");
          signature.setParameter(
              new PSSParameterSpec(
                  "SHA-256",
                  "MGF1",
                  MGF1ParameterSpec.SHA256,
                  SALT_LENGTH,
                  PSSParameterSpec.TRAILER_FIELD_BC));
          yield signature;
        }
      };
    }
  }

  /** The length of the hash (RFC 7518, section 3.5). */
  private static final int SALT_LENGTH = 32;

  private static final Duration VALID = Duration.ofMinutes(3);

  /** A server refuses a statement of the future, and its clock may be behind. */
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----(.+?)-----END PRIVATE KEY-----", Pattern.DOTALL);

  /**
   * @param pem the private key: RSA, PKCS #8
   * @throws InvalidKey if it is none
   */
  String signed(String pem, Instant now) throws InvalidKey {
    ObjectNode header =
        Json.MAPPER.createObjectNode().put("alg", algorithm.name()).put("typ", "JWT");
    if (keyId != null) {
      header.put("kid", keyId);
    }
    ObjectNode claims =
        Json.MAPPER
            .createObjectNode()
            .put("iss", issuer)
            .put("aud", aud)
            .put("iat", now.minus(CLOCK_SKEW).getEpochSecond())
            .put("exp", now.plus(VALID).getEpochSecond())
            .put("jti", UUID.randomUUID().toString());
    if (subject != null) {
      claims.put("sub", subject);
    }
    if (!scope.isEmpty()) {
      claims.put("scope", scope);
    }
    String content = text(Json.write(header)) + "." + text(Json.write(claims));
    PrivateKey key = key(pem);
    try {
      Signature signature = algorithm.signature();
      signature.initSign(key);
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + text(signature.sign());
    } catch (GeneralSecurityException e) {
      // The message of the cause could contain a part of the key.
      throw new InvalidKey();
    }
  }

  private static PrivateKey key(String pem) throws InvalidKey {
    Matcher body = PEM.matcher(pem);
    if (!body.find()) {
      throw new InvalidKey();
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(body.group(1));
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // As above.
      throw new InvalidKey();
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The key is no private key of RSA in PEM (PKCS #8). */
  static final class InvalidKey extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidKey() {
      super("The private key must be an RSA key in PEM that begins with BEGIN PRIVATE KEY");
    }
  }
}
