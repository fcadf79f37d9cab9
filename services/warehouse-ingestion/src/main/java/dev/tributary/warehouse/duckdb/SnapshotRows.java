package dev.tributary.warehouse.duckdb;

import dev.tributary.warehouse.snapshot.Manifest;
import dev.tributary.warehouse.snapshot.SnapshotFolder;
import java.util.stream.Collectors;

/** A query with key, hashes and times of every row of a snapshot. */
final class SnapshotRows {
  private SnapshotRows() {}

  static String of(SnapshotFolder folder, Manifest manifest) {
    String base = "select k, h, c, t from " + RunDatabase.literal(folder.file(manifest.base()));
    if (manifest.deltas().isEmpty()) {
      return base;
    }
    String deltas =
        manifest.deltas().stream()
            .map(delta -> RunDatabase.literal(folder.file(delta)))
            .collect(Collectors.joining(", ", "read_parquet([", "])"));
    return """
    %1$s anti join (select k from %2$s) using (k)
    union all
    select k, h, c, t from (
      select *, row_number() over (partition by k order by seq desc) as newest_ from %2$s)
    where newest_ = 1 and not removed\
    """
        .formatted(base, deltas);
  }
}
