package dev.tributary.control.kafka;

import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.log.AcceptedLog;
import dev.tributary.runtime.log.ChannelPositions;
import dev.tributary.runtime.log.WriterGuard;
import dev.tributary.runtime.threads.PeriodicWork;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether the channels of the trail may go on with the log: it is the one that the database belongs
 * to, and the positions of the consumer groups fit it. The positions are compared when partitions
 * are assigned, and every five seconds. Thread-safe.
 */
@ApplicationScoped
@Identifier(TrailPositions.NAME) public class TrailPositions implements KafkaConsumerRebalanceListener {
  /** The name of the listener in the configuration of the channels. */
  public static final String NAME = "trail";

  private static final Logger LOG = Logger.getLogger(TrailPositions.class);
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final ChannelPositions positions = new ChannelPositions();
  private final WriterGuard guard;
  private final TributaryConfig config;
  private @Nullable PeriodicWork work;

  public TrailPositions(WriterGuard guard, TributaryConfig config) {
    this.guard = guard;
    this.config = config;
  }

  void start(@Observes StartupEvent event, KafkaClientService clients) {
    accept(config.kafka().acceptLog().orElse(Set.of()));
    work = new PeriodicWork("trail-positions", AGAIN, AGAIN, () -> compare(clients));
    work.start();
  }

  void stop(@Observes ShutdownEvent event) {
    if (work != null) {
      work.close();
    }
  }

  /** Accepts findings by their codes. */
  void accept(Set<String> codes) {
    positions.accept(codes);
  }

  /** The work of the channels when another log is accepted. */
  public AcceptedLog restart() {
    return (_, topics) -> positions.restart(topics);
  }

  /** Why the positions do not fit the log, and what an operator can do; null while they fit. */
  public @Nullable String problem() {
    return positions.problem();
  }

  /** Why the channels may not store what they have read; null while they may. */
  @Nullable String obstacle() {
    if (guard.permits()) {
      return problem();
    }
    String another = guard.problem();
    return another == null ? "The log was not compared with the database yet" : another;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    compare(consumer);
  }

  private void compare(KafkaClientService clients) {
    for (String channel : List.of(TrailChannels.READS, TrailChannels.AUDIT)) {
      clients
          .<byte[], byte[]>getConsumers(channel)
          .forEach(client ->
              client
                  .runOnPollingThread(consumer -> {
                    compare(consumer);
                  })
                  .subscribe()
                  .with(
                      _ -> {},
                      failure -> LOG.debugf(failure, "The channel %s has no client", channel)));
    }
  }

  private void compare(Consumer<?, ?> consumer) {
    try {
      positions.compare(consumer);
    } catch (RuntimeException e) {
      LOG.warnf("The positions cannot be compared with the log yet: %s", e.getMessage());
    }
  }
}
