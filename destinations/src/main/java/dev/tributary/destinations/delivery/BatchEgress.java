package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
import dev.tributary.destinations.limit.PacedRequests;
import dev.tributary.destinations.protocol.SecretMasking;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The egress for one batch: it waits for the rate limit, respects the batch's deadline, and keeps
 * the exchanges with secrets masked.
 */
final class BatchEgress implements Egress {
  private final Transport transport;
  private final PacedRequests pace;
  private final SecretMasking masking;
  private final Clock clock;
  private final Duration timeout;
  private final Instant deadline;
  private final List<Exchange> exchanges = new ArrayList<>();

  BatchEgress(
      Transport transport,
      PacedRequests pace,
      SecretMasking masking,
      Clock clock,
      Duration timeout,
      Duration time) {
    this.transport = transport;
    this.pace = pace;
    this.masking = masking;
    this.clock = clock;
    this.timeout = timeout;
    this.deadline = clock.instant().plus(time);
  }

  List<Exchange> exchanges() {
    return exchanges;
  }

  @Override
  public Answer send(Request request) throws EgressFailure {
    pace.await(request);
    Duration left = Duration.between(clock.instant(), deadline);
    if (left.isNegative() || left.isZero()) {
      throw new EgressFailure(Reach.NOT_SENT, "The batch took too long");
    }
    try {
      Answer answer =
          AnswerText.of(transport.send(request, left.compareTo(timeout) < 0 ? left : timeout));
      pace.answered(answer);
      exchanges.add(masking.exchange(request, answer));
      return answer;
    } catch (EgressFailure e) {
      exchanges.add(masking.exchange(request, String.valueOf(e.getMessage())));
      throw e;
    }
  }

  @Override
  public InetAddress checked(String host, int port) throws EgressFailure {
    return transport.checked(host, port);
  }

  @Override
  public void note(Exchange exchange) {
    exchanges.add(masking.mask(exchange));
  }
}
