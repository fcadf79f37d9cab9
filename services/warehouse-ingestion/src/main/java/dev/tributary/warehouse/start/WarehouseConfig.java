package dev.tributary.warehouse.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/** How runs are carried out. */
@ConfigMapping(prefix = "tributary.warehouse")
public interface WarehouseConfig {
  /** Holds the workspaces' files ({@code files/<workspace>}) and the snapshots. */
  Path dataDir();

  /** Runs at the same time in one process. */
  @WithDefault("2")
  int workers();

  /**
   * Runs of one workspace at the same time, in all processes; one less than {@link #workers} unless
   * said otherwise, and at least one, so that no workspace takes all of them.
   */
  OptionalInt runsPerWorkspace();

  /** The longest a run may take. */
  @WithDefault("PT30M")
  Duration runLimit();

  /** The longest a preview, or the check of a model's query, may take. */
  @WithDefault("PT10S")
  Duration previewLimit();

  /** Disk that a run's engine may use for what does not fit into its memory. */
  @WithDefault("10240")
  int diskMegabytes();

  /** Memory for one answer of a database; a row that is larger fails its run. */
  @WithDefault("64")
  int resultMegabytes();

  /** Memory of a run's engine; about 100 MB more are used outside of it. */
  @WithDefault("256")
  int memoryMegabytes();

  /** Threads of a run's engine. */
  @WithDefault("2")
  int threads();

  /** The longest a statement may take at a database. */
  @WithDefault("PT30M")
  Duration statementTimeout();

  /**
   * How long a removed row stays readable before its key is forgotten by the log, and how long a
   * run shows samples of rows.
   */
  @WithDefault("P7D")
  Duration tombstoneAfter();
}
