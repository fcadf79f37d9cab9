package dev.tributary.contracts.fact;

import dev.tributary.contracts.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** All facts that a service knows about a workspace and that may open an alert. */
public record Facts(List<Fact> facts) {
  private static final int DIGEST_BYTES = 8;

  public Facts {
    facts = List.copyOf(facts);
  }

  /**
   * A digest of the facts in their order: the first 64 bits of SHA-256, in hexadecimal. Another
   * version may write a fact with other fields, and then has another digest for it.
   */
  public String digest() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Json.write(this));
      return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has no SHA-256", e);
    }
  }
}
