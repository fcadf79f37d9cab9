package dev.tributary.warehouse.duckdb;

import dev.tributary.contracts.id.RunId;
import dev.tributary.warehouse.snapshot.Manifest;
import dev.tributary.warehouse.snapshot.SnapshotFolder;
import dev.tributary.warehouse.snapshot.SnapshotFolder.Abandoned;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Invalidates the snapshot's state of rows that an abandoned run changed. Readers may or may not
 * have got each change. So these rows, including those that the run added, are in the snapshot with
 * hashes that no content has. The next comparison then publishes them again, whatever it finds.
 */
public final class UnconfirmedRows {
  private final RunDatabase database;
  private final SnapshotFolder folder;

  public UnconfirmedRows(RunDatabase database, SnapshotFolder folder) {
    this.database = database;
    this.folder = folder;
  }

  /** Processes the runs before this one that began to publish and did not end. */
  public void ofRunsBefore(RunId run) throws SQLException, IOException {
    invalidate(folder.abandoned(Optional.of(run)));
  }

  private void invalidate(List<Abandoned> runs) throws SQLException, IOException {
    for (Abandoned abandoned : runs) {
      Optional<Manifest> before = folder.manifest();
      folder.switchTo(
          before.isPresent() ? invalidRows(abandoned, before.get()) : firstManifest(abandoned));
      folder.accountedFor(abandoned.run());
    }
  }

  /**
   * Invalidates all rows, also those of the run that works on the folder now, if rows are published
   * to another log than the snapshot's: readers of that log do not have the earlier messages. All
   * rows that the next comparison finds are published again, and removed ones as removed.
   *
   * @param log the number of the log that rows are published to
   */
  public void ofAnotherLog(long log) throws SQLException, IOException {
    if (folder.log() == log) {
      return;
    }
    invalidate(folder.abandoned(Optional.empty()));
    Optional<Manifest> before = folder.manifest();
    if (before.isPresent()) {
      folder.switchTo(allRowsInvalid(before.get(), log));
    }
    folder.clean(Optional.empty());
    folder.belongsTo(log);
  }

  private Manifest allRowsInvalid(Manifest before, long log) throws SQLException {
    long version = before.version() + 1;
    String base = "doubt-%d-log-%d.parquet".formatted(version, log);
    database.execute(
        "copy (select k, 0::ubigint as h, %s as c, t from (%s)) to %s (format parquet, compression zstd)"
            .formatted(
                Expressions.noHashes(before.shape()),
                SnapshotRows.of(folder, before),
                RunDatabase.literal(folder.file(base))));
    long rows = count("select count(*) from " + RunDatabase.literal(folder.file(base)));
    return new Manifest(version, before.engine(), before.shape(), base, List.of(), rows, 0, rows);
  }

  /**
   * Before the first complete run, the snapshot contains only rows that the abandoned run found.
   */
  private Manifest firstManifest(Abandoned abandoned) throws SQLException {
    String base = "doubt-1-" + abandoned.run() + ".parquet";
    database.execute(
        "copy (select k, 0::ubigint as h, %s as c, %s as t from %s) to %s (format parquet, compression zstd)"
            .formatted(
                Expressions.noHashes(abandoned.shape()),
                Expressions.noTimes(abandoned.shape()),
                changes(abandoned),
                RunDatabase.literal(folder.file(base))));
    long rows = count("select count(*) from " + RunDatabase.literal(folder.file(base)));
    return new Manifest(1, database.version(), abandoned.shape(), base, List.of(), rows, 0, rows);
  }

  private Manifest invalidRows(Abandoned abandoned, Manifest before) throws SQLException {
    long version = before.version() + 1;
    String delta = "doubt-%d-%s.parquet".formatted(version, abandoned.run());
    database.execute("create or replace temp view held_ as " + SnapshotRows.of(folder, before));
    database.execute(
        """
        copy (
          select a.k, 0::ubigint as h, %s as c, %s as t, false as removed, %d::bigint as seq
          from %s a left join held_ o on o.k = a.k)
        to %s (format parquet, compression zstd)\
        """
            .formatted(
                Expressions.agreedHashes(before.shape(), abandoned.shape()),
                Expressions.heldTimes(before.shape()),
                version,
                changes(abandoned),
                RunDatabase.literal(folder.file(delta))));
    long rows = count("select count(*) from " + RunDatabase.literal(folder.file(delta)));
    long added =
        count(
            "select count(*) from %s anti join held_ using (k)"
                .formatted(RunDatabase.literal(folder.file(delta))));
    List<String> deltas = new ArrayList<>(before.deltas());
    deltas.add(delta);
    return new Manifest(
        version,
        before.engine(),
        before.shape(),
        before.base(),
        List.copyOf(deltas),
        before.baseRows(),
        before.deltaRows() + rows,
        before.rows() + added);
  }

  private long count(String query) throws SQLException {
    return database.query(
        query,
        rows -> {
          rows.next();
          return rows.getLong(1);
        });
  }

  private String changes(Abandoned abandoned) {
    return RunDatabase.literal(folder.changes(abandoned.run()));
  }
}
