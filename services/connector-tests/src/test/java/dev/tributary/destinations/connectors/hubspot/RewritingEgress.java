package dev.tributary.destinations.connectors.hubspot;

import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/** Replaces a text in the answers of some addresses. */
final class RewritingEgress implements Egress {
  private final Egress egress;
  private final String part;
  private final String text;
  private final String replacement;

  /**
   * @param part of the addresses
   */
  RewritingEgress(Egress egress, String part, String text, String replacement) {
    this.egress = egress;
    this.part = part;
    this.text = text;
    this.replacement = replacement;
  }

  @Override
  public Answer send(Request request) throws EgressFailure {
    Answer answer = egress.send(request);
    if (!request.uri().toString().contains(part)) {
      return answer;
    }
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    if (!body.contains(text)) {
      throw new AssertionError("No %s in %s".formatted(text, body));
    }
    return new Answer(
        answer.status(),
        answer.headers(),
        body.replace(text, replacement).getBytes(StandardCharsets.UTF_8));
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
