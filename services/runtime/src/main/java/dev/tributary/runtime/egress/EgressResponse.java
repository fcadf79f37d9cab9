package dev.tributary.runtime.egress;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A response with any status. A redirect is returned and not followed.
 *
 * @param headers by name in lower case
 * @param body decompressed, if the server compressed it
 */
@SuppressWarnings("ArrayRecordComponent")
public record EgressResponse(int status, Map<String, List<String>> headers, byte[] body) {

  /** The first header of that name. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
