package dev.tributary.runtime.loop.harness;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.Tick;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An open stream of steps and ticks into every partition. Half of the steps concern a few hot
 * profiles, which therefore change from several partitions at once. Remembers every effect that
 * must follow, and those that must not.
 */
final class Traffic implements AutoCloseable {
  private static final int PER_ROUND = 8;
  private static final long ROUND_MILLIS = 10;
  private static final long TICK_MILLIS = 250;
  private static final int HOT = 300;
  private static final int COLD = 20_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Random random;
  private final Set<String> expected = new HashSet<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private int sent;

  Traffic(KafkaClients kafka, Random random) {
    this.producer = kafka.producer("harness-traffic", 300_000);
    this.random = random;
  }

  /** Time goes on from here to the end, whatever the traffic does. */
  void startTicks() {
    clock.scheduleAtFixedRate(orSay(this::tick), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  void startSteps() {
    clock.scheduleAtFixedRate(orSay(this::round), 0, ROUND_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** An exception ends what repeats itself, and nobody would ever hear of it. */
  private Runnable orSay(Runnable repeated) {
    return () -> {
      try {
        repeated.run();
      } catch (RuntimeException e) {
        failure.compareAndSet(null, e);
        throw e;
      }
    };
  }

  /** Rows that become due after they are taken back: none of them may fire. */
  void armAndTakeBack(int count, long dueInMillis, long backInMillis) throws Exception {
    clock
        .submit(() -> {
          for (int i = 0; i < count; i++) {
            armAndCancel(dueInMillis, backInMillis);
          }
        })
        .get();
  }

  /** Ends the steps and answers the ids of all effects that they must have, no others. */
  Set<String> finish() throws Exception {
    clock.submit(() -> stepping = false).get();
    producer.flush();
    Exception lost = failure.get();
    if (lost != null) {
      throw new AssertionError("The traffic itself was lost", lost);
    }
    return expected;
  }

  int sent() {
    return sent;
  }

  private boolean stepping = true;

  private void round() {
    if (!stepping) {
      return;
    }
    for (int i = 0; i < PER_ROUND; i++) {
      int kind = random.nextInt(100);
      if (kind < 8) {
        arm();
      } else if (kind < 10) {
        armAndCancel(3_000, 1_000);
      } else {
        count();
      }
    }
  }

  private void count() {
    List<String> profiles =
        random.nextInt(50) == 0
            ? Stream.of("hot" + random.nextInt(HOT), profile()).distinct().toList()
            : List.of(profile());
    Step step = new Step(Step.Kind.COUNT, "count" + sent, profiles, 0);
    profiles.forEach(profile -> expected.add(step.effect(profile)));
    send(key(), step);
  }

  private void arm() {
    Step step = armed(random.nextInt(3_000));
    expected.add(step.effect(step.profiles().getFirst()));
    send(key(), step);
  }

  private void armAndCancel(long dueInMillis, long backInMillis) {
    Step step = armed(dueInMillis);
    String key = key();
    send(key, step);
    Step back = new Step(Step.Kind.CANCEL, step.id(), step.profiles(), 0);
    clock.schedule(orSay(() -> send(key, back)), backInMillis, TimeUnit.MILLISECONDS);
  }

  private Step armed(long dueInMillis) {
    long due = System.currentTimeMillis() + dueInMillis;
    return new Step(Step.Kind.ARM, "due" + sent, List.of(profile()), due);
  }

  private String profile() {
    return random.nextBoolean() ? "hot" + random.nextInt(HOT) : "cold" + random.nextInt(COLD);
  }

  private String key() {
    return Integer.toString(random.nextInt());
  }

  private void send(String key, Step step) {
    sent++;
    send(
        new ProducerRecord<>(
            Topic.EVENTS.topicName(), key.getBytes(StandardCharsets.UTF_8), step.bytes()));
  }

  private void tick() {
    Tick tick = new Tick(Instant.now(), Map.of());
    for (int partition = 0; partition < Topic.EVENTS.partitions(); partition++) {
      send(Topics.toRecord(tick.toMessage(Topic.EVENTS, partition)));
    }
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    producer.send(
        record,
        (_, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
  }

  @Override
  public void close() {
    clock.shutdownNow();
    producer.close();
  }
}
