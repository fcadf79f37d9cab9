package dev.tributary.identity.replay.job;

import dev.tributary.identity.acceptance.LogEntry;
import dev.tributary.identity.input.LogRecord;
import dev.tributary.identity.replay.HistoricalInput;
import dev.tributary.identity.replay.ProgressListener;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The inputs of a workspace that the log still holds. Confined to one thread. */
public interface InputHistory extends AutoCloseable {
  /**
   * Events and commands, by {@link HistoricalInput#in}. An input is absent if the log has deleted
   * it, if another message is at its position, or if the watch stopped before it was read.
   */
  Map<LogEntry, LogRecord> at(Collection<HistoricalInput> inputs, ProgressListener watch);

  /** Lets {@link #nextRow} continue to the present end of the log. */
  void readOn();

  /**
   * The workspace's next row: rows are in the order of their runs, rows of one key in the order of
   * the log.
   *
   * @return null after the last row that was there at the last {@link #readOn}, and when the watch
   *     has stopped
   */
  @Nullable LogRecord nextRow(ProgressListener watch);

  @Override
  void close();
}
