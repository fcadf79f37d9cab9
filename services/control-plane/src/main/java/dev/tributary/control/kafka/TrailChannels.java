package dev.tributary.control.kafka;

import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * The channels of the audit trail. The position of a poll is stored after its entries. While the
 * database does not answer, a channel repeats the poll without a limit, and reads nothing new.
 * Thread-safe.
 */
@ApplicationScoped
public class TrailChannels {
  /** The name of the channel of the topic {@code reads}. */
  public static final String READS = "reads";

  /** The name of the channel of the topic {@code audit}. */
  public static final String AUDIT = "audit";

  private static final Logger LOG = Logger.getLogger(TrailChannels.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final TrailIntake intake;
  private final WorkspaceDirectory workspaces;
  private final WaitingChannels waiting;

  public TrailChannels(TrailIntake intake, WorkspaceDirectory workspaces, WaitingChannels waiting) {
    this.intake = intake;
    this.workspaces = workspaces;
    this.waiting = waiting;
  }

  @Incoming(READS)
  public Uni<Void> reads(ConsumerRecords<byte[], byte[]> poll) {
    return take(READS, poll);
  }

  @Incoming(AUDIT)
  public Uni<Void> audit(ConsumerRecords<byte[], byte[]> poll) {
    return take(AUDIT, poll);
  }

  private Uni<Void> take(String channel, ConsumerRecords<byte[], byte[]> poll) {
    List<Input> inputs = StreamSupport.stream(poll.spliterator(), false).map(Input::of).toList();
    return Uni.createFrom()
        .deferred(() -> attempt(inputs))
        .onFailure()
        .invoke(failure -> failed(channel, failure))
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely()
        .invoke(() -> waiting.goesOn(channel));
  }

  /** Before all workspaces are known, a deleted workspace seems to exist. */
  private Uni<Void> attempt(List<Input> inputs) {
    return workspaces.complete()
        ? intake.take(inputs)
        : Uni.createFrom().failure(new IllegalStateException("The workspaces are not known yet"));
  }

  private void failed(String channel, Throwable failure) {
    if (waiting.waits(channel, String.valueOf(failure.getMessage()))) {
      LOG.warnf("The channel %s waits: %s", channel, failure);
    }
  }
}
