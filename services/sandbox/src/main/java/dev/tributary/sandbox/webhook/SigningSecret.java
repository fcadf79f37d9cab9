package dev.tributary.sandbox.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks signatures as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> 1.0 defines
 * them: HMAC-SHA256 over id, timestamp and body with dots between.
 */
final class SigningSecret {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final SecretKeySpec key;

  /**
   * @throws IllegalArgumentException if it is not {@code whsec_} and Base64
   */
  SigningSecret(String secret) {
    if (!secret.startsWith(PREFIX)) {
      throw new IllegalArgumentException("A secret starts with whsec_, then Base64");
    }
    key =
        new SecretKeySpec(Base64.getDecoder().decode(secret.substring(PREFIX.length())), ALGORITHM);
  }

  /** The error of the signature, or empty. */
  Optional<String> fault(String id, String timestamp, String signatures, byte[] body, Instant now) {
    if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
      return Optional.of("webhook-id, webhook-timestamp and webhook-signature are required");
    }
    if (!recent(timestamp, now)) {
      return Optional.of("webhook-timestamp is not within 5 minutes of now");
    }
    var expected = ("v1," + sign(id, timestamp, body)).getBytes(StandardCharsets.UTF_8);
    for (var signature : signatures.split(" ")) {
      if (MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
        return Optional.empty();
      }
    }
    return Optional.of("webhook-signature does not fit the body");
  }

  private static boolean recent(String timestamp, Instant now) {
    try {
      var sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
      return Duration.between(sent, now).abs().compareTo(TOLERANCE) <= 0;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private String sign(String id, String timestamp, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }
}
