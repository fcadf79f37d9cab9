package dev.tributary.runtime.egress;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One HTTP request.
 *
 * @param headers without those of the connection, such as Host and Content-Length
 * @param body empty for no body; not copied
 * @param timeout from the first attempt to connect to the last byte of the response
 */
@SuppressWarnings("ArrayRecordComponent")
public record EgressRequest(
    String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {

  public EgressRequest {
    headers = Map.copyOf(headers);
  }
}
