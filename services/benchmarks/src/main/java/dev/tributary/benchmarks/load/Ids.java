package dev.tributary.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/**
 * Which events were sent and which have arrived, by a number in each event's messageId; and how
 * long each was on its way. Thread-safe.
 */
public final class Ids {
  /** The beginning of a messageId of ours; the number follows in {@link #DIGITS} digits. */
  public static final String PREFIX = "tributary-bench-";

  public static final int DIGITS = 10;

  /** The greatest number of events of a load, so that two loads of a run have different numbers. */
  private static final int MOST_EVENTS = 10_000_000;

  private static final AtomicInteger LOADS = new AtomicInteger();
  private static final long HIGHEST_MICROS = 600_000_000;
  private static final byte[] MARK = PREFIX.getBytes(StandardCharsets.US_ASCII);

  private final long first = (long) LOADS.getAndIncrement() * MOST_EVENTS;
  private long[] dueNanos = new long[1 << 20];
  private int issued;
  private final BitSet arrived = new BitSet();
  private long doubled;
  private long unknown;
  private final Histogram latency = new Histogram(HIGHEST_MICROS, 3);
  private long lastNanos;

  /** The number of an event that is due at that time. */
  public synchronized long issue(long due) {
    if (issued == dueNanos.length) {
      dueNanos = Arrays.copyOf(dueNanos, 2 * dueNanos.length);
    }
    dueNanos[issued] = due;
    return first + issued++;
  }

  /** Records every messageId of ours in a body that has arrived. */
  public synchronized void arrived(byte[] body) {
    long now = System.nanoTime();
    int last = body.length - MARK.length - DIGITS;
    for (int at = 0; at <= last; at++) {
      if (body[at] == MARK[0] && marked(body, at)) {
        note(number(body, at + MARK.length), now);
        at += MARK.length + DIGITS - 1;
      }
    }
  }

  private static boolean marked(byte[] body, int at) {
    return Arrays.equals(body, at, at + MARK.length, MARK, 0, MARK.length);
  }

  private static long number(byte[] body, int at) {
    long number = 0;
    for (int i = at; i < at + DIGITS; i++) {
      number = 10 * number + body[i] - '0';
    }
    return number;
  }

  private void note(long number, long now) {
    if (number < first) {
      // A late event of an earlier load, which has already counted it as missing.
      return;
    }
    long index = number - first;
    if (index >= issued) {
      unknown++;
    } else if (arrived.get((int) index)) {
      doubled++;
    } else {
      int event = (int) index;
      arrived.set(event);
      lastNanos = now;
      latency.recordValue(Math.min(HIGHEST_MICROS, Math.max(0, (now - dueNanos[event]) / 1000)));
    }
  }

  /** The number of different events that have arrived. */
  public synchronized int distinct() {
    return arrived.cardinality();
  }

  /** The number of events that were sent and have not arrived. */
  public synchronized int missing() {
    return issued - arrived.cardinality();
  }

  /** The number of wrong arrivals: a second time, or never sent. */
  public synchronized long surplus() {
    return doubled + unknown;
  }

  /**
   * Different events per second, from the time at which the first one was due to the last arrival.
   */
  public synchronized double arrivedPerSecond() {
    return issued == 0 ? 0 : distinct() * 1e9 / Math.max(1, lastNanos - dueNanos[0]);
  }

  /** Microseconds from the time at which an event was due to its arrival. */
  public synchronized Histogram latency() {
    return latency.copy();
  }

  /** Returns when no event is missing any more, or when none has arrived for that long. */
  public void awaitAll(Duration patience) {
    int before = distinct();
    Instant changed = Instant.now();
    while (missing() > 0 && Instant.now().isBefore(changed.plus(patience))) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      int now = distinct();
      if (now != before) {
        before = now;
        changed = Instant.now();
      }
    }
  }
}
