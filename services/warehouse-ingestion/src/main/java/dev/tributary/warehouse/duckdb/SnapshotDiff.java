package dev.tributary.warehouse.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.RunId;
import dev.tributary.warehouse.snapshot.Counts;
import dev.tributary.warehouse.snapshot.DifferingRow;
import dev.tributary.warehouse.snapshot.Manifest;
import dev.tributary.warehouse.snapshot.RefusedRow;
import dev.tributary.warehouse.snapshot.SampleRow;
import dev.tributary.warehouse.snapshot.SnapshotFolder;
import dev.tributary.warehouse.table.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares the rows that a run has read with the model's snapshot, by content hash and primary key,
 * and writes the next snapshot.
 *
 * <p>A snapshot is a base file with every row and small delta files on top, so that a run with few
 * changes writes little. Each file has key, row hash, column hashes and the time at which each
 * column's value last changed; the comparison reads the first two only.
 *
 * <p>Expects the table {@code incoming}, which {@link #stage} fills.
 */
public final class SnapshotDiff {
  /** The largest size in a message of a column's time, and of the punctuation around its name. */
  private static final int BYTES_OF_COLUMN = 64;

  private final RunDatabase database;
  private final SnapshotFolder folder;
  private final Shape shape;
  private final RunId run;
  private final Instant runStarted;

  public SnapshotDiff(
      RunDatabase database, SnapshotFolder folder, Shape shape, RunId run, Instant runStarted) {
    this.database = database;
    this.folder = folder;
    this.shape = shape;
    this.run = run;
    this.runStarted = runStarted;
  }

  /**
   * Reads a query once into the run's database: cast to the declared types, with keys and hashes.
   */
  public void stage(String query) throws SQLException {
    database.execute(
        "create temp table incoming as select *, %s as k_, %s as h_, %s as missing_ from (select %s from (%s) source_)"
            .formatted(
                Expressions.key(shape),
                Expressions.rowHash(shape),
                Expressions.keyMissing(shape),
                Expressions.stagedColumns(shape),
                query));
  }

  /** A sample of the rows that were left out. */
  public List<RefusedRow> refusedSample(int limit) throws SQLException {
    return database.query(
        """
        select k_, reason, n from (
          select k_, 'key-missing' as reason, count(*) as n from incoming where missing_ group by k_
          union all
          select k_, 'key-duplicate', n from duplicate_
          union all
          select k_, 'row-too-large', 1 from large_)
        limit %d\
        """
            .formatted(limit),
        rows -> {
          List<RefusedRow> refused = new ArrayList<>();
          while (rows.next()) {
            refused.add(new RefusedRow(rows.getString(1), rows.getString(2), rows.getLong(3)));
          }
          return refused;
        });
  }

  /** A few rows of each kind of change, from the run's changes file. */
  public List<SampleRow> samples(int limitOfEach) throws SQLException {
    List<SampleRow> samples = new ArrayList<>();
    for (String change : List.of("added", "changed", "removed")) {
      database.query(
          "select k, row, changed from %s where change = %s limit %d"
              .formatted(
                  RunDatabase.literal(folder.changes(run)),
                  RunDatabase.literal(change),
                  limitOfEach),
          rows -> {
            while (rows.next()) {
              sample(change, rows).ifPresent(samples::add);
            }
            return true;
          });
    }
    return samples;
  }

  /**
   * Empty if a row contains a value that JSON cannot write; the run fails at this row when it
   * publishes.
   */
  private static Optional<SampleRow> sample(String change, ResultSet rows) throws SQLException {
    List<String> changed = list(rows, "changed", String.class);
    String row = rows.getString("row");
    try {
      return Optional.of(
          new SampleRow(
              change, json(rows.getString("k")), row == null ? null : json(row), changed));
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static JsonNode json(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  /**
   * Finds the differences and keeps them in the run's changes file. Rows whose key is missing or
   * repeated, or that are too large for a message, are left out, and the snapshot's row for such a
   * key stays.
   */
  public Counts compare() throws SQLException, IOException {
    Optional<Manifest> before = folder.manifest();
    if (before.isPresent()) {
      database.execute("create temp view previous_ as " + previous(before.get()));
      findDifference(comparable(before.get()));
      findDuplicates(before.get().rows());
    } else {
      findDuplicatesIn("incoming where not missing_");
    }
    String changes = before.map(this::changes).orElseGet(this::allAdded);
    keep(changes);
    if (findLarge() > 0) {
      keep(
          "select * from (%s) anti join (select k_ as k from large_) using (k)".formatted(changes));
    }
    return counts(before.map(Manifest::rows).orElse(0L));
  }

  private void keep(String changes) throws SQLException {
    database.execute(
        "copy (%s) to %s (format parquet, compression zstd)"
            .formatted(changes, RunDatabase.literal(folder.changes(run))));
  }

  /** Finds the changed rows that no message can contain, and returns their number. */
  private long findLarge() throws SQLException {
    database.execute(
        "create temp table large_ as select k as k_ from %s where strlen(k) + strlen(row) > %d"
            .formatted(
                RunDatabase.literal(folder.changes(run)),
                Topic.MAX_CONTENT_BYTES - sizeOfOtherFields()));
    return database.query(
        "select count(*) from large_",
        rows -> {
          rows.next();
          return rows.getLong(1);
        });
  }

  /** The most that the times and names of the columns need in a message. */
  private int sizeOfOtherFields() {
    return shape.columns().stream()
        .mapToInt(
            column -> BYTES_OF_COLUMN + 2 * column.name().getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  /** The differing rows, whole, with the snapshot's key; null on the side that has no such row. */
  private void findDifference(boolean sameHashes) throws SQLException {
    database.execute(
        """
        create temp table difference_ as
        select n.*, o.k as previous_k_
        from (select * from incoming where not missing_) n
        full join (select k, h from previous_) o on n.k_ = o.k
        where n.k_ is null or o.k is null or %s\
        """
            .formatted(sameHashes ? "n.h_ <> o.h" : "true"));
  }

  /**
   * Finds repeated keys and takes them out of the difference. If every row of the snapshot was
   * either found once or is gone, only new keys can be repeated, and the table need not be grouped.
   */
  private void findDuplicates(long previousRows) throws SQLException {
    boolean foundOnce =
        database.query(
            """
            select (select count(*) from incoming where not missing_)
                - count(*) filter (previous_k_ is null) + count(*) filter (k_ is null)
            from difference_\
            """,
            rows -> {
              rows.next();
              return rows.getLong(1) == previousRows;
            });
    findDuplicatesIn(
        foundOnce ? "difference_ where previous_k_ is null" : "incoming where not missing_");
    database.execute("delete from difference_ where k_ in (select k_ from duplicate_)");
  }

  private void findDuplicatesIn(String rows) throws SQLException {
    database.execute(
        "create temp table duplicate_ as select k_, count(*) as n from %s group by k_ having count(*) > 1"
            .formatted(rows));
  }

  /** The elements of a list in the present row. */
  private static <T> List<T> list(ResultSet rows, String column, Class<T> type)
      throws SQLException {
    List<T> list = new ArrayList<>();
    for (Object element : (Object[]) rows.getArray(column).getArray()) {
      list.add(type.cast(element));
    }
    return list;
  }

  /** Processes a change. */
  public interface OnChange {
    void accept(DifferingRow row) throws SQLException;
  }

  /** Reads the run's changes file, also in a later process than the one that wrote it. */
  public void eachChange(OnChange consumer) throws SQLException {
    database.query(
        "select k, change, row, to_hex(h) as hash, changed, %s as t from %s"
            .formatted(Expressions.timeList(shape), RunDatabase.literal(folder.changes(run))),
        rows -> {
          while (rows.next()) {
            consumer.accept(
                new DifferingRow(
                    rows.getString("change"),
                    rows.getString("k"),
                    rows.getString("row"),
                    String.valueOf(rows.getString("hash")),
                    list(rows, "changed", String.class),
                    list(rows, "t", Long.class)));
          }
          return true;
        });
  }

  private Counts counts(long previousRows) throws SQLException {
    return database.query(
        """
        select (select count(*) from incoming),
          (select count(*) from incoming where missing_) + (select coalesce(sum(n), 0) from duplicate_)
            + (select count(*) from large_),
          count(*) filter (change = 'added'), count(*) filter (change = 'changed'),
          count(*) filter (change = 'removed'), %d
        from %s\
        """
            .formatted(previousRows, RunDatabase.literal(folder.changes(run))),
        rows -> {
          rows.next();
          long read = rows.getLong(1);
          long refused = rows.getLong(2);
          long added = rows.getLong(3);
          long changed = rows.getLong(4);
          return new Counts(
              read,
              refused,
              added,
              changed,
              rows.getLong(5),
              read - refused - added - changed,
              rows.getLong(6));
        });
  }

  /**
   * The changes of a first run. They need no join, so a large table streams through the engine's
   * memory limit.
   */
  private String allAdded() {
    return """
    select k_ as k, 'added' as change, %s as row, h_ as h, %s as c, %s as changed, %s as t
    from incoming anti join duplicate_ using (k_) where not missing_\
    """
        .formatted(
            Expressions.row(shape),
            Expressions.columnHashes(shape),
            Expressions.columnNames(shape),
            Expressions.allObserved(
                shape, Expressions.observedMillis(shape, runStarted.toEpochMilli())));
  }

  /**
   * The changes with all data that a message needs. A row counts as changed only if one of its
   * columns differs by the stable hashes, so another engine version or column order changes
   * nothing.
   */
  private String changes(Manifest before) {
    return """
    with fresh as (
      select k_ as k, %1$s as row, h_ as h, %2$s as c, %3$s as observed
      from difference_ where k_ is not null),
    old as (
      select k, %4$s as c, %5$s as t from previous_
      where k in (select previous_k_ from difference_ where k_ is not null)),
    compared as (
      select f.k, case when o.k is null then 'added' else 'changed' end as change,
        f.row, f.h, f.c, %6$s as changed, %7$s as t
      from fresh f left join old o on o.k = f.k)
    select k, change, row, h, c, changed, t from compared where len(changed) > 0
    union all
    select previous_k_, 'removed', null, null, null, [], null
    from difference_ where k_ is null\
    """
        .formatted(
            Expressions.row(shape),
            Expressions.columnHashes(shape),
            Expressions.observedMillis(shape, runStarted.toEpochMilli()),
            Expressions.rememberedHashes(shape, before.shape(), "previous_"),
            Expressions.rememberedTimes(shape, before.shape(), "previous_"),
            Expressions.changedNames(shape),
            Expressions.changedTimes(shape));
  }

  /**
   * Writes the next snapshot and makes it the current one. Call this after the changes are
   * published.
   */
  public Manifest advance(Counts counts) throws SQLException, IOException {
    Optional<Manifest> before = folder.manifest();
    long rows = counts.previous() + counts.added() - counts.removed();
    Manifest next =
        before.isEmpty()
            ? newBase(1, rows, "select k, h, c, t from " + RunDatabase.literal(folder.changes(run)))
            : comparable(before.get())
                ? withDelta(before.get(), counts, rows)
                : newBase(before.get().version() + 1, rows, rebased(before.get()));
    if (next.wantsCompaction()) {
      next = newBase(next.version(), rows, previous(next));
    }
    folder.switchTo(next);
    return next;
  }

  /**
   * Whether a snapshot was hashed by this engine, in this shape. If not, its rows must be hashed
   * again.
   */
  public boolean comparable(Manifest manifest) throws SQLException {
    return manifest.engine().equals(database.version()) && manifest.shape().equals(shape);
  }

  private Manifest withDelta(Manifest before, Counts counts, long rows) throws SQLException {
    long differing = counts.added() + counts.changed() + counts.removed();
    List<String> deltas = new ArrayList<>(before.deltas());
    if (differing > 0) {
      String delta = "delta-" + run + ".parquet";
      database.execute(
          "copy (select k, h, c, t, change = 'removed' as removed, %d::bigint as seq from %s) to %s (format parquet, compression zstd)"
              .formatted(
                  before.version() + 1,
                  RunDatabase.literal(folder.changes(run)),
                  RunDatabase.literal(folder.file(delta))));
      deltas.add(delta);
    }
    return new Manifest(
        before.version() + 1,
        before.engine(),
        before.shape(),
        before.base(),
        List.copyOf(deltas),
        before.baseRows(),
        before.deltaRows() + differing,
        rows);
  }

  /** All rows with row hashes of this engine and in this shape. */
  private String rebased(Manifest before) {
    return """
    select p.k, coalesce(i.h_, p.h) as h, %1$s as c, %2$s as t
    from (%3$s) p
    anti join %4$s d on d.k = p.k
    left join (
      select k_, h_ from incoming anti join duplicate_ using (k_) anti join large_ using (k_)
    ) i on i.k_ = p.k
    union all
    select k, h, c, t from %4$s where change <> 'removed'\
    """
        .formatted(
            Expressions.rememberedHashes(shape, before.shape(), "p"),
            Expressions.rememberedTimes(shape, before.shape(), "p"),
            previous(before),
            RunDatabase.literal(folder.changes(run)));
  }

  private Manifest newBase(long version, long rows, String content) throws SQLException {
    String base = "base-" + run + ".parquet";
    database.execute(
        "copy (%s) to %s (format parquet, compression zstd)"
            .formatted(content, RunDatabase.literal(folder.file(base))));
    return new Manifest(version, database.version(), shape, base, List.of(), rows, 0, rows);
  }

  private String previous(Manifest manifest) {
    return SnapshotRows.of(folder, manifest);
  }
}
