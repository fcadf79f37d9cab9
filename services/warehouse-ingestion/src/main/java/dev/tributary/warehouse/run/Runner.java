package dev.tributary.warehouse.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.contracts.row.RowChangeBuilder;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.work.Cancellation;
import dev.tributary.runtime.work.LeaseLost;
import dev.tributary.runtime.work.WorkStopped;
import dev.tributary.warehouse.connection.Connection;
import dev.tributary.warehouse.duckdb.SnapshotDiff;
import dev.tributary.warehouse.duckdb.UnconfirmedRows;
import dev.tributary.warehouse.model.ModelSpec;
import dev.tributary.warehouse.snapshot.Brake;
import dev.tributary.warehouse.snapshot.Counts;
import dev.tributary.warehouse.snapshot.DifferingRow;
import dev.tributary.warehouse.snapshot.Manifest;
import dev.tributary.warehouse.snapshot.SnapshotFolder;
import dev.tributary.warehouse.source.EngineFailure;
import dev.tributary.warehouse.source.TableReader;
import dev.tributary.warehouse.source.Warehouses;
import dev.tributary.warehouse.table.Column;
import dev.tributary.warehouse.table.RunFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a run: reads once, compares, checks the brake, publishes, switches the snapshot.
 *
 * <p>All changes are in the run's changes file before anything is published. A run that stops later
 * continues from that file under the same id, so a row that is published twice is the same message
 * twice. A run that stops earlier starts again, because nothing has been published yet. The
 * snapshot moves last. So if a run fails anywhere, the next one compares again, with current data,
 * and publishes again what the failed run may have published.
 */
public final class Runner {
  private static final int REFUSED_SAMPLE = 20;
  private static final int SAMPLES_OF_EACH = 10;
  private static final int BATCH = 1_000;

  private final Warehouses warehouses;
  private final Runs runs;
  private final RowTopic topic;
  private final Tombstones tombstones;
  private final Path snapshots;

  /**
   * @param snapshots contains a folder per workspace and model
   */
  public Runner(
      Warehouses warehouses, Runs runs, RowTopic topic, Tombstones tombstones, Path snapshots) {
    this.warehouses = warehouses;
    this.runs = runs;
    this.topic = topic;
    this.tombstones = tombstones;
    this.snapshots = snapshots;
  }

  /**
   * Runs until the end, until the brake holds it, or until a failure, which it records.
   *
   * @param connection of the model's warehouse
   * @param stop ends the run from another thread
   * @throws WorkStopped if the run was asked to stop; the caller records the end
   * @throws LeaseLost if another worker has taken over the run
   */
  public void run(
      ClaimedRun claimed,
      StoredDefinition<ModelSpec> model,
      Connection connection,
      Instant startedAt,
      Cancellation stop) {
    Run run = claimed.run();
    try {
      SnapshotFolder folder = folder(run);
      folder.clean(Optional.of(run.id()));
      try (TableReader reader =
              warehouses.open(
                  run.workspace(), model.spec().warehouse(), connection, List.of(folder.path()));
          Cancellation.Registration _ = stop.onRequest(reader::cancel)) {
        carryOut(claimed, model, reader, folder, startedAt, stop);
      }
    } catch (RunFailure e) {
      failed(claimed, Run.Failure.of(e), stop);
    } catch (Unwritable e) {
      failed(claimed, new Run.Failure("engine-failed", Unwritable.DETAIL), stop);
    } catch (SQLException e) {
      failed(claimed, new Run.Failure("engine-failed", EngineFailure.sentence(e)), stop);
    } catch (IOException e) {
      failed(
          claimed,
          new Run.Failure(
              "snapshot-unavailable",
              "The run's files could not be read or written; see the server's log and its disk"),
          stop);
    }
  }

  /** A row cannot be written as a message. */
  private static final class Unwritable extends SQLException {
    private static final long serialVersionUID = 1L;
    static final String DETAIL =
        "A row holds what JSON cannot write, as NaN or infinity in a structure; leave it out in the"
            + " model's query";

    Unwritable(Throwable cause) {
      super(DETAIL, cause);
    }
  }

  /** A query that was ended fails too, so a request to stop comes first. */
  private void failed(ClaimedRun claimed, Run.Failure failure, Cancellation stop) {
    stop.check();
    runs.ended(claimed, RunState.FAILED, failure);
  }

  private void carryOut(
      ClaimedRun claimed,
      StoredDefinition<ModelSpec> model,
      TableReader reader,
      SnapshotFolder folder,
      Instant startedAt,
      Cancellation stop)
      throws RunFailure, SQLException, IOException {
    Run run = claimed.run();
    ModelSpec spec = model.spec();
    SnapshotDiff diff =
        new SnapshotDiff(reader.database(), folder, spec.shape(), run.id(), startedAt);
    Counts counts = run.counts();
    UnconfirmedRows doubt = new UnconfirmedRows(reader.database(), folder);
    doubt.ofAnotherLog(runs.rowsLog());
    doubt.ofRunsBefore(run.id());
    if (!resumes(run, folder, diff)) {
      runs.phase(claimed, Phase.READING);
      checkShape(spec, reader);
      reader.stage(spec.source().select(), diff);
      runs.phase(claimed, Phase.COMPARING);
      counts = diff.compare();
      runs.compared(
          claimed, counts, diff.refusedSample(REFUSED_SAMPLE), diff.samples(SAMPLES_OF_EACH));
      Optional<String> held =
          Brake.reason(counts, runs.removals(run.workspace(), run.model(), Brake.MEDIAN_RUNS));
      if (held.isPresent() && !run.released()) {
        runs.held(claimed, held.get());
        return;
      }
    }
    runs.phase(claimed, Phase.PUBLISHING);
    folder.publishing(run.id(), spec.shape());
    publish(claimed, model, diff, startedAt, stop);
    runs.phase(claimed, Phase.SWITCHING);
    diff.advance(counts);
    folder.accountedFor(run.id());
    folder.clean(Optional.empty());
    runs.ended(claimed, RunState.SUCCEEDED, null);
  }

  /** Whether the changes file of an earlier attempt is complete and still fits the snapshot. */
  private static boolean resumes(Run run, SnapshotFolder folder, SnapshotDiff diff)
      throws SQLException, IOException {
    boolean compared =
        run.released() || run.phase() == Phase.PUBLISHING || run.phase() == Phase.SWITCHING;
    if (!compared || !Files.exists(folder.changes(run.id()))) {
      return false;
    }
    Optional<Manifest> snapshot = folder.manifest();
    return snapshot.isEmpty() || diff.comparable(snapshot.get());
  }

  private static void checkShape(ModelSpec spec, TableReader reader) throws RunFailure {
    List<String> mismatches = spec.shape().mismatches(reader.describe(spec.source().select()));
    if (!mismatches.isEmpty()) {
      throw new RunFailure(
          "schema-changed",
          String.join(". ", mismatches) + ". Nothing was removed; change the model to go on");
    }
  }

  private void publish(
      ClaimedRun claimed,
      StoredDefinition<ModelSpec> model,
      SnapshotDiff diff,
      Instant startedAt,
      Cancellation stop)
      throws RunFailure, SQLException {
    List<String> columns = model.spec().shape().columns().stream().map(Column::name).toList();
    List<RowChange> batch = new ArrayList<>();
    long[] sent = {0};
    diff.eachChange(row -> {
      stop.check();
      RowChange change = change(claimed.run(), model, columns, row, startedAt);
      topic.send(change);
      batch.add(change);
      if (batch.size() == BATCH) {
        sent[0] += settle(claimed, batch, sent[0]);
      }
    });
    settle(claimed, batch, sent[0]);
    topic.flush();
  }

  /** Tombstones are stored before the rows leave the snapshot, so a crash loses none. */
  private int settle(ClaimedRun claimed, List<RowChange> batch, long sent) {
    int size = batch.size();
    Run run = claimed.run();
    tombstones.note(run.workspace(), run.model(), batch);
    runs.published(claimed, sent + size);
    batch.clear();
    return size;
  }

  private static RowChange change(
      Run run,
      StoredDefinition<ModelSpec> model,
      List<String> columns,
      DifferingRow row,
      Instant startedAt)
      throws SQLException {
    Map<String, Instant> times = new LinkedHashMap<>();
    for (int i = 0; i < row.columnMillis().size(); i++) {
      times.put(columns.get(i), Instant.ofEpochMilli(row.columnMillis().get(i)));
    }
    return RowChangeBuilder.builder()
        .workspace(run.workspace())
        .model(run.model())
        .modelVersion(model.version())
        .change(RowChange.Change.named(row.change()))
        .key(fields(row.key()))
        .row(fields(row.row()))
        .columnTimes(times)
        .changed(row.changed())
        .hash(row.hash())
        .run(run.id())
        .runStartedAt(startedAt)
        .build();
  }

  private static Map<String, JsonNode> fields(@Nullable String json) throws SQLException {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    if (json != null) {
      parsed(json).properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    }
    return fields;
  }

  private static JsonNode parsed(String json) throws SQLException {
    try {
      return Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    } catch (UncheckedIOException e) {
      // The message does not contain the row, because readers of a run's failure may not be
      // allowed to see it.
      throw new Unwritable(e);
    }
  }

  private SnapshotFolder folder(Run run) throws IOException {
    return new SnapshotFolder(
        snapshots.resolve(run.workspace().value()).resolve(run.model().value()));
  }
}
