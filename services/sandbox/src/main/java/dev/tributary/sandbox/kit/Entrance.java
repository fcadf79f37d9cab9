package dev.tributary.sandbox.kit;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.StandIn;
import dev.tributary.sandbox.fault.FaultPlan;
import dev.tributary.sandbox.kit.credential.Credentials.Reason;
import dev.tributary.sandbox.kit.credential.Credentials.Verdict;
import dev.tributary.sandbox.kit.limit.Demand;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.LimitState;
import dev.tributary.sandbox.kit.limit.Window;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of a vendor as requests meet it: credentials first, then limits, then the vendor's
 * document. Thread-safe.
 */
public final class Entrance implements StandIn {
  private static final Limit NONE =
      Limit.perAccount("none", Window.Rolling.of(Duration.ofSeconds(1)), 0);

  private final Vendor vendor;
  private final Operation operation;

  public Entrance(Vendor vendor, Operation operation) {
    this.vendor = vendor;
    this.operation = operation;
  }

  /** The entrance of all paths without an operation. */
  public static Entrance unknown(Vendor vendor) {
    return new Entrance(
        vendor, Operation.of("", "", "", call -> vendor.words().unknown(call)).open());
  }

  /** Does the work of the operation. */
  public Answer work(Call call) {
    try {
      return vendor.parts().exclusively(() -> operation.work().apply(call));
    } catch (Refused refused) {
      return refused.answer();
    }
  }

  @Override
  public String name() {
    return vendor.parts().name();
  }

  @Override
  public FaultPlan faults() {
    return vendor.parts().faults();
  }

  @Override
  public void begin(Call call) {
    vendor.parts().limits().begin(demand(call), call);
  }

  @Override
  public void end(Call call) {
    vendor.parts().limits().end(call);
  }

  @Override
  public Optional<Answer> refusal(Call call) {
    if (operation.access() == Operation.Access.ACCOUNT
        && vendor.parts().credentials().check(call) instanceof Verdict.Refused(var reason)) {
      return Optional.of(vendor.words().unauthorised(reason, call));
    }
    return vendor
        .parts()
        .limits()
        .refusal(demand(call), call)
        .map(vendor.words()::aboveLimit)
        .or(() -> undocumented(call));
  }

  private Optional<Answer> undocumented(Call call) {
    var document = vendor.parts().document();
    if (operation.access() == Operation.Access.PUBLIC || document.isEmpty()) {
      return Optional.empty();
    }
    var deviations = document.get().deviations(operation.path(), call);
    if (deviations.isEmpty()) {
      return Optional.empty();
    }
    vendor.parts().deviations().add(call, deviations);
    return vendor.words().undocumented(deviations, call);
  }

  @Override
  public Answer rateLimited(Map<String, String> headers) {
    var now = vendor.parts().now();
    var limits = vendor.parts().limits().groups().get(operation.group());
    var limit = limits == null || limits.isEmpty() ? NONE : limits.getFirst();
    return vendor
        .words()
        .rateLimited(new LimitState(limit, 0, now, limit.window().end(now)))
        .with(headers);
  }

  @Override
  public Answer serverError(int status) {
    return vendor.words().serverError(status);
  }

  @Override
  public Answer unauthorised(Call call) {
    return vendor.words().unauthorised(Reason.WRONG, call);
  }

  @Override
  public Map<String, String> standingHeaders(Call call, Answer answer) {
    return vendor.words().limitHeaders(vendor.parts().limits().states(demand(call)), answer);
  }

  private Demand demand(Call call) {
    var account =
        vendor.parts().credentials().check(call) instanceof Verdict.Accepted(var accepted)
            ? accepted
            : "";
    return new Demand(
        operation.group(),
        account,
        operation.endpoint(),
        operation.subject().apply(call),
        operation.records().applyAsLong(call),
        call.body().length);
  }
}
