package dev.tributary.control.pipeline;

import dev.tributary.control.clock.ClockStore;
import dev.tributary.control.clock.TickerRow;
import java.time.Duration;
import java.util.function.Supplier;

/** For tests in which nothing asks for ticks. */
public final class NoClock implements ClockStore {
  @Override
  public Outcome step(String self, Supplier<Duration> largestStep) {
    throw new AssertionError("not asked");
  }

  @Override
  public Outcome tickOnce(Duration largestStep) {
    throw new AssertionError("not asked");
  }

  @Override
  public TickerRow read() {
    throw new AssertionError("not asked");
  }

  @Override
  public void resume() {
    throw new AssertionError("not asked");
  }
}
