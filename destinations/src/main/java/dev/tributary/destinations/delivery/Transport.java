package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;

/**
 * The egress of the installation: it checks addresses, follows no redirects, and limits the size of
 * answers.
 */
public interface Transport {

  Egress.Answer send(Egress.Request request, Duration timeout) throws EgressFailure;

  InetAddress checked(String host, int port) throws EgressFailure;

  /**
   * Checks the scheme of an address before it is stored.
   *
   * @throws EgressFailure if the address has http, and the operator does not list its host
   */
  void requireEncryption(URI uri) throws EgressFailure;
}
