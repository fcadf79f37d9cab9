package dev.tributary.runtime.http;

import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Versions as entity tags: {@code "7"}. */
public final class EntityTags {
  private EntityTags() {}

  public static String of(long version) {
    return "\"" + version + "\"";
  }

  /** An answer that tells which version it shows. */
  public static <T> RestResponse<T> answer(RestResponse.Status status, T entity, long version) {
    return RestResponse.ResponseBuilder.create(status, entity)
        .header(HttpHeaders.ETAG, of(version))
        .build();
  }

  /**
   * The version that If-Match asks for; null where the header is absent or {@code *}.
   *
   * @throws Problem if it is not one of our tags
   */
  public static @Nullable Long version(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.equals("*")) {
      return null;
    }
    String text = ifMatch.startsWith("W/") ? ifMatch.substring(2) : ifMatch;
    try {
      return Long.valueOf(text.replace("\"", ""));
    } catch (NumberFormatException e) {
      throw Problems.VERSION_MISMATCH.problem("If-Match must hold the ETag of an earlier answer");
    }
  }
}
