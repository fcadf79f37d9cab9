package dev.tributary.identity.kafka;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.CollectedEventBuilder;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.runtime.loop.Input;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;

/** Inputs as they stand on the topics, each at a position of its own. */
public final class Inputs {
  public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final WorkspaceId workspace;
  private final Ids ids = new Ids(Clock.systemUTC(), new Random());
  private final AtomicLong offset = new AtomicLong();
  private SourceId source = new SourceId("src_web");
  private Ids.Sequence request = ids.sequence(Ids.EVENT);

  public Inputs(WorkspaceId workspace) {
    this.workspace = workspace;
  }

  public WorkspaceId workspace() {
    return workspace;
  }

  public Inputs from(SourceId otherSource) {
    source = otherSource;
    return this;
  }

  /** What is collected from now on came in another request. */
  public Inputs nextRequest() {
    request = ids.sequence(Ids.EVENT);
    return this;
  }

  /**
   * @param json with ' for "; it was received some minutes after {@link #START}
   */
  public Input event(String json, int minutes) {
    return nextRequest().event(collected(json, START.plusSeconds(60L * minutes)));
  }

  public CollectedEvent collected(String json, Instant receivedAt) {
    return CollectedEventBuilder.builder()
        .eventId(new EventId(request.next()))
        .workspace(workspace)
        .source(source)
        .sourceKind(SourceKind.SERVER)
        .pathType(null)
        .receivedAt(receivedAt)
        .acceptedAt(receivedAt)
        .clientAddress(null)
        .envelope("{}".getBytes(StandardCharsets.UTF_8))
        .item(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
        .build();
  }

  public Input event(CollectedEvent event) {
    return input(Topic.EVENTS, 0, event.item(), event.toHeaders(CollectedEvent.TYPE));
  }

  public Input quarantined(QuarantinedInput quarantined) {
    var message = quarantined.toMessage("key");
    return input(Topic.QUARANTINE, 0, quarantined.event().item(), message.headers());
  }

  public Input row(RowChange change) {
    String id = ids.next(Ids.MESSAGE);
    MessageHeaders headers =
        new MessageHeaders(id, RowChange.TYPE, workspace, id, change.runStartedAt(), null);
    return input(Topic.ROWS, 0, Json.write(change), headers.toHeaders());
  }

  public Input command(Command command) {
    String id = ids.next(Ids.EVENT);
    MessageHeaders headers =
        new MessageHeaders(id, Command.TYPE, workspace, id, command.at(), null);
    return input(Topic.COMMANDS, 0, Json.write(command), headers.toHeaders());
  }

  private Input input(Topic topic, int partition, byte[] value, Map<String, byte[]> headers) {
    return new Input(
        new TopicPartition(topic.topicName(), partition),
        offset.getAndIncrement(),
        "key".getBytes(StandardCharsets.UTF_8),
        value,
        headers);
  }
}
