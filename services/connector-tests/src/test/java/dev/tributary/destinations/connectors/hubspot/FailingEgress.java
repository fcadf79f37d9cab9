package dev.tributary.destinations.connectors.hubspot;

import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers requests to some addresses itself, with an empty object. */
class FailingEgress implements Egress {
  private final Egress egress;
  private final String part;
  private final int status;

  /**
   * @param part of the addresses
   */
  FailingEgress(Egress egress, String part, int status) {
    this.egress = egress;
    this.part = part;
    this.status = status;
  }

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
