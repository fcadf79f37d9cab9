package dev.tributary.definitions;

import dev.tributary.contracts.Json;
import dev.tributary.runtime.problem.Problems;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A client's promise that requests with this key are one request.
 *
 * @param key as sent in Idempotency-Key
 * @param requestHash of the request's body, so that a reuse of the key for another request is found
 */
public record Idempotency(String key, String requestHash) {
  private static final int LONGEST_KEY = 255;

  /**
   * Reads the header of a request.
   *
   * @param key the header's value; null if the client sent none
   * @param request the object that the body was bound to
   * @throws dev.tributary.runtime.problem.Problem if the key is empty or too long
   */
  public static @Nullable Idempotency of(@Nullable String key, Object request) {
    if (key == null) {
      return null;
    }
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw Problems.BAD_PARAMETER.problem(
          "Idempotency-Key must have 1 to " + LONGEST_KEY + " characters");
    }
    return new Idempotency(key, sha256(Json.write(request)));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
