package dev.tributary.runtime.http.installation;

/**
 * A route on which services tell each other something: {@code POST /internal/<name>} with JSON, on
 * the management interface. Every bean of this type becomes a route.
 *
 * @param <T> the message
 */
public interface MessageRoute<T> {

  String name();

  Class<T> type();

  /**
   * Returns when the message is stored. The sender repeats a message whose answer it has not
   * received. Runs on a thread that may block.
   */
  void receive(T message);
}
