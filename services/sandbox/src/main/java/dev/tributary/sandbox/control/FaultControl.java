package dev.tributary.sandbox.control;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.fault.FaultPlan;
import java.io.IOException;

/** Sets, shows and clears the faults of one stand-in. */
public final class FaultControl {
  private FaultControl() {}

  public static Answer add(FaultPlan plan, Call call) throws IOException {
    plan.add(Json.read(Json.STRICT, call.body(), FaultPlan.Rule.class));
    return Answer.of(201, plan.list());
  }

  public static Answer list(FaultPlan plan) {
    return Answer.of(200, plan.list());
  }

  public static Answer clear(FaultPlan plan) {
    plan.clear();
    return Answer.empty(204);
  }
}
