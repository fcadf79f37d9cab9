package dev.tributary.contracts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns identifiers into keys of messages: the first 128 bits of HMAC-SHA256 under the
 * installation's secret, base64url. A reader of a topic's keys learns no identifier, and cannot
 * test a guess without the secret.
 *
 * <p>Thread-safe.
 */
public final class KeyHash {
  private static final int BYTES = 16;
  private static final char SEPARATOR = '\u0000';

  private final SecretKeySpec secret;
  private final ThreadLocal<Mac> macs;

  /**
   * @param secret at least 16 bytes, the same in every service and for the installation's life
   */
  public KeyHash(byte[] secret) {
    if (secret.length < BYTES) {
      throw new IllegalArgumentException("The key secret needs at least 16 bytes");
    }
    this.secret = new SecretKeySpec(secret, "HmacSHA256");
    this.macs = ThreadLocal.withInitial(this::newMac);
  }

  /** Hashes the parts in order; a part may not contain U+0000. */
  public String of(String... parts) {
    byte[] text = String.join(String.valueOf(SEPARATOR), parts).getBytes(StandardCharsets.UTF_8);
    byte[] hash = macs.get().doFinal(text);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
  }

  private Mac newMac() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
    }
  }
}
