package dev.tributary.destinations.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.pacing.Ask;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.Charge;
import dev.tributary.destinations.pacing.Decision;
import dev.tributary.destinations.pacing.Flow;
import dev.tributary.destinations.pacing.Pacer;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RedisPacerTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Budget TEN_A_MINUTE = Budget.requests(10, 60);

  @AfterAll
  static void close() {
    VERTX.close();
  }

  @Test
  void twoInstancesShareOneBudget() {
    RedisPacer one = pacer(TestInfrastructure.redis().address(), 1);
    RedisPacer two = pacer(TestInfrastructure.redis().address(), 1);
    // A call that Redis does not answer at once is decided by each alone.
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          String account = UUID.randomUUID().toString();
          assertThat(one.ask(account, request(1)).granted()).isTrue();
          assertThat(two.ask(account, request(1)).granted()).isFalse();
          String other = UUID.randomUUID().toString();
          assertThat(two.ask(other, request(1)).granted()).isTrue();
        });
  }

  @Test
  void aComplaintHoldsEverybodyBack() {
    RedisPacer one = pacer(TestInfrastructure.redis().address(), 1);
    RedisPacer two = pacer(TestInfrastructure.redis().address(), 1);
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          String account = UUID.randomUUID().toString();
          one.slowDown(account, Duration.ofSeconds(30));
          Decision held = two.ask(account, request(1));
          assertThat(held.granted()).isFalse();
          assertThat(held.millis()).isBetween(20_000L, 30_000L);
        });
  }

  @Test
  void connectionsAreSharedAndFreeAgainWhenTheyEnd() {
    RedisPacer one = pacer(TestInfrastructure.redis().address(), 1);
    RedisPacer two = pacer(TestInfrastructure.redis().address(), 1);
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          String account = UUID.randomUUID().toString();
          Ask first = connection();
          assertThat(one.ask(account, first).granted()).isTrue();
          assertThat(two.ask(account, connection()).granted()).isFalse();
          one.end(account, first.id());
          assertThat(two.ask(account, connection()).granted()).isTrue();
        });
  }

  @Test
  void withoutRedisEachInstanceKeepsToItsPart() {
    RedisPacer alone = pacer("redis://127.0.0.1:1", 2);
    String account = UUID.randomUUID().toString();
    assertThat(alone.ask(account, request(0)).granted()).isTrue();
    Decision later = alone.ask(account, request(0));
    assertThat(later.granted()).isFalse();
    assertThat(later.millis()).isGreaterThan(10_000);
  }

  /** In a second outage, this instance does not know which times were reserved since the first. */
  @Test
  void afterAnOutageOnlyTheSharedPaceCounts() {
    AtomicBoolean away = new AtomicBoolean();
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    Redis redis = outages(Redis.createClient(VERTX, TestInfrastructure.redis().address()), away);
    InstantSource time = now::get;
    RedisPacer pacer = new RedisPacer(redis, 2, time.withZone(ZoneOffset.UTC));
    String account = UUID.randomUUID().toString();
    away.set(true);
    assertThat(pacer.ask(account, request(0)).granted()).as("alone").isTrue();
    assertThat(pacer.ask(account, request(0)).granted()).isFalse();
    away.set(false);
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          now.updateAndGet(before -> before.plusSeconds(5));
          assertThat(pacer.ask(account, request(0)).granted()).as("shared").isTrue();
        });
    now.updateAndGet(before -> before.plusSeconds(60));
    away.set(true);
    assertThat(pacer.ask(account, known()).granted()).as("times may be reserved").isFalse();
  }

  /** A connection is open until it ends, also if Redis answers meanwhile. */
  @Test
  void aConnectionOfAnOutageStillCountsInTheNextOne() {
    AtomicBoolean away = new AtomicBoolean();
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    Redis redis = outages(Redis.createClient(VERTX, TestInfrastructure.redis().address()), away);
    InstantSource time = now::get;
    RedisPacer pacer = new RedisPacer(redis, 1, time.withZone(ZoneOffset.UTC));
    String account = UUID.randomUUID().toString();
    away.set(true);
    Ask first = connection();
    assertThat(pacer.ask(account, first).granted()).as("alone").isTrue();
    away.set(false);
    Ask shared = connection();
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          now.updateAndGet(before -> before.plusSeconds(2));
          assertThat(pacer.ask(account, shared).granted()).as("shared").isTrue();
        });
    pacer.end(account, shared.id());
    away.set(true);
    assertThat(pacer.ask(account, connection()).granted()).isFalse();
    pacer.end(account, first.id());
    assertThat(pacer.ask(account, connection()).granted()).isTrue();
  }

  /** An answer of Redis that comes after a permit of this instance says nothing about it. */
  @Test
  void anOldAnswerOfRedisEndsNoPaceThatBeganAfterIt() {
    AtomicBoolean away = new AtomicBoolean();
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    Redis redis =
        outages(
            Redis.createClient(VERTX, TestInfrastructure.redis().address()),
            away,
            () -> meanwhile.getAndSet(() -> {}).run());
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    InstantSource time = now::get;
    RedisPacer pacer = new RedisPacer(redis, 1, time.withZone(ZoneOffset.UTC));
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          String account = UUID.randomUUID().toString();
          now.updateAndGet(before -> before.plusSeconds(5));
          away.set(false);
          meanwhile.set(() -> {
            away.set(true);
            assertThat(pacer.ask(account, request(0)).granted()).as("alone").isTrue();
            away.set(false);
          });
          assertThat(pacer.ask(account, request(0)).granted()).as("shared").isTrue();
          away.set(true);
          assertThat(pacer.ask(account, request(0)).granted()).as("alone again").isFalse();
        });
  }

  /** Pages are read again and again: deliveries do not depend on them. */
  @Test
  void aReaderThatRedisDoesNotAnswerPacesNoAccountAlone() {
    AtomicBoolean away = new AtomicBoolean();
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    Redis redis = outages(Redis.createClient(VERTX, TestInfrastructure.redis().address()), away);
    InstantSource time = now::get;
    RedisPacer pacer = new RedisPacer(redis, 2, time.withZone(ZoneOffset.UTC));
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          String account = UUID.randomUUID().toString();
          now.updateAndGet(before -> before.plusSeconds(5));
          away.set(true);
          assertThat(pacer.read(account, List.of())).isEmpty();
          away.set(false);
          Decision shared = pacer.ask(account, request(0));
          assertThat(shared.granted()).isTrue();
          assertThat(shared.grant().alone()).isFalse();
        });
  }

  @Test
  void whatAnInstanceGrantedAloneIsMissingUntilItCountsNoLonger() {
    AtomicBoolean away = new AtomicBoolean();
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    Redis redis = outages(Redis.createClient(VERTX, TestInfrastructure.redis().address()), away);
    InstantSource time = now::get;
    RedisPacer pacer = new RedisPacer(redis, 2, time.withZone(ZoneOffset.UTC));
    String account = UUID.randomUUID().toString();
    List<Charge> charges = request(0).charges();
    away.set(true);
    Instant alone = now.get();
    assertThat(pacer.ask(account, request(0)).grant().alone()).isTrue();
    away.set(false);
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          now.updateAndGet(before -> before.plusSeconds(2));
          assertThat(pacer.ask(account, request(0)).grant().alone()).as("shared").isFalse();
        });
    now.set(alone.plusSeconds(149));
    assertThat(pacer.read(account, charges)).isEmpty();
    now.set(alone.plusSeconds(200));
    await().atMost(BOUND).until(() -> pacer.read(account, charges).isPresent());
  }

  @Test
  void whatAPermitOfAnOutageDidNotNeedIsNotTakenFromTheSharedPace() {
    AtomicBoolean away = new AtomicBoolean();
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    Redis redis = outages(Redis.createClient(VERTX, TestInfrastructure.redis().address()), away);
    InstantSource time = now::get;
    RedisPacer pacer = new RedisPacer(redis, 1, time.withZone(ZoneOffset.UTC));
    RedisPacer other = pacer(TestInfrastructure.redis().address(), 1);
    String account = UUID.randomUUID().toString();
    Charge charge = request(0).charges().getFirst();
    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(other.ask(account, request(1)).grant().alone()).isFalse());
    away.set(true);
    Ask alone = request(0);
    Decision decision = pacer.ask(account, alone);
    assertThat(decision.grant().alone()).isTrue();
    away.set(false);
    now.updateAndGet(before -> before.plusSeconds(5));
    pacer.settle(
        account, alone.id(), new Pacer.Rest(charge.key(), 1, 1, charge.window(), decision.grant()));
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            assertThat(other.read(account, List.of(charge)))
                .hasValueSatisfying(
                    reading -> assertThat(reading.budgets().getFirst().units()).isPositive()));
  }

  /** A client of Redis that reaches it only while it is not away. */
  private static Redis outages(Redis reached, AtomicBoolean away) {
    return outages(reached, away, () -> {});
  }

  /**
   * @param sending runs before a call is sent
   */
  private static Redis outages(Redis reached, AtomicBoolean away, Runnable sending) {
    return (Redis)
        Proxy.newProxyInstance(
            Redis.class.getClassLoader(),
            new Class<?>[] {Redis.class},
            (_, method, arguments) -> {
              if (away.get() && method.getReturnType() == Future.class) {
                return Future.failedFuture("Redis is away");
              }
              sending.run();
              return method.invoke(reached, arguments);
            });
  }

  private static Ask known() {
    Ask request = request(0);
    return new Ask(request.id(), request.flow(), request.charges(), request.connections(), 0, true);
  }

  private static Ask request(double ahead) {
    Charge charge = Charge.of(TEN_A_MINUTE, TEN_A_MINUTE.key(), 1, 1);
    return new Ask(
        UUID.randomUUID().toString(),
        new Flow(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), false),
        List.of(charge),
        0,
        ahead,
        false);
  }

  private static Ask connection() {
    return new Ask(
        UUID.randomUUID().toString(),
        new Flow(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), false),
        List.of(),
        1,
        0,
        false);
  }

  private static RedisPacer pacer(String address, int replicas) {
    return new RedisPacer(Redis.createClient(VERTX, address), replicas, Clock.systemUTC());
  }
}
