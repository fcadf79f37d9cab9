package dev.tributary.runtime.http;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problems;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Data that one service sends to another through a caller, who can neither read nor change them:
 * AES-256-GCM under a key that is derived from the installation's secret, for one workspace and 15
 * minutes. So services need no direct connection, and a caller sees only what each service shows.
 *
 * <p>Thread-safe.
 */
public final class Tickets {
  /** For how long a ticket is accepted. */
  public static final Duration VALID = Duration.ofMinutes(15);

  private static final int KEY_BYTES = 32;
  private static final byte[] PURPOSE = "tributary tickets 1".getBytes(StandardCharsets.UTF_8);

  private final AesGcmJce cipher;
  private final Clock clock;

  /**
   * @param secret the same in every service
   */
  public Tickets(byte[] secret, Clock clock) {
    this.clock = clock;
    try {
      this.cipher =
          new AesGcmJce(Hkdf.computeHkdf("HMACSHA256", secret, new byte[0], PURPOSE, KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM and HMAC are part of every JDK", e);
    }
  }

  /** Returns text that needs no escaping in JSON. */
  public String issue(WorkspaceId workspace, Object content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
        out.writeLong(clock.instant().plus(VALID).toEpochMilli());
        out.write(Json.write(content));
      }
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              cipher.encrypt(bytes.toByteArray(), place(workspace, content.getClass())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    }
  }

  /**
   * @param pointer the place of the ticket in the body
   * @throws dev.tributary.runtime.problem.Problem 422 if the ticket was issued for another type or
   *     workspace, or is too old
   */
  public <T> T read(WorkspaceId workspace, String ticket, Class<T> type, String pointer) {
    try (DataInputStream in =
        new DataInputStream(
            new GZIPInputStream(
                new ByteArrayInputStream(
                    cipher.decrypt(
                        Base64.getUrlDecoder().decode(ticket), place(workspace, type)))))) {
      if (clock.instant().isAfter(Instant.ofEpochMilli(in.readLong()))) {
        throw Problems.INVALID.problem(
            "The ticket is older than 15 minutes; ask for a new one", pointer);
      }
      return Json.read(in.readAllBytes(), type);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw Problems.INVALID.problem(
          "This is no ticket for that; pass on the one that was answered, unchanged", pointer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each part has an end mark, so that no two places have the same bytes. */
  private static byte[] place(WorkspaceId workspace, Class<?> type) {
    return (type.getSimpleName() + '\n' + workspace).getBytes(StandardCharsets.UTF_8);
  }
}
