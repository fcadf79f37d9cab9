package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Egress.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The headers that a vendor has issued for requests of a destination, such as an access token.
 *
 * @param headers that each request has
 * @param secrets the secret parts of the headers, which exchanges must not show
 * @param generation larger than that of the session before it
 * @param grant the number of the consent that it was issued for; 0 if no user has consented
 */
public record Session(
    Map<String, String> headers, List<String> secrets, long generation, long grant) {

  Request added(Request request) {
    Map<String, String> all = new LinkedHashMap<>(request.headers());
    all.putAll(headers);
    return new Request(request.method(), request.uri(), all, request.body());
  }

  /** Never shows secrets. */
  @Override
  public String toString() {
    return "Session[" + generation + "]";
  }
}
