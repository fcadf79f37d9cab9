package dev.tributary.runtime.fact;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.fact.PublishedFacts;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.kafka.Topics;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** The topic {@code facts}, by the channel of this name. Thread-safe. */
@ApplicationScoped
@IfBuildProperty(name = TributaryConfig.PUBLISHES_FACTS, stringValue = "true")
public class FactsTopic implements FactsPublisher.FactsLog {
  /** The name of the channel in the configuration. */
  public static final String CHANNEL = "facts";

  /** Longer than the channel tries to send. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter;
  private final Ids ids;

  public FactsTopic(
      @Channel(CHANNEL) @OnOverflow(OnOverflow.Strategy.DROP)
          MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter,
      Ids ids) {
    this.emitter = emitter;
    this.ids = ids;
  }

  @Override
  public void send(PublishedFacts message) {
    emitter
        .send(Topics.toRecord(message.toMessage(ids.next(Ids.MESSAGE))))
        .await()
        .atMost(PATIENCE);
  }
}
