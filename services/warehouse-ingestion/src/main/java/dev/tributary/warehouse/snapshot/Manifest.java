package dev.tributary.warehouse.snapshot;

import dev.tributary.warehouse.table.Shape;
import java.util.List;

/**
 * The files of a snapshot.
 *
 * @param version grows by one with each switch
 * @param engine the bulk engine's version: its row hashes are comparable within one version only
 * @param base a file with every row at some point
 * @param deltas files with the rows that differ from the files before, oldest first
 * @param baseRows rows in the base
 * @param deltaRows rows in all deltas
 * @param rows rows of the snapshot
 */
public record Manifest(
    long version,
    String engine,
    Shape shape,
    String base,
    List<String> deltas,
    long baseRows,
    long deltaRows,
    long rows) {
  private static final int MOST_DELTAS = 20;
  private static final int DELTA_SHARE = 5;

  /** Whether reading base and deltas together now costs more than writing a new base. */
  public boolean wantsCompaction() {
    return deltas.size() >= MOST_DELTAS || deltaRows * DELTA_SHARE > baseRows;
  }
}
