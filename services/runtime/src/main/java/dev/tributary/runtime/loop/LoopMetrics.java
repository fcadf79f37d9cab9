package dev.tributary.runtime.loop;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A loop's figures under the field's usual names. Thread-safe. */
public final class LoopMetrics {
  private final Counter records;
  private final Counter failures;
  private final Counter fenced;
  private final Counter lost;
  private final Timer polls;
  private final AtomicLong lag = new AtomicLong();

  public LoopMetrics(MeterRegistry registry, String consumer) {
    records =
        Counter.builder("tributary.loop.records")
            .description("Records polled, repeats included")
            .tag("consumer", consumer)
            .register(registry);
    failures =
        Counter.builder("tributary.loop.failures")
            .description("Polls that had to be repeated because something failed")
            .tag("consumer", consumer)
            .register(registry);
    fenced =
        Counter.builder("tributary.loop.fenced")
            .description("Transactions refused because another instance took over")
            .tag("consumer", consumer)
            .register(registry);
    lost =
        Counter.builder("tributary.loop.lost.records")
            .description("Records that retention deleted before they were applied")
            .tag("consumer", consumer)
            .register(registry);
    polls =
        Timer.builder("tributary.loop.poll")
            .description("From the beginning of a poll's transaction until it is published")
            .tag("consumer", consumer)
            .register(registry);
    Gauge.builder("tributary.loop.lag", lag, AtomicLong::get)
        .description("Records that this member has yet to poll")
        .tag("consumer", consumer)
        .register(registry);
  }

  void round(KafkaConsumer<byte[], byte[]> member, int polled) {
    records.increment(polled);
    long total = 0;
    for (TopicPartition partition : member.assignment()) {
      total += member.currentLag(partition).orElse(0);
    }
    lag.set(total);
  }

  interface Work {
    void run() throws Exception;
  }

  void timed(Work work) throws Exception {
    Timer.Sample sample = Timer.start();
    try {
      work.run();
    } finally {
      sample.stop(polls);
    }
  }

  void lost(long count) {
    lost.increment(count);
  }

  void failed(Exception e) {
    if (e instanceof Fenced) {
      fenced.increment();
    } else {
      failures.increment();
    }
  }

  /** Records that this member has yet to poll. */
  public long lag() {
    return lag.get();
  }
}
