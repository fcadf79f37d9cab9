package dev.tributary.collector.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The write key in an Authorization header. */
final class Authorization {
  private static final String BASIC = "basic ";

  private Authorization() {}

  /**
   * The user name of Basic authentication, with or without a colon after it. Empty if it cannot be
   * read. Null if the header is absent or of another kind: a Bearer token never names a source.
   */
  static @Nullable String writeKey(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return null;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
      String credentials = new String(decoded, StandardCharsets.UTF_8);
      int colon = credentials.indexOf(':');
      return colon < 0 ? credentials : credentials.substring(0, colon);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
