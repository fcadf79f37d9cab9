package dev.tributary.gateway.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret in the browser's cookie: 256 random bits. Only its hash is stored, so that an attacker
 * who reads the store cannot take over a session.
 */
public record SessionId(String cookieValue) {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  public static SessionId fresh() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new SessionId(base64Url(bytes));
  }

  /** The name under which the session is stored. */
  public String storageName() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return base64Url(sha256.digest(cookieValue.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A session id is a credential; it must not reach a log. */
  @Override
  public String toString() {
    return "SessionId[…]";
  }
}
