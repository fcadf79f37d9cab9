package dev.tributary.sandbox.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The clock of all stand-ins: another clock that can be ahead, and can run faster or slower. So a
 * test passes a day without waiting, and a bench speeds a vendor up. It never goes back.
 * Thread-safe.
 */
public final class SandboxClock extends Clock {
  /**
   * @param offset added to the present time, such as PT24H, 0 or more; null for 0
   * @param speed seconds of this clock in a second from now on, above 0; null for no change
   */
  private record Setting(@Nullable Duration offset, @Nullable Double speed) {
    Setting {
      if (offset != null && offset.isNegative()) {
        throw new IllegalArgumentException("offset must be 0 or more");
      }
      if (speed != null && !(speed > 0)) {
        throw new IllegalArgumentException("speed must be above 0");
      }
    }
  }

  @JsonInclude(JsonInclude.Include.ALWAYS)
  private record View(Instant now, double speed) {}

  private final Clock real;
  private Instant realStart;
  private Instant start;
  private double speed = 1;

  public SandboxClock(Clock real) {
    this.real = real;
    realStart = real.instant();
    start = realStart;
  }

  @Override
  public synchronized Instant instant() {
    var passed = Duration.between(realStart, real.instant());
    return speed == 1 ? start.plus(passed) : start.plusNanos(Math.round(passed.toNanos() * speed));
  }

  /** Moves the clock forward, or changes its speed. */
  public Answer set(Call call) throws IOException {
    var wanted = Json.read(Json.STRICT, call.body(), Setting.class);
    synchronized (this) {
      start = instant().plus(Objects.requireNonNullElse(wanted.offset(), Duration.ZERO));
      realStart = real.instant();
      speed = Objects.requireNonNullElse(wanted.speed(), speed);
    }
    return show(call);
  }

  public synchronized Answer show(Call ignored) {
    return Answer.of(200, new View(instant(), speed));
  }

  /** Runs at the speed of the other clock again, from the present time of this clock. */
  public synchronized void reset() {
    start = instant();
    realStart = real.instant();
    speed = 1;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("The sandbox computes in UTC");
  }
}
