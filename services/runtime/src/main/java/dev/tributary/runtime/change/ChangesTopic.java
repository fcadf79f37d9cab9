package dev.tributary.runtime.change;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.log.WriterGuard;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/**
 * The topic {@code changes}, by the channel of this name. While Kafka does not answer, messages are
 * dropped, so memory stays bounded. Thread-safe.
 */
@ApplicationScoped
@IfBuildProperty(name = TributaryConfig.PUBLISHES_CHANGES, stringValue = "true")
public class ChangesTopic implements Consumer<PublishedChanges> {
  /** The name of the channel in the configuration. */
  public static final String CHANNEL = "changes";

  private static final Logger LOG = Logger.getLogger(ChangesTopic.class);

  private final MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter;
  private final WriterGuard guard;
  private final Ids ids;

  public ChangesTopic(
      @Channel(CHANNEL) @OnOverflow(OnOverflow.Strategy.DROP)
          MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter,
      WriterGuard guard,
      Ids ids) {
    this.emitter = emitter;
    this.guard = guard;
    this.ids = ids;
  }

  @Override
  public void accept(PublishedChanges message) {
    if (!guard.permits()) {
      return;
    }
    try {
      emitter.sendAndForget(Topics.toRecord(message.toMessage(ids.next(Ids.MESSAGE))));
    } catch (RuntimeException e) {
      LOG.debug("Changes are not published", e);
    }
  }
}
