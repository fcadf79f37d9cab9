package dev.tributary.runtime.loop;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A loop's figures, as {@link LoopMetric} lists them. Thread-safe. */
public final class LoopMetrics {
  private final Counter records;
  private final Counter failures;
  private final Counter fenced;
  private final Counter lost;
  private final Timer polls;
  private final AtomicLong lag = new AtomicLong();
  private final AtomicLong standing = new AtomicLong();
  private final AtomicLong ahead = new AtomicLong();

  public LoopMetrics(MeterRegistry registry, String consumer) {
    records = LoopMetric.RECORDS.metric().registerCounter(registry, consumer);
    failures = LoopMetric.FAILURES.metric().registerCounter(registry, consumer);
    fenced = LoopMetric.FENCED.metric().registerCounter(registry, consumer);
    lost = LoopMetric.LOST_RECORDS.metric().registerCounter(registry, consumer);
    polls = LoopMetric.POLL.metric().timerOf(consumer).register(registry);
    LoopMetric.STANDING.metric().registerGauge(registry, standing, consumer);
    LoopMetric.AHEAD.metric().registerGauge(registry, ahead, consumer);
    LoopMetric.LAG.metric().registerGauge(registry, lag, consumer);
  }

  void round(KafkaConsumer<byte[], byte[]> member, int polled) {
    records.increment(polled);
    long total = 0;
    for (TopicPartition partition : member.assignment()) {
      total += member.currentLag(partition).orElse(0);
    }
    lag.set(total);
  }

  interface Work<T> {
    T run() throws InterruptedException;
  }

  <T> T timed(Work<T> work) throws InterruptedException {
    Timer.Sample sample = Timer.start();
    try {
      return work.run();
    } finally {
      sample.stop(polls);
    }
  }

  void standing(long partitions) {
    standing.set(partitions);
  }

  void ahead(long partitions) {
    ahead.set(partitions);
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
