package dev.tributary.destinations.redis;

import dev.tributary.destinations.pacing.Ask;
import dev.tributary.destinations.pacing.Charge;
import dev.tributary.destinations.pacing.Decision;
import dev.tributary.destinations.pacing.Flow;
import dev.tributary.destinations.pacing.PaceReading;
import dev.tributary.destinations.pacing.Pacer;
import dev.tributary.runtime.limit.RedisScript;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Paces in Redis, by its own clock: one script decides over all budgets of a request. Each future
 * fails if Redis does not answer. Thread-safe.
 */
final class RedisPace {
  private final RedisScript script;
  private final String prefix;

  /**
   * @param prefix of the names of keys
   * @param time the lines of the script that set {@code now}
   */
  RedisPace(Redis redis, String prefix, String time) {
    this.script = new RedisScript(redis, RedisPace.class, "pace.lua", time);
    this.prefix = prefix;
  }

  Future<Decision> ask(String account, Ask ask) {
    Flow flow = ask.flow();
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("ask", ask.id(), flow.key(), flow.sort(), flow.group()));
    arguments.addAll(
        List.of(
            Integer.toString(flow.weight()),
            Integer.toString(ask.connections()),
            Double.toString(ask.ahead()),
            ask.known() ? "1" : "0"));
    for (Charge charge : ask.charges()) {
      arguments.add(charge.key());
      for (double each :
          new double[] {
            charge.millis(), charge.tolerance(), charge.units(), charge.amount(), charge.window()
          }) {
        arguments.add(Double.toString(each));
      }
    }
    return script.run(prefix + account, arguments).map(RedisPace::decision);
  }

  Future<Boolean> giveBack(String account, String id) {
    return done(account, List.of("give-back", id));
  }

  Future<Boolean> settle(String account, String id, Pacer.Rest rest) {
    return done(
        account,
        List.of(
            "settle",
            id,
            rest.key(),
            Double.toString(rest.millis()),
            Double.toString(rest.units()),
            Double.toString(rest.window()),
            Double.toString(rest.grant().at())));
  }

  Future<PaceReading> read(String account, List<Charge> charges) {
    List<String> arguments = new ArrayList<>(List.of("read"));
    for (Charge charge : charges) {
      arguments.add(charge.key());
      for (double each :
          new double[] {charge.amount(), charge.window(), charge.tolerance(), charge.ahead()}) {
        arguments.add(Double.toString(each));
      }
    }
    return script.run(prefix + account, arguments).map(RedisPace::reading);
  }

  Future<Boolean> end(String account, String id) {
    return done(account, List.of("end", id));
  }

  Future<Boolean> slowDown(String account, double millis) {
    return done(account, List.of("slow-down", Double.toString(millis)));
  }

  Future<Boolean> learn(String account, Charge charge, double spent, double hold) {
    return done(
        account,
        List.of(
            "learn",
            charge.key(),
            Double.toString(charge.amount()),
            Double.toString(charge.window()),
            Double.toString(spent),
            Double.toString(hold),
            Double.toString(charge.tolerance())));
  }

  private Future<Boolean> done(String account, List<String> arguments) {
    return script.run(prefix + account, arguments).map(_ -> true);
  }

  private static Decision decision(@Nullable Response answer) {
    Response parts = Objects.requireNonNull(answer);
    boolean granted = parts.get(0).toString().equals("1");
    Decision.Grant grant =
        granted
            ? new Decision.Grant(Double.parseDouble(parts.get(2).toString()), false)
            : Decision.Grant.NONE;
    return new Decision(granted, Long.parseLong(parts.get(1).toString()), grant);
  }

  /** Four numbers of the account, and four of each budget. */
  private static PaceReading reading(@Nullable Response answer) {
    List<Double> numbers = new ArrayList<>();
    for (Response each : Objects.requireNonNull(answer)) {
      numbers.add(Double.valueOf(each.toString()));
    }
    List<PaceReading.OfBudget> budgets = new ArrayList<>();
    for (int i = 4; i < numbers.size(); i += 4) {
      budgets.add(
          new PaceReading.OfBudget(
              numbers.get(i), numbers.get(i + 1), numbers.get(i + 2), numbers.get(i + 3)));
    }
    return new PaceReading(
        numbers.get(0),
        numbers.get(1).intValue(),
        numbers.get(2),
        numbers.get(3),
        List.copyOf(budgets));
  }
}
