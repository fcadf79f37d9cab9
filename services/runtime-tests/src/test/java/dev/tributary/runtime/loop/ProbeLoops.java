package dev.tributary.runtime.loop;

import dev.tributary.contracts.Topic;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.loop.settings.LoopSettings;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Loops of the running service, which a test starts when it needs one. */
@Singleton
public class ProbeLoops {
  static final String STANDING = "probe-standing";
  static final String STRANGER = "probe-stranger";

  private volatile Duration ahead = Duration.ZERO;
  private volatile boolean full;

  /** The disk of the database is full from now on, or not any more. */
  void full(boolean now) {
    full = now;
  }

  void passes(Duration time) {
    ahead = ahead.plus(time);
  }

  @Produces
  @Singleton
  @Named(STANDING)
  ExactlyOnceLoop standing(KafkaClients kafka, @DataSource("worker") AgroalDataSource worker) {
    return loop(STANDING, Topic.TRAITS, kafka, worker);
  }

  @Produces
  @Singleton
  @Named(STRANGER)
  ExactlyOnceLoop stranger(KafkaClients kafka, @DataSource("worker") AgroalDataSource worker) {
    return loop(STRANGER, Topic.SYNCS, kafka, worker);
  }

  private ExactlyOnceLoop loop(
      String consumer, Topic topic, KafkaClients kafka, AgroalDataSource worker) {
    return new ExactlyOnceLoop(
        LoopSettings.of(consumer, "only", List.of(topic), topic, Duration.ofMillis(20)),
        kafka,
        worker,
        new FullDisk(),
        new LoopMetrics(new SimpleMeterRegistry(), consumer),
        (_, _) -> {},
        () -> Instant.now().plus(ahead));
  }

  private final class FullDisk implements Effects {
    @Override
    public List<Output> apply(Connection tx, Poll poll) throws SQLException {
      if (full) {
        throw new SQLException("as if", "53100");
      }
      return List.of();
    }

    @Override
    public List<Output> quarantine(Connection tx, Input input, Exception failure) {
      throw new IllegalStateException("Nothing is quarantined for a full disk", failure);
    }
  }
}
