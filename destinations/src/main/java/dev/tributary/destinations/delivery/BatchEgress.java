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
import java.util.Collection;
import java.util.List;

/**
 * The egress for one batch: it waits for the rate limit, respects the batch's deadline, and keeps
 * the exchanges with secrets masked.
 */
final class BatchEgress implements Egress {
  /** A job can have thousands of requests; users see the first ones. */
  private static final int MOST_EXCHANGES = 100;

  /** No request begins with less time than this: it could not be answered. */
  static final Duration LEAST_TIME = Duration.ofSeconds(10);

  private final Transport transport;
  private final PacedRequests pace;
  private final SecretMasking masking;
  private final Clock clock;
  private Duration timeout;
  private Instant deadline;
  private final List<Exchange> exchanges = new ArrayList<>();

  BatchEgress(
      Transport transport,
      PacedRequests pace,
      SecretMasking masking,
      Clock clock,
      Duration timeout,
      Instant deadline) {
    this.transport = transport;
    this.pace = pace;
    this.masking = masking;
    this.clock = clock;
    this.timeout = timeout;
    this.deadline = deadline;
  }

  /**
   * From now on, the requests of a job have more time, because a job has a longer lease.
   *
   * @param request the longest time of one request, and the longest wait for the rate limit
   * @param time of all requests together
   */
  void takeTime(Duration request, Duration time) {
    timeout = request;
    pace.waitUpTo(request);
    deadline = clock.instant().plus(time);
  }

  List<Exchange> exchanges() {
    return exchanges;
  }

  @Override
  public Answer send(Request request) throws EgressFailure {
    return send(request, timeout);
  }

  private Answer send(Request request, Duration time) throws EgressFailure {
    pace.await(request, latestBegin());
    Answer answer = transmitted(request, time);
    pace.answered(answer);
    return answer;
  }

  @Override
  public Egress within(Duration time) {
    return new Within(time.compareTo(timeout) < 0 ? time : timeout);
  }

  @Override
  public Egress forCredentials() {
    return new ForCredentials();
  }

  @Override
  public void takeTurn(Request request) throws EgressFailure {
    pace.takeApart(request);
  }

  /**
   * The latest time at which a request may begin.
   *
   * @throws EgressFailure if it is over
   */
  private Instant latestBegin() throws EgressFailure {
    Duration least = timeout.compareTo(LEAST_TIME) < 0 ? timeout : LEAST_TIME;
    Instant latest = deadline.minus(least);
    if (!clock.instant().isBefore(latest)) {
      throw new EgressFailure(Reach.NOT_SENT, "The batch took too long");
    }
    return latest;
  }

  private Answer transmitted(Request request, Duration time) throws EgressFailure {
    Duration left = Duration.between(clock.instant(), deadline);
    if (left.isNegative() || left.isZero()) {
      throw new EgressFailure(Reach.NOT_SENT, "The batch took too long");
    }
    try {
      Answer answer =
          AnswerText.of(transport.send(request, left.compareTo(time) < 0 ? left : time));
      keep(masking.exchange(request, answer));
      return answer;
    } catch (EgressFailure e) {
      keep(masking.exchange(request, String.valueOf(e.getMessage())));
      throw e;
    }
  }

  private void keep(Exchange exchange) {
    if (exchanges.size() < MOST_EXCHANGES) {
      exchanges.add(exchange);
    }
  }

  @Override
  public void conceal(Collection<String> secrets) {
    masking.conceal(secrets);
  }

  @Override
  public InetAddress checked(String host, int port) throws EgressFailure {
    return transport.checked(host, port);
  }

  @Override
  public void note(Exchange exchange) {
    keep(masking.mask(exchange));
  }

  /** Requests for tokens do not use the permit of the batch, and say nothing about its budgets. */
  private final class ForCredentials implements Egress {
    @Override
    public Answer send(Request request) throws EgressFailure {
      pace.takeApart(request);
      return transmitted(request, timeout);
    }

    @Override
    public void takeTurn(Request request) throws EgressFailure {
      pace.takeApart(request);
    }

    @Override
    public InetAddress checked(String host, int port) throws EgressFailure {
      return BatchEgress.this.checked(host, port);
    }

    @Override
    public void note(Exchange exchange) {
      BatchEgress.this.note(exchange);
    }

    @Override
    public void conceal(Collection<String> secrets) {
      BatchEgress.this.conceal(secrets);
    }

    @Override
    public Egress forCredentials() {
      return this;
    }
  }

  /** Requests with less time than others. */
  private final class Within implements Egress {
    private final Duration time;

    Within(Duration time) {
      this.time = time;
    }

    @Override
    public Answer send(Request request) throws EgressFailure {
      return BatchEgress.this.send(request, time);
    }

    @Override
    public void takeTurn(Request request) throws EgressFailure {
      BatchEgress.this.takeTurn(request);
    }

    @Override
    public InetAddress checked(String host, int port) throws EgressFailure {
      return BatchEgress.this.checked(host, port);
    }

    @Override
    public void note(Exchange exchange) {
      BatchEgress.this.note(exchange);
    }

    @Override
    public void conceal(Collection<String> secrets) {
      BatchEgress.this.conceal(secrets);
    }

    @Override
    public Egress forCredentials() {
      return BatchEgress.this.forCredentials();
    }
  }
}
