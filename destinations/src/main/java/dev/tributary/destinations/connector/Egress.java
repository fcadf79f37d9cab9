package dev.tributary.destinations.connector;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connector's only way out. Every address is checked, no redirect is followed, answers are
 * capped, requests count against the destination's rate limit and are kept with their attempt.
 */
public interface Egress {

  /**
   * Sends one request and waits for the whole answer, whatever its status.
   *
   * @throws EgressFailure if there is no answer
   */
  Answer send(Request request) throws EgressFailure;

  /**
   * Resolves and checks a host that is reached without HTTP; connect to the answer, not to the
   * name.
   *
   * @throws EgressFailure if the host is unknown or not allowed
   */
  InetAddress checked(String host, int port) throws EgressFailure;

  /** Keeps an exchange that did not go through {@link #send} with the attempt. */
  void note(Exchange exchange);

  /** Longest wait for an answer: below half of a claim's lease. */
  Duration TIMEOUT = Duration.ofSeconds(20);

  /** The arrays are not copied: whoever makes a request hands its body over. */
  @SuppressWarnings("ArrayRecordComponent")
  record Request(String method, URI uri, Map<String, String> headers, byte @Nullable [] body) {}

  /**
   * @param headers names in lower case
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Answer(int status, Map<String, List<String>> headers, byte[] body) {
    public @Nullable String header(String name) {
      List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
      return values == null || values.isEmpty() ? null : values.getFirst();
    }

    public boolean successful() {
      return status >= 200 && status < 300;
    }
  }

  /**
   * A request and its answer as people see them, secrets masked.
   *
   * @param status null while there is no answer
   */
  record Exchange(
      String method,
      String target,
      Map<String, String> headers,
      @Nullable String body,
      @Nullable Integer status,
      Map<String, String> answerHeaders,
      @Nullable String answer) {

    public static Exchange request(
        String method, String target, Map<String, String> headers, @Nullable String body) {
      return new Exchange(method, target, headers, body, null, Map.of(), null);
    }
  }
}
