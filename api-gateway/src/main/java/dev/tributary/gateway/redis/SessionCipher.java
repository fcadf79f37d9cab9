package dev.tributary.gateway.redis;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * Seals sessions for storage: AES-256-GCM, with the session's name as associated data, so that a
 * stored value cannot be moved to another session. One pass over the whole value; encrypting each
 * token as a JWE costs three times the gateway's CPU per request.
 *
 * <p>Thread-safe.
 */
public final class SessionCipher {
  private static final int MIN_SECRET_LENGTH = 32;

  private final AesGcmJce cipher;

  /**
   * @param secret at least 32 characters, the same on all gateways
   */
  public SessionCipher(String secret) {
    if (secret.length() < MIN_SECRET_LENGTH) {
      throw new IllegalArgumentException("The session secret needs at least 32 characters");
    }
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      this.cipher = new AesGcmJce(sha256.digest(bytes("tributary-session\n" + secret)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 and AES-GCM are part of every JDK", e);
    }
  }

  public String seal(String name, byte[] plain) {
    try {
      return Base64.getEncoder().encodeToString(cipher.encrypt(plain, bytes(name)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    }
  }

  /**
   * @throws GeneralSecurityException if this was not sealed under this name with this secret
   */
  public byte[] open(String name, String sealed) throws GeneralSecurityException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(sealed);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("Not a sealed session", e);
    }
    return cipher.decrypt(bytes, bytes(name));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
