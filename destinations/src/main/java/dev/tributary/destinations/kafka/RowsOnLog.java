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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
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

  /** The log can lose records while it is read, but seldom. */
  private static final Duration CHECKED = Duration.ofSeconds(1);

  private final KafkaClients kafka;
  private final String clientId;
  private final AtomicLong readers = new AtomicLong();

  /**
   * @param instance the name of this instance
   */
  public RowsOnLog(KafkaClients kafka, String instance) {
    this.kafka = kafka;
    this.clientId = "rows-plan-" + instance;
  }

  /** A change as it was stored. */
  private record Kept(RunId run, byte[] change) {}

  /** The rows of a model, in the order of their newest changes on the log. */
  private static final class Newest {
    private final Map<String, Kept> rows = new LinkedHashMap<>();
    private long bytes;
    private long unreadable;

    void add(StoredRow stored, ModelId model) {
      RowChange change;
      try {
        change = stored.change();
      } catch (RuntimeException | StackOverflowError e) {
        LOG.debugf(e, "The row at %s is not in the plan", stored.address());
        unreadable++;
        return;
      }
      if (change.model().equals(model)) {
        add(change, stored.record().value());
      }
    }

    private void add(RowChange change, byte[] value) {
      Kept before = rows.get(change.keyText());
      // A change of an older run is a late copy.
      if (before == null || change.run().compareTo(before.run()) >= 0) {
        rows.remove(change.keyText());
        rows.put(change.keyText(), new Kept(change.run(), value));
        bytes += value.length - (before == null ? 0 : before.change().length);
      }
    }

    void requireFew() {
      if (rows.size() > MOST_ROWS || bytes > MOST_BYTES) {
        throw Problems.CONFLICT.problem(
            "The model has too many rows for a plan; start the sync without one");
      }
    }
  }

  @Override
  public long newest(WorkspaceId workspace, ModelId model, Consumer<RowChange> row) {
    Newest found = read(workspace, model);
    for (Kept each : found.rows.values()) {
      row.accept(Json.read(each.change(), RowChange.class));
    }
    return found.unreadable;
  }

  private Newest read(WorkspaceId workspace, ModelId model) {
    // Kafka warns of two clients with one name.
    String name = clientId + "-" + readers.incrementAndGet();
    try (TopicReplay log = new TopicReplay(kafka, Topic.ROWS, name)) {
      return RunningQuery.current().cancelling(log::wakeup, () -> read(log, workspace, model));
    } catch (KafkaException | IllegalStateException e) {
      LOG.warnf(e, "The rows of %s cannot be read for a plan", model);
      throw Problems.UNAVAILABLE.problem("The rows cannot be read now; try again");
    }
  }

  private static Newest read(TopicReplay log, WorkspaceId workspace, ModelId model) {
    Newest newest = new Newest();
    byte[] id = model.value().getBytes(StandardCharsets.UTF_8);
    TopicReplay.Place place = log.beginning();
    long checked = System.nanoTime() - CHECKED.toNanos();
    while (!place.reached()) {
      RunningQuery.current().check();
      if (System.nanoTime() - checked >= CHECKED.toNanos()) {
        checked = System.nanoTime();
        log.unreachable(place)
            .ifPresent(words -> {
              throw Problems.CONFLICT.problem(words);
            });
      }
      TopicReplay.Part part = log.read(place, workspace);
      for (var record : part.records()) {
        StoredRow stored = new StoredRow(record);
        if (stored.names(id) && stored.mayBeOf(model)) {
          newest.add(stored, model);
        }
      }
      newest.requireFew();
      place = part.place();
    }
    return newest;
  }
}
