package dev.tributary.destinations.kafka;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.destinations.desired.DeclaredTypes;
import dev.tributary.destinations.desired.DesiredEvents;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.EventDelivery;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.definition.WorkspaceTypes;
import dev.tributary.runtime.kafka.KafkaClients;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads past events for a sync that has not had them, such as a sync to a new destination. The
 * events come from the topic of profiles. An event that the sync has had already is not sent again:
 * the ledger keeps delivered events as long as a replay can reach back. Not thread-safe.
 */
public final class EventReplay implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EventReplay.class);

  /**
   * A delivered event is forgotten by the clock of another machine, so events close to the end of
   * the time are left out.
   */
  private static final Duration MARGIN = Duration.ofHours(1);

  private final WorkspaceTypes<DeclaredTypes> types;
  private final KafkaClients kafka;
  private final Clock clock;
  private final Duration keep;
  private final String instance;
  private @Nullable TopicReplay replay;

  /**
   * @param keep how long the ledger keeps delivered events
   */
  public EventReplay(
      WorkspaceTypes<DeclaredTypes> types,
      KafkaClients kafka,
      Clock clock,
      Duration keep,
      String instance) {
    this.types = types;
    this.kafka = kafka;
    this.clock = clock;
    this.keep = keep;
    this.instance = instance;
  }

  /** A part of the past events. */
  sealed interface Part {
    /**
     * @param events those of the sync
     * @param skipped the addresses of messages that cannot be read
     */
    record Read(List<EventDelivery> events, List<String> skipped, TopicReplay.Place place)
        implements Part {}

    /** The end of the replay cannot be reached. */
    record Lost(String words) implements Part {}
  }

  /**
   * Reads the log for at most one poll.
   *
   * @param progress the place at which the part before ended; empty at the beginning
   */
  Part next(String progress, Instant since, Catalogue.Sync sync) {
    TopicReplay reader = reader();
    TopicReplay.Place place =
        progress.isEmpty() ? reader.since(since) : TopicReplay.Place.of(progress);
    Optional<String> unreachable = reader.unreachable(place);
    if (unreachable.isPresent()) {
      return new Part.Lost(unreachable.get());
    }
    TopicReplay.Part part = reader.read(place, sync.workspace());
    Instant earliest = clock.instant().minus(keep).plus(MARGIN);
    List<EventDelivery> events = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : part.records()) {
      if (record.timestamp() >= earliest.toEpochMilli()) {
        add(record, sync, events, skipped);
      }
    }
    return new Part.Read(events, skipped, part.place());
  }

  /** Adds the event of a message, if it has one for the sync. */
  private void add(
      ConsumerRecord<byte[], byte[]> record,
      Catalogue.Sync sync,
      List<EventDelivery> events,
      List<String> skipped) {
    StoredMessage message = new StoredMessage(record);
    try {
      if (message.content(ProfileMessage.TYPE, ProfileMessage.class)
              instanceof ProfileMessage.Updated(var state, var event, var absorbed)
          && event != null) {
        MessageHeaders headers = message.headers();
        DesiredRecord.Origin origin =
            new DesiredRecord.Origin(headers.rootEvent(), headers.rootReceivedAt(), headers.id());
        DesiredEvents.of(sync, event, state, types.of(sync.workspace()), origin)
            .ifPresent(events::add);
      }
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warnf("The replay of %s skips %s: %s", sync.id(), message.address(), FailureCode.of(e));
      skipped.add(message.address());
    }
  }

  private TopicReplay reader() {
    TopicReplay reader = replay;
    if (reader == null) {
      reader = new TopicReplay(kafka, Topic.PROFILES, "events-replay-" + instance);
      replay = reader;
    }
    return reader;
  }

  /** Closes the connection to the log; the next step opens another one. */
  @Override
  public void close() {
    TopicReplay reader = replay;
    if (reader != null) {
      reader.close();
      replay = null;
    }
  }
}
