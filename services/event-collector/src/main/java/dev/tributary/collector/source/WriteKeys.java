package dev.tributary.collector.source;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.definition.SourceBody;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Makes write keys: {@code wk_} and 256 random bits, so that a plain SHA-256 is enough to store.
 * Thread-safe.
 */
public final class WriteKeys {
  private static final String PREFIX = "wk_";
  private static final int RANDOM_BYTES = 32;
  private static final int HINT_LENGTH = 8;

  private final SecureRandom random;
  private final Ids ids;
  private final Clock clock;

  public WriteKeys(SecureRandom random, Ids ids, Clock clock) {
    this.random = random;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * A new key.
   *
   * @param plain the only copy of the key; to be shown once
   */
  public record Issued(SourceBody.WriteKey stored, String plain) {}

  public Issued issue() {
    byte[] secret = new byte[RANDOM_BYTES];
    random.nextBytes(secret);
    String plain = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    return new Issued(
        new SourceBody.WriteKey(
            ids.next(Ids.WRITE_KEY),
            hash(plain),
            plain.substring(0, HINT_LENGTH),
            clock.instant(),
            null),
        plain);
  }

  /** The stored form: hex SHA-256. */
  public static String hash(String plain) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
