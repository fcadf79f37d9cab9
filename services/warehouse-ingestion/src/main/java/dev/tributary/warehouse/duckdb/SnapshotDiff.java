package dev.tributary.warehouse.duckdb;

import dev.tributary.warehouse.snapshot.Counts;
import dev.tributary.warehouse.snapshot.Manifest;
import dev.tributary.warehouse.snapshot.SnapshotFolder;
import dev.tributary.warehouse.table.Column;
import dev.tributary.warehouse.table.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a run has read with the model's snapshot, by content hash and primary key, and
 * writes the next snapshot.
 *
 * <p>A snapshot is a base file with every row and small delta files on top, so that a run that
 * changes little writes little. Each file has key, row hash, column hashes and the time at which
 * each column's value last changed; the comparison reads the first two only.
 *
 * <p>Expects the table {@code incoming}, staged by {@link #stage}.
 */
public final class SnapshotDiff {
  private final RunDatabase database;
  private final SnapshotFolder folder;
  private final Shape shape;
  private final String run;
  private final Instant runStarted;

  public SnapshotDiff(
      RunDatabase database, SnapshotFolder folder, Shape shape, String run, Instant runStarted) {
    this.database = database;
    this.folder = folder;
    this.shape = shape;
    this.run = run;
    this.runStarted = runStarted;
  }

  /** Reads a query once into the run's database, cast to the declared types, keyed and hashed. */
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

  /** A row that was left out. */
  public record Refused(String key, String reason, long occurrences) {}

  /** A sample of the rows that were left out. */
  public List<Refused> refusedSample(int limit) throws SQLException {
    return database.query(
        """
        select k_, reason, n from (
          select k_, 'key-missing' as reason, count(*) as n from incoming where missing_ group by k_
          union all
          select k_, 'key-duplicate', n from duplicate_)
        limit %d\
        """
            .formatted(limit),
        rows -> {
          List<Refused> refused = new ArrayList<>();
          while (rows.next()) {
            refused.add(new Refused(rows.getString(1), rows.getString(2), rows.getLong(3)));
          }
          return refused;
        });
  }

  /**
   * Finds the differences and keeps them in the run's changes file. Rows whose key is missing or
   * stands more than once are left out, and what the snapshot holds for such a key stays.
   */
  public Counts compare() throws SQLException, IOException {
    Optional<Manifest> before = folder.manifest();
    database.execute(
        "create temp table duplicate_ as select k_, count(*) as n from incoming where not missing_"
            + " group by k_ having count(*) > 1");
    database.execute("create temp view previous_ as " + previous(before.orElse(null)));
    String changes;
    if (before.isPresent()) {
      findDifference(comparable(before.get()));
      changes = changes(before.get());
    } else {
      changes = allAdded();
    }
    database.execute(
        "copy (%s) to %s (format parquet, compression zstd)"
            .formatted(changes, path(folder.changes(run))));
    return counts(before.map(Manifest::rows).orElse(0L));
  }

  private void findDifference(boolean sameHashes) throws SQLException {
    database.execute(
        """
        create temp table difference_ as
        select coalesce(n.k_, o.k) as k,
          case when o.k is null then 'added' when n.k_ is null then 'removed' else 'changed' end as change
        from (select k_, h_ from incoming where not missing_ and k_ not in (select k_ from duplicate_)) n
        full join (select k, h from previous_ where k not in (select k_ from duplicate_)) o on n.k_ = o.k
        where o.k is null or n.k_ is null or %s\
        """
            .formatted(sameHashes ? "n.h_ <> o.h" : "true"));
  }

  /** What to do with a change. */
  public interface OnChange {
    /**
     * @param row k, change, row, hash, changed, t
     */
    void accept(ResultSet row) throws SQLException;
  }

  /** Goes through the run's changes file, also in a later process than the one that wrote it. */
  public void eachChange(OnChange consumer) throws SQLException {
    database.query(
        "select k, change, row, to_hex(h) as hash, changed, t from " + path(folder.changes(run)),
        rows -> {
          while (rows.next()) {
            consumer.accept(rows);
          }
          return true;
        });
  }

  private Counts counts(long previousRows) throws SQLException {
    return database.query(
        """
        select (select count(*) from incoming),
          (select count(*) from incoming where missing_) + (select coalesce(sum(n), 0) from duplicate_),
          count(*) filter (change = 'added'), count(*) filter (change = 'changed'),
          count(*) filter (change = 'removed'), %d
        from %s\
        """
            .formatted(previousRows, path(folder.changes(run))),
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
   * The changes of a first run. Nothing is joined, so a large table streams through in the engine's
   * memory limit.
   */
  private String allAdded() {
    return """
    select k_ as k, 'added' as change, %1$s as row, h_ as h, %2$s as c, %4$s as changed,
      list_transform(%4$s, lambda name: %3$s) as t
    from incoming where not missing_ and k_ not in (select k_ from duplicate_)\
    """
        .formatted(
            Expressions.row(shape),
            Expressions.columnHashes(shape),
            Expressions.observedMillis(shape, runStarted.toEpochMilli()),
            columnNames());
  }

  /**
   * The changes with everything that a message needs. A row counts as changed only if one of its
   * columns differs by the stable hashes, so another engine version or column order changes
   * nothing.
   */
  private String changes(Manifest before) {
    String oldHash = remembered(before, "c");
    String oldTime = remembered(before, "t");
    return """
    with fresh as (
      select d.k, d.change, %1$s as row, i.h_ as h, %2$s as c, %3$s as observed
      from difference_ d join incoming i on i.k_ = d.k where d.change <> 'removed'),
    old as (
      select p.k, %4$s as c, %5$s as t from previous_ p
      where p.k in (select k from difference_ where change = 'changed')),
    compared as (
      select f.k, f.change, f.row, f.h, f.c,
        case when f.change = 'added' then %6$s
          else list_filter(%6$s, lambda name, i: f.c[i] is distinct from o.c[i]) end as changed,
        case when f.change = 'added' then list_transform(%6$s, lambda name: f.observed)
          else list_transform(%6$s, lambda name, i:
            case when f.c[i] is distinct from o.c[i] then f.observed else coalesce(o.t[i], f.observed) end)
        end as t
      from fresh f left join old o on o.k = f.k)
    select k, change, row, h, c, changed, t from compared where len(changed) > 0
    union all
    select k, 'removed', null, null, null, [], [] from difference_ where change = 'removed'\
    """
        .formatted(
            Expressions.row(shape),
            Expressions.columnHashes(shape),
            Expressions.observedMillis(shape, runStarted.toEpochMilli()),
            oldHash,
            oldTime,
            columnNames());
  }

  private String columnNames() {
    return shape.columns().stream()
        .map(column -> RunDatabase.literal(column.name()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** What the snapshot remembers per column, in this shape's order; null for columns it lacks. */
  private String remembered(Manifest before, String list) {
    List<String> known = before.shape().columns().stream().map(Column::name).toList();
    return shape.columns().stream()
        .map(column -> {
          int at = known.indexOf(column.name());
          return at < 0 ? "null" : "p." + list + "[" + (at + 1) + "]";
        })
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Writes the next snapshot and makes it the current one; after the changes are published. */
  public Manifest advance(Counts counts) throws SQLException, IOException {
    Optional<Manifest> before = folder.manifest();
    long rows = counts.previous() + counts.added() - counts.removed();
    Manifest next = before.isEmpty() ? firstBase(rows) : withDelta(before.get(), counts, rows);
    if (before.isPresent() && !comparable(before.get())) {
      next = rebased(next, before.get());
    } else if (next.wantsCompaction()) {
      next = compacted(next);
    }
    folder.switchTo(next);
    return next;
  }

  /** Whether a snapshot was hashed by this engine, in this shape: else it must be read again. */
  public boolean comparable(Manifest manifest) throws SQLException {
    return manifest.engine().equals(database.version()) && manifest.shape().equals(shape);
  }

  private Manifest compacted(Manifest next) throws SQLException {
    return newBase(next, "select k, h, c, t from (%s) p".formatted(previous(next)));
  }

  private Manifest firstBase(long rows) throws SQLException {
    String base = "base-" + run + ".parquet";
    database.execute(
        "copy (select k, h, c, t from %s where change <> 'removed') to %s (format parquet, compression zstd)"
            .formatted(path(folder.changes(run)), path(folder.file(base))));
    return new Manifest(1, database.version(), shape, base, List.of(), rows, 0, rows);
  }

  private Manifest withDelta(Manifest before, Counts counts, long rows) throws SQLException {
    long differing = counts.added() + counts.changed() + counts.removed();
    List<String> deltas = new ArrayList<>(before.deltas());
    if (differing > 0) {
      String delta = "delta-" + run + ".parquet";
      database.execute(
          "copy (select k, h, c, t, change = 'removed' as removed, %d::bigint as seq from %s) to %s (format parquet, compression zstd)"
              .formatted(
                  before.version() + 1, path(folder.changes(run)), path(folder.file(delta))));
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

  /** One base for everything, with row hashes of this engine and columns in this shape's order. */
  private Manifest rebased(Manifest next, Manifest before) throws SQLException {
    return newBase(
        next,
        """
        select p.k, coalesce(i.h_, p.h) as h,
          case when d.k is null then %s else p.c end as c,
          case when d.k is null then %s else p.t end as t
        from (%s) p left join incoming i on i.k_ = p.k
        left join (select k from %s) d on d.k = p.k\
        """
            .formatted(
                remembered(before, "c"),
                remembered(before, "t"),
                previous(next),
                path(folder.changes(run))));
  }

  private Manifest newBase(Manifest next, String rows) throws SQLException {
    String base = "base-" + run + ".parquet";
    database.execute(
        "copy (%s) to %s (format parquet, compression zstd)"
            .formatted(rows, path(folder.file(base))));
    return new Manifest(
        next.version(), database.version(), shape, base, List.of(), next.rows(), 0, next.rows());
  }

  /** Key, hashes and times of every row that a snapshot holds. */
  private String previous(@Nullable Manifest manifest) {
    if (manifest == null) {
      return "select null::varchar as k, null::ubigint as h, null::ubigint[] as c, null::bigint[] as t"
          + " where false";
    }
    String base = "select k, h, c, t from " + path(folder.file(manifest.base()));
    if (manifest.deltas().isEmpty()) {
      return base;
    }
    String deltas =
        manifest.deltas().stream()
            .map(delta -> RunDatabase.literal(folder.file(delta).toString()))
            .collect(Collectors.joining(", ", "read_parquet([", "])"));
    return """
    %1$s where k not in (select k from %2$s)
    union all
    select k, h, c, t from (
      select *, row_number() over (partition by k order by seq desc) as newest_ from %2$s)
    where newest_ = 1 and not removed\
    """
        .formatted(base, deltas);
  }

  private static String path(Path file) {
    return RunDatabase.literal(file.toString());
  }
}
