package dev.tributary.runtime.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.lane.Lane;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The script in a real Redis and the bucket in memory give the same answers, to the millisecond,
 * whatever is taken and whenever.
 */
@Tag("soak-models")
class BucketsDifferentialTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final double START = 1_800_000_000_000.0;
  private static final int STEPS = 60;

  /** Instead of the time of Redis. */
  private static final String TIME_OF_THE_TEST =
      "local now = tonumber(redis.call('GET', KEYS[1] .. ':now'))\n";

  private final Redis redis = Redis.createClient(VERTX, TestInfrastructure.redis().address());
  private final String prefix = "test:" + UUID.randomUUID() + ":";
  private final RedisBuckets shared = new RedisBuckets(redis, prefix, TIME_OF_THE_TEST);

  @AfterAll
  static void close() {
    VERTX.close();
  }

  @Test
  void theScriptAndTheBucketAgree() {
    Random seeds = Lane.seeds();
    for (int i = 0; i < Lane.size("tributary.model.cases", 40, 2_000); i++) {
      history("name" + i, seeds.nextLong());
    }
  }

  private void history(String name, long seed) {
    Random random = new Random(seed);
    TokenBucket local = new TokenBucket();
    List<Rate> rates = rates(random);
    double now = START;
    for (int step = 0; step < STEPS; step++) {
      now += pause(random, rates.getFirst());
      set(name, now);
      int cost = random.nextInt(4) == 0 ? 1 + random.nextInt(200) : 1;
      assertThat(answer(shared.take(name, rates, cost)))
          .as("step %d of the seed %d, %s", step, seed, rates)
          .isEqualTo(Duration.ofMillis(local.take(rates, cost, now)));
      if (random.nextInt(30) == 0) {
        rates = rates(random);
      }
    }
  }

  private static List<Rate> rates(Random random) {
    List<Rate> rates = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      double perSecond = Math.pow(10, random.nextDouble(-3, 4));
      rates.add(new Rate(perSecond, 1 + random.nextInt(100) * random.nextDouble()));
    }
    return rates;
  }

  /** Milliseconds: around the time of one token, many of them, none, or back. */
  private static double pause(Random random, Rate rate) {
    double token = 1000 / rate.perSecond();
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> -random.nextInt(2_000);
      case 2 -> random.nextInt(40_000);
      case 3 -> Math.ceil(token);
      default -> token * random.nextDouble(0, 3);
    };
  }

  private void set(String name, double now) {
    answer(
        redis.send(Request.cmd(Command.SET).arg(prefix + name + ":now").arg(Double.toString(now))));
  }

  private static <T> T answer(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
