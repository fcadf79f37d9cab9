package dev.tributary.runtime.loop;

import dev.tributary.runtime.loop.failure.Fenced;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A loop's metrics, as {@link LoopMetric} lists them. Thread-safe. */
public final class LoopMetrics {
  private final Counter records;
  private final Counter failures;
  private final Counter fenced;
  private final Counter lost;
  private final Timer polls;
  private final AtomicLong lag = new AtomicLong();
  private volatile LongSupplier standing = () -> 0;
  private final AtomicLong ahead = new AtomicLong();

  public LoopMetrics(MeterRegistry registry, String consumer) {
    records = LoopMetric.RECORDS.metric().registerCounter(registry, consumer);
    failures = LoopMetric.FAILURES.metric().registerCounter(registry, consumer);
    fenced = LoopMetric.FENCED.metric().registerCounter(registry, consumer);
    lost = LoopMetric.LOST_RECORDS.metric().registerCounter(registry, consumer);
    polls = LoopMetric.POLL.metric().timerOf(consumer).register(registry);
    LoopMetric.STANDING.metric().registerGauge(registry, () -> standing.getAsLong(), consumer);
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

  /**
   * The value is computed when it is read, so that it is right even while the loop's thread hangs.
   *
   * @param partitions number of stopped partitions; called by any thread
   */
  void standing(LongSupplier partitions) {
    standing = partitions;
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

  /** Number of records that this member has yet to poll. */
  public long lag() {
    return lag.get();
  }
}
