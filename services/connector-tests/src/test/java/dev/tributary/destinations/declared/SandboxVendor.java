package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.ContractVendor;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.connector.WriteFailure;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.sandbox.http.LocalSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A stand-in of the sandbox, for an object of the contract. */
final class SandboxVendor implements ContractVendor {
  /** How long a request waits that gets no answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final SandboxAccount account;
  private final ContractObject object;
  private final ShiftedClock clock;
  private final ConnectedStandIn standIn;
  private final String prepared;
  private boolean failed;

  /** Resets the sandbox, and prepares the account. */
  SandboxVendor(
      SandboxAccount account, ContractObject object, LocalSandbox sandbox, ShiftedClock clock) {
    this.account = account;
    this.object = object;
    this.clock = clock;
    clock.reset();
    standIn = account.in(sandbox);
    standIn.call("POST", "/sandbox/reset", Map.of(), null);
    account.opening().accept(standIn);
    signIn();
    prepared = object.preparation.apply(standIn);
  }

  ConnectedStandIn standIn() {
    return standIn;
  }

  @Override
  public void signIn() {
    account.signIn().accept(standIn);
  }

  @Override
  public Connector connector() {
    return standIn.connector();
  }

  @Override
  public Target target() {
    return standIn.target();
  }

  @Override
  public Protocols protocols() {
    return standIn.protocols();
  }

  @Override
  public TestEgress egress() {
    return standIn.egress();
  }

  @Override
  public Places places() {
    return standIn.places();
  }

  @Override
  public Instant now() {
    return standIn.now();
  }

  @Override
  public String prepared() {
    return prepared;
  }

  /** A search before the request with an effect does not meet the failure. */
  @Override
  public List<Outcome> failing(WriteFailure failure, Supplier<List<Outcome>> attempt) {
    return failing(failure, request -> object.writePath, this::writes, attempt);
  }

  @Override
  public List<Outcome> failingFirst(WriteFailure failure, Supplier<List<Outcome>> attempt) {
    return failing(failure, SandboxVendor::belowVendor, SandboxVendor::toVendor, attempt);
  }

  private List<Outcome> failing(
      WriteFailure failure,
      Function<Egress.Request, String> path,
      Predicate<Egress.Request> meets,
      Supplier<List<Outcome>> attempt) {
    failed = false;
    standIn.watch(request -> {
      if (!failed && meets.test(request)) {
        failed = true;
        fail(failure, path.apply(request));
      }
    });
    List<Outcome> outcomes = attempt.get();
    standIn.watch(request -> {});
    standIn.control("DELETE", "/faults", null);
    assertThat(failed).as("A request that meets the failure").isTrue();
    return outcomes;
  }

  private boolean writes(Egress.Request request) {
    return !request.method().equals("GET")
        && toVendor(request)
        && request.uri().getPath().contains(object.writePath);
  }

  private static boolean toVendor(Egress.Request request) {
    return !request.uri().getPath().startsWith("/sandbox");
  }

  /** The path without its first part, which can be the name of the stand-in. */
  private static String belowVendor(Egress.Request request) {
    String path = request.uri().getPath();
    return path.substring(path.indexOf('/', 1));
  }

  private void fail(WriteFailure failure, String path) {
    String fault =
        switch (failure) {
          case LIMITED_WITH_TIME -> "\"kind\": \"rate-limited\", \"retryAfterSeconds\": 40";
          case LIMITED -> "\"kind\": \"rate-limited\"";
          case SERVER_ERROR_BEFORE -> at("server-error", "before-processing");
          case SERVER_ERROR_AFTER -> at("server-error", "after-processing");
          case CUT_BEFORE -> at("cut", "before-processing");
          case CUT_AFTER -> at("cut", "after-processing");
          case HANG_BEFORE -> at("hang", "before-processing");
          case HANG_AFTER -> at("hang", "after-processing");
          case UNAUTHORISED -> "\"kind\": \"unauthorised\"";
          case UNREADABLE -> at("unreadable", "before-processing");
        };
    String times =
        failure == WriteFailure.UNAUTHORISED
            ? "\"path\": \"%s\"".formatted(path)
            : "\"requests\": 1";
    standIn.control("POST", "/faults", "{%s, \"fault\": {%s}}".formatted(times, fault));
    if (failure == WriteFailure.HANG_BEFORE || failure == WriteFailure.HANG_AFTER) {
      standIn.egress().limitNext(PATIENCE);
    }
  }

  private static String at(String kind, String moment) {
    return "\"kind\": \"%s\", \"moment\": \"%s\"".formatted(kind, moment);
  }

  @Override
  public List<String> effects() {
    clock.pass(object.later);
    List<String> effects = object.effects.apply(standIn);
    String removed = object.removedMark;
    return removed == null
        ? effects
        : effects.stream().filter(each -> !each.contains(removed)).toList();
  }

  @Override
  public void assertDocumented() {
    if (account.onKit()) {
      standIn.assertDocumented();
    }
  }
}
