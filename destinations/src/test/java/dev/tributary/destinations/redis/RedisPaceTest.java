package dev.tributary.destinations.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.pacing.AccountPace;
import dev.tributary.destinations.pacing.Ask;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.Charge;
import dev.tributary.destinations.pacing.Decision;
import dev.tributary.destinations.pacing.Flow;
import dev.tributary.destinations.pacing.PaceContract;
import dev.tributary.destinations.pacing.PaceReading;
import dev.tributary.destinations.pacing.Pacer;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.lane.Lane;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The script in a real Redis and the rule in Java give the same answers, to the millisecond, and
 * what they keep survives nothing more than it must.
 */
class RedisPaceTest extends PaceContract {
  private static final Vertx VERTX = Vertx.vertx();
  private static final double START = 1_800_000_000_000.0;
  private static final int STEPS = 80;

  /** Instead of the time of Redis. */
  private static final String TIME_OF_THE_TEST =
      "local now = tonumber(redis.call('GET', KEYS[1] .. ':now'))\n";

  private final Redis redis = Redis.createClient(VERTX, TestInfrastructure.redis().address());
  private final String prefix = "test:" + UUID.randomUUID() + ":";
  private final RedisPace shared = new RedisPace(redis, prefix, TIME_OF_THE_TEST);

  @AfterAll
  static void close() {
    VERTX.close();
  }

  @Override
  protected Pace pace() {
    String account = UUID.randomUUID().toString();
    return new Pace() {
      @Override
      public Decision ask(Ask ask, double now) {
        set(account, now);
        return answer(shared.ask(account, ask));
      }

      @Override
      public void giveBack(String id, double now) {
        set(account, now);
        answer(shared.giveBack(account, id));
      }

      @Override
      public void settle(String id, Pacer.Rest rest, double now) {
        set(account, now);
        answer(shared.settle(account, id, rest));
      }

      @Override
      public PaceReading read(List<Charge> charges, double now) {
        set(account, now);
        return answer(shared.read(account, charges));
      }

      @Override
      public void learn(Charge charge, double spent, double hold, double now) {
        set(account, now);
        answer(shared.learn(account, charge, spent, hold));
      }

      @Override
      public void slowDown(double millis, double now) {
        set(account, now);
        answer(shared.slowDown(account, millis));
      }

      @Override
      public void forget() {
        answer(redis.send(Request.cmd(Command.DEL).arg(prefix + account)));
      }
    };
  }

  @Test
  void theScriptAndTheRuleAgree() {
    Random seeds = Lane.seeds();
    for (int i = 0; i < Lane.size("tributary.model.cases", 40, 2_000); i++) {
      history("account" + i, seeds.nextLong());
    }
  }

  private void history(String account, long seed) {
    Random random = new Random(seed);
    AccountPace local = new AccountPace();
    List<Charge> charges = charges(random);
    double ahead = random.nextInt(3) * 1_000;
    int connections = random.nextInt(3);
    double now = START;
    String id = "p";
    double granted = START;
    for (int step = 0; step < STEPS; step++) {
      now += random.nextInt(5) == 0 ? random.nextInt(20_000) : random.nextInt(150);
      set(account, now);
      assertThat(answer(shared.read(account, charges)))
          .as("before step %d of the seed %d", step, seed)
          .isEqualTo(local.read(charges, now));
      switch (random.nextInt(12)) {
        case 0 -> {
          answer(shared.slowDown(account, 500));
          local.slowDown(500, now);
        }
        case 1 -> {
          answer(shared.giveBack(account, id));
          local.giveBack(id);
        }
        case 2 -> {
          answer(shared.end(account, id));
          local.end(id);
        }
        case 3 -> {
          double spent = random.nextInt(100);
          double hold = random.nextInt(8) == 0 ? 700 : 0;
          answer(shared.learn(account, charges.getFirst(), spent, hold));
          local.learn(charges.getFirst(), spent, hold, now);
        }
        case 4 -> {
          Charge last = charges.getLast();
          double at = random.nextBoolean() ? granted : START + random.nextInt(60_000);
          Pacer.Rest rest =
              new Pacer.Rest(last.key(), 3.5, 1, last.window(), new Decision.Grant(at, false));
          answer(shared.settle(account, id, rest));
          local.settle(id, rest);
        }
        default -> {
          id = "p" + step;
          Flow flow =
              new Flow(
                  new WorkspaceId("w" + random.nextInt(2)),
                  new DestinationId("d" + random.nextInt(3)),
                  random.nextBoolean());
          List<Charge> some = charges.subList(0, 1 + random.nextInt(charges.size()));
          Ask ask = new Ask(id, flow, some, connections, ahead, random.nextBoolean());
          Decision expected = local.ask(ask, now);
          assertThat(answer(shared.ask(account, ask)))
              .as("step %d of the seed %d, %s", step, seed, ask)
              .isEqualTo(expected);
          granted = expected.granted() ? expected.grant().at() : granted;
        }
      }
    }
  }

  private static List<Charge> charges(Random random) {
    List<Charge> charges = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      Budget budget = Budget.requests(1 + random.nextInt(1_000), 1 + random.nextInt(60));
      charges.add(Charge.of(budget, "budget" + i, 1 + random.nextInt(3), 3));
    }
    return charges;
  }

  /** Two instances keep a limit together, also when Redis forgets everything in between. */
  @Test
  void aFlushOfRedisViolatesNoLimit() {
    Budget budget = Budget.requests(100, 10);
    List<Charge> charges = List.of(Charge.of(budget, budget.key(), 1, 1));
    List<Double> sent = new ArrayList<>();
    double[] next = {START, START + 7};
    boolean[] known = new boolean[2];
    String account = "flushed";
    for (int step = 0; step < 1_500; step++) {
      int instance = next[0] <= next[1] ? 0 : 1;
      double now = next[instance];
      if (step % 400 == 399) {
        answer(redis.send(Request.cmd(Command.DEL).arg(prefix + account)));
      }
      set(account, now);
      Flow flow = new Flow(new WorkspaceId("wsp_1"), new DestinationId("dst_" + instance), true);
      Ask ask = new Ask("p" + step, flow, charges, 0, 1_000, known[instance]);
      Decision decision = answer(shared.ask(account, ask));
      next[instance] = now + decision.millis() + (decision.granted() ? 1 : 0);
      if (decision.granted()) {
        known[instance] = true;
        sent.add(now + decision.millis());
      }
    }
    sent.sort(null);
    for (int i = 100; i < sent.size(); i++) {
      assertThat(sent.get(i) - sent.get(i - 100)).isGreaterThanOrEqualTo(10_000);
    }
    double allowed = sent.size() / 100.0 * 10_000;
    assertThat(sent.getLast() - START).isLessThan(allowed * 1.1);
  }

  private void set(String account, double now) {
    answer(
        redis.send(
            Request.cmd(Command.SET).arg(prefix + account + ":now").arg(Double.toString(now))));
  }

  private static <T> T answer(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
