package dev.tributary.destinations.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.destinations.connector.Manifest.RateLimit;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RedisRateLimiterTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final List<RateLimit> TEN_A_MINUTE = List.of(new RateLimit(10, 60));

  private final String account = UUID.randomUUID().toString();

  @AfterAll
  static void close() {
    VERTX.close();
  }

  @Test
  void twoInstancesShareOneBudget() {
    RedisRateLimiter one = limiter(TestInfrastructure.redis().address());
    RedisRateLimiter two = limiter(TestInfrastructure.redis().address());
    // A call that Redis does not answer at once is decided by each alone.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          String shared = UUID.randomUUID().toString();
          for (int i = 0; i < 5; i++) {
            assertThat(one.take(shared, TEN_A_MINUTE)).isZero();
            assertThat(two.take(shared, TEN_A_MINUTE)).isZero();
          }
          assertThat(one.take(shared, TEN_A_MINUTE))
              .isBetween(Duration.ofMillis(1), Duration.ofSeconds(6));
          assertThat(two.take(UUID.randomUUID().toString(), TEN_A_MINUTE)).isZero();
        });
  }

  @Test
  void aComplaintHoldsEverybodyBack() {
    RedisRateLimiter one = limiter(TestInfrastructure.redis().address());
    RedisRateLimiter two = limiter(TestInfrastructure.redis().address());
    // A call that Redis does not answer at once is decided by each alone.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          one.slowDown(account, Instant.now().plusSeconds(30));
          assertThat(two.take(account, TEN_A_MINUTE))
              .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
        });
  }

  @Test
  void allLimitsOfAnAccountHold() {
    RedisRateLimiter limiter = limiter(TestInfrastructure.redis().address());
    List<RateLimit> two = List.of(new RateLimit(100, 1), new RateLimit(2, 60));
    assertThat(limiter.take(account, two)).isZero();
    assertThat(limiter.take(account, two)).isZero();
    assertThat(limiter.take(account, two)).isPositive();
  }

  @Test
  void withoutRedisEachInstanceKeepsToItsShare() {
    RedisRateLimiter alone =
        new RedisRateLimiter(
            Redis.createClient(VERTX, "redis://127.0.0.1:1"), 2, Clock.systemUTC());
    for (int i = 0; i < 5; i++) {
      assertThat(alone.take(account, TEN_A_MINUTE)).isZero();
    }
    assertThat(alone.take(account, TEN_A_MINUTE)).isPositive();
  }

  private static RedisRateLimiter limiter(String address) {
    return new RedisRateLimiter(Redis.createClient(VERTX, address), 1, Clock.systemUTC());
  }
}
