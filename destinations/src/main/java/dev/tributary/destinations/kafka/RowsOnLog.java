package dev.tributary.destinations.kafka;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.destinations.plan.RowSource;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.query.RunningQuery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Reads the rows of a model from their topic, to its present end. Keeps the newest change of each
 * row as it was stored, up to a limit of rows and of bytes. Thread-safe.
 */
public final class RowsOnLog implements RowSource {
  private static final Logger LOG = Logger.getLogger(RowsOnLog.class);

  /** As many as the people of a plan. */
  private static final int MOST_ROWS = 100_000;

  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private final KafkaClients kafka;
  private final String clientId;

  /**
   * @param instance the name of this instance
   */
  public RowsOnLog(KafkaClients kafka, String instance) {
    this.kafka = kafka;
    this.clientId = "rows-plan-" + instance;
  }

  /** A change as it was stored. */
  private record Kept(RunId run, byte[] change) {}

  @Override
  public void newest(WorkspaceId workspace, ModelId model, Consumer<RowChange> row) {
    for (Kept each : read(workspace, model).values()) {
      row.accept(Json.read(each.change(), RowChange.class));
    }
  }

  private Map<String, Kept> read(WorkspaceId workspace, ModelId model) {
    try {
      return newest(workspace, model);
    } catch (KafkaException | IllegalStateException e) {
      LOG.warnf(e, "The rows of %s cannot be read for a plan", model);
      throw Problems.UNAVAILABLE.problem("The rows cannot be read now; try again");
    }
  }

  private Map<String, Kept> newest(WorkspaceId workspace, ModelId model) {
    Map<String, Kept> newest = new LinkedHashMap<>();
    long bytes = 0;
    try (TopicReplay log = new TopicReplay(kafka, Topic.ROWS, clientId)) {
      TopicReplay.Place place = log.beginning();
      while (!place.reached()) {
        RunningQuery.current().check();
        Optional<String> unreachable = log.unreachable(place);
        if (unreachable.isPresent()) {
          throw Problems.CONFLICT.problem(unreachable.get());
        }
        TopicReplay.Part part = log.read(place, workspace);
        for (var record : part.records()) {
          StoredRow stored = new StoredRow(record);
          if (stored.mayBeOf(model)) {
            bytes += keep(stored, model, newest);
          }
        }
        if (newest.size() > MOST_ROWS || bytes > MOST_BYTES) {
          throw Problems.CONFLICT.problem(
              "The model has too many rows for a plan; start the sync without one");
        }
        place = part.place();
      }
    }
    return newest;
  }

  /**
   * @return by how many bytes the kept changes have grown
   */
  private static long keep(StoredRow stored, ModelId model, Map<String, Kept> newest) {
    RowChange change = change(stored);
    if (!change.model().equals(model)) {
      return 0;
    }
    Kept before = newest.get(change.keyText());
    // A change of an older run is a late copy.
    if (before != null && change.run().compareTo(before.run()) < 0) {
      return 0;
    }
    byte[] value = stored.record().value();
    newest.put(change.keyText(), new Kept(change.run(), value));
    return value.length - (before == null ? 0 : before.change().length);
  }

  private static RowChange change(StoredRow stored) {
    try {
      return stored.change();
    } catch (RuntimeException | StackOverflowError e) {
      throw Problems.CONFLICT.problem(
          "The row at %s cannot be read, so there is no plan; a run skips and reports it"
              .formatted(stored.address()));
    }
  }
}
