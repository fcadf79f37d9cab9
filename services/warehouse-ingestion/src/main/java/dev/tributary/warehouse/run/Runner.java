package dev.tributary.warehouse.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.contracts.row.RowChangeBuilder;
import dev.tributary.definitions.StoredDefinition;
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
   */
  public void run(
      Run run,
      StoredDefinition<ModelSpec> model,
      Connection connection,
      Instant startedAt,
      RunCancellation stop) {
    try {
      SnapshotFolder folder = folder(run);
      folder.clean(Optional.of(run.id()));
      try (TableReader reader =
          warehouses.open(
              run.workspace(), model.spec().warehouse(), connection, List.of(folder.path()))) {
        stop.opened(reader::cancel);
        carryOut(run, model, reader, folder, startedAt, stop);
        stop.closed();
      }
    } catch (RunFailure e) {
      failed(run, Run.Failure.of(e), stop);
    } catch (Unwritable e) {
      failed(run, new Run.Failure("engine-failed", Unwritable.DETAIL), stop);
    } catch (SQLException e) {
      failed(run, new Run.Failure("engine-failed", EngineFailure.sentence(e)), stop);
    } catch (IOException e) {
      failed(
          run,
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

  private void failed(Run run, Run.Failure failure, RunCancellation stop) {
    if (stop.lost()) {
      return;
    }
    if (stop.overdue()) {
      runs.ended(
          run,
          RunState.FAILED,
          new Run.Failure(
              "run-too-long",
              "The run took longer than a run may take; read fewer rows, or ask the operator to"
                  + " raise tributary.warehouse.run-limit"));
    } else if (stop.requested()) {
      runs.ended(run, RunState.CANCELLED, null);
    } else {
      runs.ended(run, RunState.FAILED, failure);
    }
  }

  private void carryOut(
      Run run,
      StoredDefinition<ModelSpec> model,
      TableReader reader,
      SnapshotFolder folder,
      Instant startedAt,
      RunCancellation stop)
      throws RunFailure, SQLException, IOException {
    ModelSpec spec = model.spec();
    SnapshotDiff diff =
        new SnapshotDiff(reader.database(), folder, spec.shape(), run.id(), startedAt);
    Counts counts = run.counts();
    UnconfirmedRows doubt = new UnconfirmedRows(reader.database(), folder);
    doubt.ofAnotherLog(runs.rowsLog());
    doubt.ofRunsBefore(run.id());
    if (!resumes(run, folder, diff)) {
      runs.phase(run, Phase.READING);
      checkShape(spec, reader);
      reader.stage(spec.source().select(), diff);
      runs.phase(run, Phase.COMPARING);
      counts = diff.compare();
      runs.compared(run, counts, diff.refusedSample(REFUSED_SAMPLE), diff.samples(SAMPLES_OF_EACH));
      Optional<String> held =
          Brake.reason(counts, runs.removals(run.workspace(), run.model(), Brake.MEDIAN_RUNS));
      if (held.isPresent() && !run.released()) {
        runs.held(run, held.get());
        return;
      }
    }
    runs.phase(run, Phase.PUBLISHING);
    folder.publishing(run.id(), spec.shape());
    publish(run, model, diff, startedAt, stop);
    runs.phase(run, Phase.SWITCHING);
    diff.advance(counts);
    folder.accountedFor(run.id());
    folder.clean(Optional.empty());
    runs.ended(run, RunState.SUCCEEDED, null);
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
      Run run,
      StoredDefinition<ModelSpec> model,
      SnapshotDiff diff,
      Instant startedAt,
      RunCancellation stop)
      throws RunFailure, SQLException {
    List<String> columns = model.spec().shape().columns().stream().map(Column::name).toList();
    List<RowChange> batch = new ArrayList<>();
    long[] sent = {0};
    diff.eachChange(row -> {
      if (stop.requested()) {
        throw new SQLException("The run was stopped");
      }
      RowChange change = change(run, model, columns, row, startedAt);
      topic.send(change);
      batch.add(change);
      if (batch.size() == BATCH) {
        sent[0] += settle(run, batch, sent[0]);
      }
    });
    settle(run, batch, sent[0]);
    topic.flush();
  }

  /** Tombstones are stored before the rows leave the snapshot, so a crash loses none. */
  private int settle(Run run, List<RowChange> batch, long sent) {
    int size = batch.size();
    tombstones.note(run.workspace(), run.model(), batch);
    runs.published(run, sent + size);
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
