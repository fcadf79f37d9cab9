package dev.tributary.destinations.connector;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The only way for a connector to send requests. Every address is checked, no redirect is followed,
 * and the size of answers is limited. Requests count against the rate limit of the destination and
 * are kept with their attempt.
 */
public interface Egress {

  /**
   * Sends one request and waits for the whole answer, whatever its status.
   *
   * @throws EgressFailure if there is no answer
   */
  Answer send(Request request) throws EgressFailure;

  /**
   * Resolves and checks a host that is reached without HTTP. Connect to the returned address, not
   * to the name.
   *
   * @throws EgressFailure if the host is unknown or not allowed
   */
  InetAddress checked(String host, int port) throws EgressFailure;

  /** Keeps an exchange that did not go through {@link #send} with the attempt. */
  void note(Exchange exchange);

  /** These texts are masked in the exchanges from now on, like the secrets of the destination. */
  default void conceal(Collection<String> secrets) {}

  /**
   * The same egress for requests about credentials, such as those for a token. They keep the limits
   * of the account without waiting for them, and take nothing that was granted for the items of the
   * batch.
   */
  default Egress forCredentials() {
    return this;
  }

  /**
   * The same egress for requests that are worth less time. The wait for limits does not count.
   *
   * @param time the longest wait for an answer; not longer than the usual one
   */
  default Egress within(Duration time) {
    return this;
  }

  /**
   * Takes what a request needs of the limits of the account, for a request about credentials that
   * is sent in another way.
   *
   * @throws EgressFailure if the request must not be sent now
   */
  default void takeTurn(Request request) throws EgressFailure {}

  /** The longest wait for an answer. It is below half of a claim's lease. */
  Duration TIMEOUT = Duration.ofSeconds(20);

  /** The arrays are not copied: the caller must not change the body afterwards. */
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
   * A request and its answer as users see them, with secrets masked.
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
