package dev.tributary.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.gateway.redis.RedisSessionStore;
import dev.tributary.gateway.redis.SessionConfig;
import dev.tributary.gateway.signin.Session;
import dev.tributary.gateway.signin.SessionId;
import dev.tributary.gateway.signin.SessionStore;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions as two gateways see them, over one Redis. */
@QuarkusTest
@QuarkusTestResource(GatewayEnvironment.class)
class SharedSessionsTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @Inject ReactiveRedisDataSource redis;
  @Inject SessionConfig config;

  private SessionStore one;
  private SessionStore other;
  private final SessionId id = SessionId.fresh();

  @BeforeEach
  void twoGateways() {
    GatewayFixture.redis().reopen();
    one = new RedisSessionStore(redis, config, BOUND);
    other = new RedisSessionStore(redis, config, BOUND);
  }

  @Test
  void ofTwoGatewaysThatRefreshASessionAtOnceOneMayAndTheOtherFindsItsResult() {
    one.save(id, session("first")).await().atMost(BOUND);
    List<Uni<Boolean>> attempts =
        IntStream.range(0, 20)
            .mapToObj(i -> (i % 2 == 0 ? one : other).lockRefresh(id, "" + i))
            .toList();
    List<Boolean> mine = Uni.join().all(attempts).andFailFast().await().atMost(BOUND);
    assertThat(mine).containsOnlyOnce(true);

    one.save(id, session("second")).await().atMost(BOUND);
    assertThat(other.find(id).await().atMost(BOUND))
        .hasValueSatisfying(found -> assertThat(found.accessToken()).isEqualTo("second"));
    assertThat(locks(other, "b")).isTrue();
  }

  @Test
  void aGatewayThatDiesWhileItRefreshesBlocksTheOthersForSecondsOnly() {
    one.save(id, session("first")).await().atMost(BOUND);
    assertThat(locks(one, "a")).isTrue();
    assertThat(locks(other, "b")).isFalse();
    await().atMost(BOUND).until(() -> locks(other, "b"));
  }

  @Test
  void onlyItsHolderExtendsTheRightToRefreshOrGivesItBack() {
    assertThat(locks(one, "a")).isTrue();
    await().atMost(BOUND).until(() -> millisLeft() < 9_500);
    other.renewRefresh(id, "b").await().atMost(BOUND);
    assertThat(millisLeft())
        .as("after the renewal of a request without the right")
        .isLessThan(9_500);
    await()
        .atMost(BOUND)
        .until(() -> {
          one.renewRefresh(id, "a").await().atMost(BOUND);
          return millisLeft() >= 9_500;
        });

    other.unlockRefresh(id, "b").await().atMost(BOUND);
    assertThat(locks(other, "b")).isFalse();
    one.unlockRefresh(id, "a").await().atMost(BOUND);
    assertThat(locks(other, "b")).isTrue();
  }

  private long millisLeft() {
    return redis
        .execute("PTTL", "gateway:refresh:" + id.storageName())
        .await()
        .atMost(BOUND)
        .toLong();
  }

  private boolean locks(SessionStore gateway, String holder) {
    return gateway.lockRefresh(id, holder).await().atMost(BOUND);
  }

  @Test
  void aSignOutHereIsASignOutEverywhere() {
    one.save(id, session("first")).await().atMost(BOUND);
    other.end(id).await().atMost(BOUND);
    assertThat(one.find(id).await().atMost(BOUND)).isEmpty();
  }

  private static Session session(String accessToken) {
    Instant expiry = Instant.parse("2030-01-01T00:00:00Z");
    return new Session("id", accessToken, "refresh", expiry, null, "sid-" + accessToken);
  }
}
