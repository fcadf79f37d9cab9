package dev.tributary.gateway.signin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals sessions for storage: AES-256-GCM, with the session's name as associated data, so that a
 * stored value cannot be moved to another session. One pass over the whole value; encrypting each
 * token as a JWE costs three times the gateway's CPU per request.
 *
 * <p>Thread-safe.
 */
public final class SessionCipher {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int MIN_SECRET_LENGTH = 32;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param secret at least 32 characters, the same on all gateways
   */
  public SessionCipher(String secret) {
    if (secret.length() < MIN_SECRET_LENGTH) {
      throw new IllegalArgumentException("The session secret needs at least 32 characters");
    }
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      this.key = new SecretKeySpec(sha256.digest(bytes("tributary-session\n" + secret)), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  public String seal(String name, byte[] plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, name, nonce).doFinal(plain);
      ByteBuffer both = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed);
      return Base64.getEncoder().encodeToString(both.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    }
  }

  /**
   * @throws GeneralSecurityException if this was not sealed under this name with this secret
   */
  public byte[] open(String name, String sealed) throws GeneralSecurityException {
    byte[] both;
    try {
      both = Base64.getDecoder().decode(sealed);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("Not a sealed session", e);
    }
    if (both.length < NONCE_BYTES) {
      throw new GeneralSecurityException("Not a sealed session");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    ByteBuffer.wrap(both).get(nonce);
    return cipher(Cipher.DECRYPT_MODE, name, nonce)
        .doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES);
  }

  private Cipher cipher(int mode, String name, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(bytes(name));
    return cipher;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
