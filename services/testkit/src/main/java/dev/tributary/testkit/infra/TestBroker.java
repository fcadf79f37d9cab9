package dev.tributary.testkit.infra;

/**
 * A Kafka broker for tests.
 *
 * @param port of the open listener, where all clients have all rights
 * @param servicesPort of the listener where services sign in as themselves
 */
public record TestBroker(int port, int servicesPort) {

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }
}
