package dev.tributary.warehouse.kafka.progress;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.run.RunChanged;
import dev.tributary.runtime.change.ChangesPublisher;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.log.WriterGuard;
import dev.tributary.warehouse.run.RunChanges;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/**
 * The topic {@code run-progress}, and the changes of runs. While Kafka does not answer, new
 * messages are dropped, so memory stays bounded. Thread-safe.
 */
@ApplicationScoped
public class RunChangesTopic implements RunChanges {
  /** The name of the channel in the configuration. */
  public static final String CHANNEL = "run-changes";

  private static final Logger LOG = Logger.getLogger(RunChangesTopic.class);

  private final MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter;
  private final WriterGuard guard;
  private final Ids ids;
  private final Clock clock;
  private final ChangesPublisher changes;

  public RunChangesTopic(
      @Channel(CHANNEL) @OnOverflow(OnOverflow.Strategy.DROP)
          MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter,
      WriterGuard guard,
      Ids ids,
      Clock clock,
      ChangesPublisher changes) {
    this.emitter = emitter;
    this.guard = guard;
    this.ids = ids;
    this.clock = clock;
    this.changes = changes;
  }

  @Override
  public void changed(WorkspaceId workspace, String run) {
    changes.changed(workspace, ChangeSubject.RUNS, List.of(run));
    if (!guard.permits()) {
      return;
    }
    String id = ids.next(Ids.MESSAGE);
    MessageHeaders headers =
        new MessageHeaders(id, RunChanged.TYPE, workspace, id, clock.instant(), null);
    try {
      emitter.sendAndForget(Topics.toRecord(new RunChanged(workspace, run).toMessage(headers)));
    } catch (RuntimeException e) {
      LOG.debugf(e, "A change of %s is not published", run);
    }
  }
}
