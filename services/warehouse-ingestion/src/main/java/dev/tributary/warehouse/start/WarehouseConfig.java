package dev.tributary.warehouse.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/** The settings of runs. */
@ConfigMapping(prefix = "tributary.warehouse")
public interface WarehouseConfig {
  /** Contains the workspaces' files ({@code files/<workspace>}) and the snapshots. */
  Path dataDir();

  /** Runs at the same time in one process. */
  @WithDefault("2")
  int workers();

  /**
   * Runs of one workspace at the same time, in all processes. The default is one less than {@link
   * #workers}, and at least one, so that no workspace takes all of them.
   */
  OptionalInt runsPerWorkspace();

  /** The longest a run may take. */
  @WithDefault("PT30M")
  Duration runLimit();

  /** The longest a preview, or the check of a model's query, may take. */
  @WithDefault("PT10S")
  Duration previewLimit();

  /**
   * Previews, checks of models and tests of connections that run at the same time in one process,
   * each with its own engine. A workspace has one at a time.
   */
  @WithDefault("2")
  int questionsAtOnce();

  /** Disk space of a run's engine for data that do not fit into its memory. */
  @WithDefault("10240")
  int diskMegabytes();

  /** Memory for one answer of a database. A larger row makes its run fail. */
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
   * How long a removed row stays readable before the log deletes its key, and how long a run shows
   * samples of rows.
   */
  @WithDefault("P7D")
  Duration tombstoneAfter();

  /** Clients that follow a run at one instance, in all. */
  @WithDefault("200")
  int streamPlaces();

  /** Clients that follow a run at one instance, in one workspace. */
  @WithDefault("50")
  int streamPlacesOfWorkspace();
}
