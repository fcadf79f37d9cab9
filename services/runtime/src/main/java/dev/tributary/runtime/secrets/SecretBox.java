package dev.tributary.runtime.secrets;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Encrypts secrets with AES-256-GCM: each under its own data key, which is encrypted under the
 * installation's key. The place is authenticated with both. Thread-safe.
 *
 * <p>An encrypted ("sealed") secret is text: {@code v2.<key id>.<data key>.<secret>}, the last two
 * in base64url. With {@code v1} the place's origin is not authenticated: the place has none, or the
 * secret is older than origins. To rotate, put the new key before the old one: new secrets use the
 * first key, old secrets are opened with their own key, and {@link #resealed} converts a secret to
 * the first key.
 */
public final class SecretBox {
  private static final String WITHOUT_ORIGIN = "v1";
  private static final String WITH_ORIGIN = "v2";
  private static final int KEY_BYTES = 32;
  private static final int KEY_ID_BYTES = 6;
  private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

  private final Map<String, AesGcmJce> keys;
  private final String current;
  private final SecureRandom random;

  /**
   * @param hexKeys 32 bytes each in hex, separated by commas; the first one encrypts
   * @throws IllegalArgumentException if one of them has another form
   */
  public SecretBox(String hexKeys, SecureRandom random) {
    this.random = random;
    this.keys = new LinkedHashMap<>();
    List<String> ids = new ArrayList<>();
    for (String hex : hexKeys.split(",", -1)) {
      byte[] key = parse(hex.strip());
      String id = id(key);
      keys.put(id, cipher(key));
      ids.add(id);
    }
    this.current = ids.getFirst();
  }

  public String seal(SecretPlace place, String secret) {
    byte[] dataKey = new byte[KEY_BYTES];
    random.nextBytes(dataKey);
    byte[] bound = place.bytes();
    try {
      byte[] sealed = cipher(dataKey).encrypt(secret.getBytes(StandardCharsets.UTF_8), bound);
      return wrap(place.hasOrigin() ? WITH_ORIGIN : WITHOUT_ORIGIN, bound, dataKey, sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  /**
   * @throws SecretUnreadable if it was not sealed for this place with one of our keys
   */
  public String open(SecretPlace place, String sealed) {
    Envelope envelope = Envelope.parse(sealed);
    byte[] bound = envelope.bound(place);
    byte[] dataKey = unwrap(bound, envelope);
    try {
      return new String(cipher(dataKey).decrypt(envelope.secret(), bound), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw altered(e);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  /**
   * Whether the key of a sealed secret is configured. If it is, and the secret cannot be opened, it
   * belongs to another place.
   */
  public boolean hasKeyOf(String sealed) {
    return keys.containsKey(Envelope.parse(sealed).keyId());
  }

  /**
   * The same secret under the newest key and bound to the place's origin. A text for which both are
   * true already is returned unchanged.
   *
   * @throws SecretUnreadable as {@link #open}
   */
  public String resealed(SecretPlace place, String sealed) {
    Envelope envelope = Envelope.parse(sealed);
    if (place.hasOrigin() && envelope.format().equals(WITHOUT_ORIGIN)) {
      return seal(place, open(place, sealed));
    }
    if (envelope.keyId().equals(current)) {
      return sealed;
    }
    byte[] bound = envelope.bound(place);
    byte[] dataKey = unwrap(bound, envelope);
    try {
      return wrap(envelope.format(), bound, dataKey, envelope.secret());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  private String wrap(String format, byte[] bound, byte[] dataKey, byte[] sealed)
      throws GeneralSecurityException {
    AesGcmJce key = keys.get(current);
    if (key == null) {
      throw new IllegalStateException("The current key is always one of the keys");
    }
    byte[] wrapped = key.encrypt(dataKey, bound);
    return String.join(
        ".", format, current, TO_TEXT.encodeToString(wrapped), TO_TEXT.encodeToString(sealed));
  }

  private byte[] unwrap(byte[] bound, Envelope envelope) {
    AesGcmJce key = keys.get(envelope.keyId());
    if (key == null) {
      throw new SecretUnreadable(
          "The secret is sealed with the key " + envelope.keyId() + ", which is not configured",
          null);
    }
    try {
      return key.decrypt(envelope.dataKey(), bound);
    } catch (GeneralSecurityException e) {
      throw altered(e);
    }
  }

  private static SecretUnreadable altered(GeneralSecurityException e) {
    return new SecretUnreadable("The secret was altered, or was sealed for another place", e);
  }

  private static byte[] parse(String hex) {
    byte[] key;
    try {
      key = HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      // The message of the cause would contain a part of the key.
      throw new IllegalArgumentException("An encryption key must be hexadecimal");
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("An encryption key must have 32 bytes, 64 hex digits");
    }
    return key;
  }

  private static AesGcmJce cipher(byte[] key) {
    try {
      return new AesGcmJce(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    }
  }

  /** An id of a key that reveals nothing about it. */
  private static String id(byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("tributary key id".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(key), 0, KEY_ID_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** The parts of a sealed secret. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Envelope(String format, String keyId, byte[] dataKey, byte[] secret) {
    /** The additional data that were authenticated. */
    byte[] bound(SecretPlace place) {
      return format.equals(WITHOUT_ORIGIN) ? place.bytesWithoutOrigin() : place.bytes();
    }

    static Envelope parse(String sealed) {
      String[] parts = sealed.split("\\.", -1);
      if (parts.length != 4 || !(parts[0].equals(WITHOUT_ORIGIN) || parts[0].equals(WITH_ORIGIN))) {
        throw new SecretUnreadable("This is not a sealed secret", null);
      }
      try {
        Base64.Decoder fromText = Base64.getUrlDecoder();
        return new Envelope(
            parts[0], parts[1], fromText.decode(parts[2]), fromText.decode(parts[3]));
      } catch (IllegalArgumentException e) {
        throw new SecretUnreadable("This is not a sealed secret", null);
      }
    }
  }
}
