package dev.tributary.sandbox.http;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.StandIn;
import dev.tributary.sandbox.control.RequestLog;
import dev.tributary.sandbox.control.RequestLogLineBuilder;
import dev.tributary.sandbox.fault.Fault;
import dev.tributary.sandbox.fault.Fault.Moment;
import dev.tributary.sandbox.fault.Fault.RetryAfter;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Handles each request before its stand-in: selects and carries out faults, asks for refusals, and
 * logs.
 */
final class Gate {
  /** The outcome of a request for its connection. */
  private sealed interface Outcome {
    record Reply(Answer answer) implements Outcome {}

    record Page() implements Outcome {}

    record NoAnswer() implements Outcome {}

    record Disconnect() implements Outcome {}
  }

  /** A request to a stand-in, and the work that the stand-in would do. */
  private record Visit(StandIn standIn, Call call, Function<Call, Answer> work) {
    Answer process() {
      return standIn.refusal(call).orElseGet(() -> work.apply(call));
    }
  }

  private final Vertx vertx;
  private final Clock clock;
  private final RequestLog log;

  Gate(Vertx vertx, Clock clock, RequestLog log) {
    this.vertx = vertx;
    this.clock = clock;
    this.log = log;
  }

  Handler<RoutingContext> to(StandIn standIn, Function<Call, Answer> work) {
    return context -> handle(context, new Visit(standIn, Exchange.call(context), work));
  }

  void handle(RoutingContext context, StandIn standIn, Function<Call, Answer> work) {
    handle(context, new Visit(standIn, Exchange.call(context), work));
  }

  private void handle(RoutingContext context, Visit visit) {
    var at = clock.instant();
    visit.standIn().begin(visit.call());
    context.addEndHandler(ended -> visit.standIn().end(visit.call()));
    var faults = visit.standIn().faults().draw(visit.call().path());
    long delay =
        faults.stream()
            .mapToLong(fault -> fault instanceof Fault.Latency late ? late.milliseconds() : 0)
            .sum();
    if (delay == 0) {
      finish(context, visit, faults, at);
    } else {
      vertx.setTimer(delay, timer -> finish(context, visit, faults, at));
    }
  }

  private void finish(RoutingContext context, Visit visit, List<Fault> faults, Instant at) {
    var struck = faults.isEmpty() ? null : faults.getLast();
    var outcome = outcome(visit, struck);
    int status =
        switch (outcome) {
          case Outcome.Reply(Answer answer) -> answer.status();
          case Outcome.Page() -> 200;
          case Outcome.NoAnswer(), Outcome.Disconnect() -> 0;
        };
    // Before the answer is sent, so that a client with an answer finds its line in the log.
    log.add(line(visit, struck, status, at));
    switch (outcome) {
      case Outcome.Reply(Answer answer) ->
          Exchange.send(
              context, answer.with(visit.standIn().standingHeaders(visit.call(), answer)));
      case Outcome.Page() -> Exchange.sendPage(context);
      case Outcome.NoAnswer() -> {}
      case Outcome.Disconnect() -> context.request().connection().close();
    }
  }

  private Outcome outcome(Visit visit, @Nullable Fault fault) {
    return switch (fault) {
      case null -> new Outcome.Reply(visit.process());
      case Fault.Latency late -> new Outcome.Reply(visit.process());
      case Fault.RateLimited limited ->
          new Outcome.Reply(visit.standIn().rateLimited(retryAfter(limited)));
      case Fault.Unauthorised() -> new Outcome.Reply(visit.standIn().unauthorised(visit.call()));
      case Fault.ServerError(var status, var moment) -> {
        processIfAfter(visit, moment);
        int code = Objects.requireNonNullElse(status, 500);
        yield new Outcome.Reply(visit.standIn().serverError(code));
      }
      case Fault.Hang(var moment) -> {
        processIfAfter(visit, moment);
        yield new Outcome.NoAnswer();
      }
      case Fault.Cut(var moment) -> {
        processIfAfter(visit, moment);
        yield new Outcome.Disconnect();
      }
      case Fault.Unreadable(var moment) -> {
        processIfAfter(visit, moment);
        yield new Outcome.Page();
      }
    };
  }

  private static void processIfAfter(Visit visit, @Nullable Moment moment) {
    if (moment == Moment.AFTER_PROCESSING) {
      var unused = visit.process();
    }
  }

  private Map<String, String> retryAfter(Fault.RateLimited limited) {
    var seconds = limited.retryAfterSeconds();
    if (seconds == null) {
      return Map.of();
    }
    var value =
        limited.retryAfterForm() == RetryAfter.DATE
            ? DateTimeFormatter.RFC_1123_DATE_TIME.format(
                clock.instant().plusSeconds(seconds).atOffset(ZoneOffset.UTC))
            : String.valueOf(seconds);
    return Map.of("Retry-After", value);
  }

  private RequestLog.Line line(Visit visit, @Nullable Fault struck, int status, Instant at) {
    return RequestLogLineBuilder.builder()
        .sequence(0)
        .standIn(visit.standIn().name())
        .method(visit.call().method())
        .path(visit.call().path())
        .status(status)
        .fault(struck == null ? null : struck.getClass().getSimpleName())
        .bytes(visit.call().body().length)
        .at(at)
        .milliseconds(Duration.between(at, clock.instant()).toMillis())
        .build();
  }
}
