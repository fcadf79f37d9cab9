package dev.tributary.runtime.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testkit.faults.TcpGate;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two instances over a real Redis. */
class BucketsTest {
  /** A busy machine is waited for. */
  private static final Duration PATIENT = Duration.ofSeconds(30);

  private static final List<Rate> TEN_A_MINUTE = List.of(Rate.of(10, Duration.ofMinutes(1)));

  private final Vertx vertx = Vertx.vertx();
  private final TcpGate gate =
      TcpGate.before(URI.create(TestInfrastructure.redis().address()).getPort(), 0);
  private final Redis redis = Redis.createClient(vertx, "redis://127.0.0.1:" + gate.port());
  private final String name = UUID.randomUUID().toString();

  @AfterEach
  void close() {
    gate.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void instancesShareTheBucketsByTheTimeOfRedis() {
    Buckets one = buckets(Clock.systemUTC());
    Buckets other = buckets(Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
    for (int i = 0; i < 5; i++) {
      assertThat(take(one)).isZero();
      assertThat(take(other)).isZero();
    }
    assertThat(take(one)).isBetween(Duration.ofMillis(1), Duration.ofSeconds(6));
    assertThat(take(other)).isBetween(Duration.ofMillis(1), Duration.ofSeconds(6));
  }

  @Test
  void withoutRedisEachInstanceTakesItsPart() {
    gate.shut();
    for (Buckets instance : List.of(buckets(Clock.systemUTC()), buckets(Clock.systemUTC()))) {
      for (int i = 0; i < 5; i++) {
        assertThat(take(instance)).isZero();
      }
      assertThat(take(instance)).isPositive();
    }
  }

  @Test
  void aRedisThatHasForgottenTheScriptGetsItAgain() {
    RedisBuckets shared = new RedisBuckets(redis, "limit:test:");
    List<Rate> one = List.of(Rate.of(1, Duration.ofHours(1)));
    assertThat(join(shared.take(name, one, 1))).isZero();
    join(redis.send(Request.cmd(Command.SCRIPT).arg("FLUSH")));
    assertThat(join(shared.take(name, one, 1))).isPositive();
    assertThat(join(shared.take(name, one, 1))).isPositive();
  }

  @Test
  void whatIsFullAgainIsForgotten() {
    Buckets buckets = buckets(Clock.systemUTC());
    assertThat(take(buckets)).isZero();
    assertThat(expiry()).isBetween(1L, Duration.ofMinutes(2).toMillis());
    Duration day = Duration.ofDays(1);
    List<Rate> daily = List.of(Rate.of(10, day));
    join(buckets.take(name, daily, 1));
    assertThat(expiry()).isGreaterThan(day.dividedBy(10).toMillis() / 2);
  }

  private long expiry() {
    return join(redis.send(Request.cmd(Command.PTTL).arg("limit:test:" + name))).toLong();
  }

  private Buckets buckets(InstantSource clock) {
    return new Buckets(redis, new Buckets.Sharing("limit:test:", PATIENT, 2), clock);
  }

  private Duration take(Buckets buckets) {
    return join(buckets.take(name, TEN_A_MINUTE, 1));
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
