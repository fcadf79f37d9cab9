package dev.tributary.runtime.http;

import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.problem.Versions;
import jakarta.ws.rs.core.HttpHeaders;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Versions as entity tags: {@code "7"}. An object that can change without a new version, because it
 * is only filed in another way, also has the time of its last change: {@code
 * "7-2026-03-01T10:00:12Z"}.
 */
public final class EntityTags {
  private static final int HASH_BYTES = 8;
  private static final Pattern PARTS = Pattern.compile("-");

  private EntityTags() {}

  public static String of(long version) {
    return "\"" + version + "\"";
  }

  public static String of(long version, Instant changedAt) {
    return "\"%d-%s\"".formatted(version, changedAt);
  }

  /** An answer with the version of its entity and the time of its last change. */
  public static <T> RestResponse<T> answer(
      RestResponse.Status status, T entity, long version, Instant changedAt) {
    return RestResponse.ResponseBuilder.create(status, entity)
        .header(HttpHeaders.ETAG, of(version, changedAt))
        .build();
  }

  /** An answer with the version of its entity. */
  public static <T> RestResponse<T> answer(RestResponse.Status status, T entity, long version) {
    return RestResponse.ResponseBuilder.create(status, entity)
        .header(HttpHeaders.ETAG, of(version))
        .build();
  }

  /**
   * An answer that combines several versions, or 304 without content if the client has exactly this
   * answer.
   *
   * @param content the tag is computed from it
   * @param ifNoneMatch the header; null if it is absent
   */
  public static <T> RestResponse<T> unlessKnown(
      @Nullable String ifNoneMatch, T entity, long version, byte[] content) {
    String tag = "\"%d-%s\"".formatted(version, hash(content));
    boolean known = ifNoneMatch != null && names(ifNoneMatch, tag);
    return (known
            ? RestResponse.ResponseBuilder.<T>create(RestResponse.Status.NOT_MODIFIED)
            : RestResponse.ResponseBuilder.ok(entity))
        .header(HttpHeaders.ETAG, tag)
        .build();
  }

  /** Weak tags count too: a proxy that compresses an answer makes its tag weak. */
  private static boolean names(String ifNoneMatch, String tag) {
    return ifNoneMatch.strip().equals("*")
        || Arrays.stream(ifNoneMatch.split(",", -1))
            .map(each -> each.strip().replaceFirst("^W/", ""))
            .anyMatch(tag::equals);
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /**
   * The version in If-Match; null if the header is absent or {@code *}.
   *
   * @throws dev.tributary.runtime.problem.Problem if it is not one of our tags
   */
  public static @Nullable Long version(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.equals("*")) {
      return null;
    }
    try {
      return Long.valueOf(PARTS.split(content(ifMatch), 2)[0]);
    } catch (NumberFormatException e) {
      throw notOurs();
    }
  }

  /**
   * Compares the version and, if the tag has one, the time of the last change.
   *
   * @throws dev.tributary.runtime.problem.Problem if they differ, or if it is not one of our tags
   */
  public static void require(@Nullable String ifMatch, long version, Instant changedAt) {
    Long expected = version(ifMatch);
    if (expected != null) {
      Versions.require(version, expected);
    }
    requireUnchanged(ifMatch, changedAt);
  }

  /**
   * Compares the time of the last change, if If-Match has one. The version is compared where the
   * object is changed.
   *
   * @throws dev.tributary.runtime.problem.Problem if the times differ, or if it is not one of our
   *     tags
   */
  public static void requireUnchanged(@Nullable String ifMatch, Instant changedAt) {
    if (ifMatch == null || ifMatch.equals("*")) {
      return;
    }
    String[] parts = PARTS.split(content(ifMatch), 2);
    try {
      if (parts.length > 1 && !Instant.parse(parts[1]).equals(changedAt)) {
        throw Problems.VERSION_MISMATCH.problem(
            "It was changed at %s, after this ETag; read it again".formatted(changedAt));
      }
    } catch (DateTimeParseException e) {
      throw notOurs();
    }
  }

  private static String content(String ifMatch) {
    return (ifMatch.startsWith("W/") ? ifMatch.substring(2) : ifMatch).replace("\"", "");
  }

  private static Problem notOurs() {
    return Problems.VERSION_MISMATCH.problem("If-Match must hold the ETag of an earlier answer");
  }
}
