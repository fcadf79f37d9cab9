package dev.tributary.destinations.connectors.hubspot;

import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Answers requests to some addresses itself, with an empty object.
 *
 * @param part of the addresses
 */
record FailingEgress(Egress egress, String part, int status) implements Egress {
  @Override
  public Answer send(Request request) throws EgressFailure {
    return request.uri().toString().contains(part)
        ? new Answer(status, Map.of(), "{}".getBytes(StandardCharsets.UTF_8))
        : egress.send(request);
  }

  @Override
  public InetAddress checked(String host, int port) throws EgressFailure {
    return egress.checked(host, port);
  }

  @Override
  public void note(Exchange exchange) {
    egress.note(exchange);
  }
}
