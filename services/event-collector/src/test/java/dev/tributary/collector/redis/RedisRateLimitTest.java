package dev.tributary.collector.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.collector.limit.RateLimit;
import dev.tributary.collector.source.ActiveSource;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.testkit.faults.TcpGate;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisRateLimitTest {
  /** A busy machine is waited for: whoever is taken for away has a limit of their own. */
  private static final Duration PATIENT = Duration.ofSeconds(30);

  private static final int RATE = 100;
  private static final int BURST = 2 * RATE;
  private static final int REPLICAS = 2;

  /** What each replica may hold leased or have overdrawn by its last request. */
  private static final int SLACK = REPLICAS * RATE / 10;

  private final Vertx vertx = Vertx.vertx();
  private final TcpGate gate =
      TcpGate.before(URI.create(TestInfrastructure.redis().address()).getPort(), 0);
  private final ActiveSource source =
      new ActiveSource(
          new WorkspaceId("wsp_1"),
          new SourceId("src_" + UUID.randomUUID()),
          RATE,
          SourceKind.SERVER);
  private final List<RateLimit> replicas = List.of(replica(), replica());

  @AfterEach
  void close() {
    gate.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void allReplicasTogetherKeepToTheLimit() {
    long start = System.nanoTime();
    int granted = grantedUntilRefused(replicas.get(0)) + grantedUntilRefused(replicas.get(1));
    assertThat(granted).isBetween(BURST, allowedSince(start, RATE) + SLACK);
  }

  @Test
  void withoutRedisEachReplicaKeepsToItsShare() {
    gate.shut();
    for (RateLimit replica : replicas) {
      long start = System.nanoTime();
      int granted = grantedUntilRefused(replica);
      assertThat(granted).isBetween(BURST / REPLICAS, allowedSince(start, RATE / REPLICAS) + SLACK);
    }
  }

  private RateLimit replica() {
    Redis redis = Redis.createClient(vertx, "redis://127.0.0.1:" + gate.port());
    Clock clock = Clock.systemUTC();
    return new RedisRateLimit(redis, REPLICAS, clock, PATIENT);
  }

  private int grantedUntilRefused(RateLimit replica) {
    int granted = 0;
    while (take(replica) == RateLimit.GRANTED) {
      granted++;
    }
    return granted;
  }

  private long take(RateLimit replica) {
    CompletableFuture<Long> verdict = new CompletableFuture<>();
    replica.take(source, 1, verdict::complete);
    return verdict.join();
  }

  /** The burst, and what has been refilled meanwhile. */
  private static int allowedSince(long start, int rate) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    return (int) (rate * (2 + elapsed.toMillis() / 1000.0));
  }
}
