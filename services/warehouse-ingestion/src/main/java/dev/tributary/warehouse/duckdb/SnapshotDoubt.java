package dev.tributary.warehouse.duckdb;

import dev.tributary.warehouse.snapshot.Manifest;
import dev.tributary.warehouse.snapshot.SnapshotFolder;
import dev.tributary.warehouse.snapshot.SnapshotFolder.Abandoned;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes back what a snapshot says of rows that an abandoned run changed. Readers may have heard of
 * each change or not; so the rows stand in the snapshot with hashes that nothing has, those that
 * the run added among them, and the next comparison tells them again, whatever it finds.
 */
public final class SnapshotDoubt {
  private final RunDatabase database;
  private final SnapshotFolder folder;

  public SnapshotDoubt(RunDatabase database, SnapshotFolder folder) {
    this.database = database;
    this.folder = folder;
  }

  /** Accounts for what runs before this one began to publish and did not end. */
  public void ofRunsBefore(String run) throws SQLException, IOException {
    for (Abandoned abandoned : folder.abandoned(run)) {
      Optional<Manifest> before = folder.manifest();
      folder.switchTo(before.isPresent() ? doubt(abandoned, before.get()) : onlyDoubt(abandoned));
      folder.accountedFor(abandoned.run());
    }
  }

  /** Before the first complete run: all that the snapshot holds is what was found then. */
  private Manifest onlyDoubt(Abandoned abandoned) throws SQLException {
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

  private Manifest doubt(Abandoned abandoned, Manifest before) throws SQLException {
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
