package dev.tributary.destinations.redis;

import dev.tributary.destinations.pacing.AccountPace;
import dev.tributary.destinations.pacing.Ask;
import dev.tributary.destinations.pacing.Charge;
import dev.tributary.destinations.pacing.Decision;
import dev.tributary.destinations.pacing.PaceReading;
import dev.tributary.destinations.pacing.Pacer;
import dev.tributary.runtime.limit.RedisScript;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Paces that all instances share in Redis, for callers that block. While Redis does not answer,
 * this instance keeps paces of its own, with its part of the budgets. It asks Redis again only
 * after a pause, so that an outage does not slow callers down. With the next answer of Redis, a
 * pace of this instance begins again: in another outage, it takes all times until then as reserved.
 */
public final class RedisPacer implements Pacer {
  private static final System.Logger LOG = System.getLogger(RedisPacer.class.getName());
  private static final Duration ANSWER_TIME = Duration.ofMillis(300);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final int ACCOUNTS = 10_000;

  /** A connection that no instance ends is free after this time. */
  private static final Duration LONGEST_CONNECTION = Duration.ofSeconds(150);

  private final RedisPace shared;
  private final int replicas;
  private final Clock clock;

  /**
   * The accounts that this instance has paced alone since the last answer of Redis, with the number
   * of their latest decision.
   */
  private final Map<String, Long> pacedAlone = new HashMap<>();

  /** When this instance has paced an account alone: the shared pace lacks what it granted then. */
  private final Map<String, Instant> latestAlone = new HashMap<>();

  private long decisions;

  private final Map<String, AccountPace> local =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AccountPace> eldest) {
          boolean full = size() > ACCOUNTS;
          if (full) {
            pacedAlone.remove(eldest.getKey());
            latestAlone.remove(eldest.getKey());
          }
          return full;
        }
      };

  private volatile Instant askSharedFrom = Instant.EPOCH;

  /**
   * @param replicas how many instances divide a limit while Redis is away
   */
  public RedisPacer(Redis redis, int replicas, Clock clock) {
    this(new RedisPace(redis, "pace:", RedisScript.REDIS_TIME), replicas, clock);
  }

  RedisPacer(RedisPace shared, int replicas, Clock clock) {
    this.shared = shared;
    this.replicas = replicas;
    this.clock = clock;
  }

  @Override
  public Decision ask(String account, Ask ask) {
    Long before = decidedAlone(account);
    Optional<Decision> decision = answered(() -> shared.ask(account, ask));
    if (decision.isPresent() && before != null) {
      endLocally(account, before);
    }
    return decision.orElseGet(() -> askLocally(account, ask));
  }

  private synchronized @Nullable Long decidedAlone(String account) {
    return pacedAlone.get(account);
  }

  /**
   * @param before the latest decision before the call that Redis has answered. A later one may
   *     belong to another outage, whose permits count
   */
  private synchronized void endLocally(String account, Long before) {
    if (pacedAlone.remove(account, before)) {
      local(account).restart();
    }
  }

  private synchronized Decision askLocally(String account, Ask ask) {
    Ask part =
        new Ask(
            ask.id(),
            ask.flow(),
            ask.charges().stream().map(charge -> charge.dividedBy(replicas)).toList(),
            ask.connections() == 0 ? 0 : Math.max(1, ask.connections() / replicas),
            ask.ahead(),
            ask.known());
    pacedAlone.put(account, ++decisions);
    latestAlone.put(account, clock.instant());
    Decision decision = local(account).ask(part, clock.millis());
    return new Decision(
        decision.granted(),
        decision.millis(),
        new Decision.Grant(decision.grant().at(), decision.granted()));
  }

  @Override
  public void giveBack(String account, String id) {
    locally(account, pace -> pace.giveBack(id));
    Optional<Boolean> _ = answered(() -> shared.giveBack(account, id));
  }

  @Override
  public void settle(String account, String id, Rest rest) {
    if (rest.grant().alone()) {
      Rest part =
          new Rest(rest.key(), rest.millis() * replicas, rest.units(), rest.window(), rest.grant());
      locally(account, pace -> pace.settle(id, part));
    } else {
      Optional<Boolean> _ = answered(() -> shared.settle(account, id, rest));
    }
  }

  @Override
  public void end(String account, String id) {
    locally(account, pace -> pace.end(id));
    Optional<Boolean> _ = answered(() -> shared.end(account, id));
  }

  @Override
  public void slowDown(String account, Duration pause) {
    synchronized (this) {
      local(account).slowDown(pause.toMillis(), clock.millis());
    }
    Optional<Boolean> _ = answered(() -> shared.slowDown(account, pause.toMillis()));
  }

  @Override
  public void learn(String account, Charge charge, double spent, Duration hold) {
    Optional<Boolean> _ = answered(() -> shared.learn(account, charge, spent, hold.toMillis()));
  }

  @Override
  public Optional<PaceReading> read(String account, List<Charge> charges) {
    if (lacksPermits(account, charges) || clock.instant().isBefore(askSharedFrom)) {
      return Optional.empty();
    }
    try {
      return Optional.of(inTime(() -> shared.read(account, charges)));
    } catch (CompletionException | IllegalStateException e) {
      // Permits do not depend on the readers of pages: the next question asks Redis nevertheless.
      LOG.log(System.Logger.Level.DEBUG, "Redis does not answer a reader: {0}", e);
      return Optional.empty();
    }
  }

  /** Whether the shared pace lacks permits of this instance that still count. */
  private synchronized boolean lacksPermits(String account, List<Charge> charges) {
    Instant at = latestAlone.get(account);
    double windows = 2 * charges.stream().mapToDouble(Charge::window).max().orElse(0);
    double counted = Math.max(windows, LONGEST_CONNECTION.toMillis());
    return at != null && clock.instant().isBefore(at.plusMillis((long) counted));
  }

  /** Only if this instance has been alone with the account. */
  private synchronized void locally(String account, Consumer<AccountPace> change) {
    AccountPace pace = local.get(account);
    if (pace != null) {
      change.accept(pace);
    }
  }

  private AccountPace local(String account) {
    return local.computeIfAbsent(account, _ -> new AccountPace());
  }

  /** Empty if Redis does not answer in time. */
  private <T> Optional<T> answered(Supplier<Future<T>> call) {
    if (clock.instant().isBefore(askSharedFrom)) {
      return Optional.empty();
    }
    try {
      return Optional.of(inTime(call));
    } catch (CompletionException | IllegalStateException e) {
      askSharedFrom = clock.instant().plus(PAUSE_AFTER_FAILURE);
      LOG.log(System.Logger.Level.DEBUG, "Redis does not answer, paces are local: {0}", e);
      return Optional.empty();
    }
  }

  private static <T> T inTime(Supplier<Future<T>> call) {
    return call.get()
        .timeout(ANSWER_TIME.toMillis(), TimeUnit.MILLISECONDS)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }
}
