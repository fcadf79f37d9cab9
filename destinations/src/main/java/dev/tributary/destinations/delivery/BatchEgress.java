package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
import dev.tributary.destinations.connector.Manifest.RateLimit;
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
  /** A worker that holds a lease waits no longer than this for the rate limit. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(5);

  /** A job can have thousands of requests; users see the first ones. */
  private static final int MOST_EXCHANGES = 100;

  private final Transport transport;
  private final RateLimiter limiter;
  private final String account;
  private final List<RateLimit> limits;
  private final SecretMasking masking;
  private final Clock clock;
  private Duration timeout;
  private Duration patience = MAX_WAIT;
  private Instant deadline;
  private final List<Exchange> exchanges = new ArrayList<>();

  BatchEgress(
      Transport transport,
      RateLimiter limiter,
      String account,
      List<RateLimit> limits,
      SecretMasking masking,
      Clock clock,
      Duration timeout,
      Duration time) {
    this.transport = transport;
    this.limiter = limiter;
    this.account = account;
    this.limits = limits;
    this.masking = masking;
    this.clock = clock;
    this.timeout = timeout;
    this.deadline = clock.instant().plus(time);
  }

  /**
   * From now on, the requests of a job have more time, because a job has a longer lease.
   *
   * @param request the longest time of one request, and the longest wait for the rate limit
   * @param time of all requests together
   */
  void takeTime(Duration request, Duration time) {
    timeout = request;
    patience = request;
    deadline = clock.instant().plus(time);
  }

  List<Exchange> exchanges() {
    return exchanges;
  }

  @Override
  public Answer send(Request request) throws EgressFailure {
    awaitRateLimit();
    Duration left = Duration.between(clock.instant(), deadline);
    if (left.isNegative() || left.isZero()) {
      throw new EgressFailure(Reach.NOT_SENT, "The batch took too long");
    }
    try {
      Answer answer =
          AnswerText.of(transport.send(request, left.compareTo(timeout) < 0 ? left : timeout));
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

  private void awaitRateLimit() throws EgressFailure {
    if (limits.isEmpty()) {
      return;
    }
    Instant patient = clock.instant().plus(patience);
    while (true) {
      Duration wait = limiter.take(account, limits);
      if (wait.isZero()) {
        return;
      }
      Instant next = clock.instant().plus(wait);
      if (next.isAfter(patient)) {
        throw new EgressFailure(Reach.HELD_BACK, "Held back by the rate limit", next);
      }
      try {
        Thread.sleep(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EgressFailure(Reach.HELD_BACK, "Stopping", next);
      }
    }
  }

  @Override
  public InetAddress checked(String host, int port) throws EgressFailure {
    return transport.checked(host, port);
  }

  @Override
  public void note(Exchange exchange) {
    keep(masking.mask(exchange));
  }
}
