package dev.tributary.control.kafka;

import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The channels of the audit trail. The position of a poll is stored after its entries. While the
 * database does not answer, or the log is not the one of the database, a channel repeats what is
 * left of the poll without a limit, and reads nothing new. A message that fails for another reason
 * is isolated within bounds ({@link TrailSearch}). Thread-safe.
 */
@ApplicationScoped
public class TrailChannels {
  /** The name of the channel of the topic {@code reads}. */
  public static final String READS = "reads";

  /** The name of the channel of the topic {@code audit}. */
  public static final String AUDIT = "audit";

  private static final Logger LOG = Logger.getLogger(TrailChannels.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private final TrailIntake intake;
  private final WorkspaceDirectory workspaces;
  private final TrailPositions positions;
  private final WaitingChannels waiting;

  public TrailChannels(
      TrailIntake intake,
      WorkspaceDirectory workspaces,
      @Identifier(TrailPositions.NAME) TrailPositions positions,
      WaitingChannels waiting) {
    this.intake = intake;
    this.workspaces = workspaces;
    this.positions = positions;
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
    return repeated(channel, this::permitted)
        .chain(() -> {
          TrailPoll left = intake.poll(inputs);
          return repeated(channel, () -> permitted().chain(left::attempt));
        })
        .invoke(() -> waiting.goesOn(channel));
  }

  private Uni<Void> repeated(String channel, Supplier<Uni<Void>> attempt) {
    return Uni.createFrom()
        .deferred(attempt::get)
        .onFailure()
        .invoke(failure -> failed(channel, failure))
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely();
  }

  private Uni<Void> permitted() {
    String obstacle = obstacle();
    return obstacle == null
        ? Uni.createFrom().voidItem()
        : Uni.createFrom().failure(new IllegalStateException(obstacle));
  }

  /** Before all workspaces are known, a deleted workspace seems to exist. */
  private @Nullable String obstacle() {
    return workspaces.complete() ? positions.obstacle() : "The workspaces are not known yet";
  }

  private void failed(String channel, Throwable failure) {
    if (waiting.waits(channel, String.valueOf(failure.getMessage()))) {
      LOG.warnf("The channel %s waits: %s", channel, failure);
    }
  }
}
