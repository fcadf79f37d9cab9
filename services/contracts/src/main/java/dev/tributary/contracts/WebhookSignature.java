package dev.tributary.contracts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs according to Standard Webhooks 1.0: HMAC-SHA256 over id, timestamp and body. */
public final class WebhookSignature {
  public static final String SECRET_PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";

  private WebhookSignature() {}

  /**
   * @param secret {@code whsec_} and Base64
   * @param timestamp seconds since the epoch
   * @throws IllegalArgumentException if the secret has another form
   */
  public static String of(String secret, String id, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key(secret), ALGORITHM));
      mac.update((id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
    }
  }

  /**
   * The key in a secret.
   *
   * @throws IllegalArgumentException if the secret has another form
   */
  public static byte[] key(String secret) {
    if (!secret.startsWith(SECRET_PREFIX)) {
      throw new IllegalArgumentException("A signing secret starts with whsec_");
    }
    byte[] key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
    if (key.length == 0) {
      throw new IllegalArgumentException("A signing secret is whsec_ and Base64");
    }
    return key;
  }
}
