package dev.tributary.identity.kafka;

import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.trial.PastInput;
import dev.tributary.identity.trial.Watch;
import dev.tributary.runtime.loop.Input;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The inputs of a workspace as the log still holds them. Confined to one thread. */
public interface PastLog extends AutoCloseable {
  /**
   * Events and commands. Absent is what the log no longer holds, what has another message in its
   * place, and what was not read yet when the watch stopped.
   */
  Map<LogPosition, Input> at(Collection<PastInput> inputs, Watch watch);

  /** Lets {@link #nextRow} go on to where the log ends by now. */
  void readOn();

  /**
   * The workspace's next row, in the order of their runs; of one key in the order of the log.
   *
   * @return null after the last one that was there at the last {@link #readOn}, and when the watch
   *     has stopped
   */
  @Nullable Input nextRow(Watch watch);

  @Override
  void close();
}
