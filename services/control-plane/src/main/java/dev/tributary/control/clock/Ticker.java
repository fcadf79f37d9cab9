package dev.tributary.control.clock;

import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.runtime.threads.PeriodicWork;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the time into the log once a second while this instance holds the lease. After a pause it
 * writes the newest time only, never the ticks it missed. Two tickers at once are harmless: readers
 * ignore a time that is not later than the last one.
 *
 * <p>{@link #tick} is thread-safe.
 */
public final class Ticker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Ticker.class.getName());

  /** Each tick is a transaction in every loop, so a shorter time costs CPU without traffic. */
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** By how much a clock may drift or a process may hang while it ticks. */
  private static final Duration TOLERANCE = Duration.ofSeconds(60);

  private final String self;
  private final ClockStore store;
  private final TickSink sink;
  private final Duration longestOutage;
  private final PeriodicWork work = new PeriodicWork("ticker", Duration.ZERO, EVERY, this::round);
  private final LongSupplier nanos;
  private final InstantSource wall;

  /**
   * When the database was asked for the newest tick of this process; its clock was read later.
   *
   * @param nanos monotonic clock; it does not count while the machine sleeps
   * @param wall wall clock; it counts while the machine sleeps, and it can be set
   */
  private record Asked(long nanos, Instant wall) {}

  private @Nullable Asked newest;

  /** Confined to the thread. */
  private boolean held;

  /**
   * @param self the name of this instance
   * @param longestOutage by how much time may move while no instance ticks. If time moves by more,
   *     the clock counts as broken
   */
  public Ticker(String self, ClockStore store, TickSink sink, Duration longestOutage) {
    this(self, store, sink, longestOutage, System::nanoTime, InstantSource.system());
  }

  Ticker(
      String self,
      ClockStore store,
      TickSink sink,
      Duration longestOutage,
      LongSupplier nanos,
      InstantSource wall) {
    this.nanos = nanos;
    this.wall = wall;
    this.self = self;
    this.store = store;
    this.sink = sink;
    this.longestOutage = longestOutage;
  }

  public void start() {
    work.start();
  }

  @Override
  public void close() {
    work.close();
  }

  private void round() {
    if (sink.open()) {
      held = held(step(), held);
    }
  }

  /** Whether time is held now. Logs when this begins. */
  private static boolean held(TickerRow.Step step, boolean before) {
    if (!before && step instanceof TickerRow.Held(Instant jumpedTo)) {
      LOG.log(
          System.Logger.Level.ERROR,
          "Time jumped to {0} and stands still. Check the database''s clock, then accept the"
              + " jump with POST /api/v1/ticker/resume",
          jumpedTo);
    }
    return step instanceof TickerRow.Held;
  }

  /** One round: writes a tick if this instance holds the lease. */
  TickerRow.Step step() {
    Asked asked = new Asked(nanos.getAsLong(), wall.instant());
    ClockStore.Outcome outcome = store.step(self, this::largestStep);
    if (outcome.step() instanceof TickerRow.Tick(Instant at)) {
      newest = asked;
      sink.write(new Tick(at, outcome.offsets()));
    }
    return outcome.step();
  }

  /**
   * The longest time that may have passed between two readings of the database's clock. The sleep
   * of a machine is an outage that only its wall clock shows.
   */
  private Duration largestStep() {
    Asked last = newest;
    if (last == null) {
      return longestOutage;
    }
    Duration awake = Duration.ofNanos(nanos.getAsLong() - last.nanos());
    Duration outage = Duration.between(last.wall(), wall.instant());
    boolean slept = outage.compareTo(awake) > 0 && outage.compareTo(longestOutage) <= 0;
    return (slept ? outage : awake).plus(TOLERANCE);
  }

  /**
   * Writes one tick now, also while another instance holds the lease.
   *
   * @return the tick's time; empty if time is held, or the log is another one
   */
  public Optional<Instant> tick() {
    if (!sink.open()) {
      return Optional.empty();
    }
    ClockStore.Outcome outcome = store.tickOnce(longestOutage);
    if (outcome.step() instanceof TickerRow.Tick(Instant at)) {
      sink.write(new Tick(at, outcome.offsets()));
      return Optional.of(at);
    }
    return Optional.empty();
  }

  public TickerRow read() {
    return store.read();
  }

  /** The facts for alerts in every workspace. */
  public List<Fact> facts() {
    TickerRow row = read();
    Instant heldAt = row.heldAt();
    return heldAt == null ? List.of() : List.of(new Fact.HeldTime(row.at(), heldAt));
  }

  /** Goes on after a jump. */
  public void resume() {
    store.resume();
  }
}
