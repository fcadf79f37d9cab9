package dev.tributary.destinations.credential;

import dev.tributary.destinations.protocol.Session;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The secret content of a session.
 *
 * @param headers that each request has
 * @param secrets the secret parts of the headers
 * @param refreshToken for the next session; null if none is needed
 */
record SessionContent(
    Map<String, String> headers, List<String> secrets, @Nullable String refreshToken) {

  /**
   * @param generation of the stored session
   * @param grant of the stored session
   */
  Session session(long generation, long grant) {
    return new Session(headers, secrets, generation, grant);
  }

  /** Never shows secrets. */
  @Override
  public String toString() {
    return "SessionContent";
  }
}
