package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import java.net.InetAddress;
import java.time.Duration;

/**
 * The egress of the installation: it checks addresses, follows no redirects, and limits the size of
 * answers.
 */
public interface Transport {

  Egress.Answer send(Egress.Request request, Duration timeout) throws EgressFailure;

  InetAddress checked(String host, int port) throws EgressFailure;
}
