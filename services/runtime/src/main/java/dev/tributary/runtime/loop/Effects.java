package dev.tributary.runtime.loop;

import java.sql.Connection;
import java.util.List;

/**
 * What a service does with its inputs. Called by one thread at a time per loop; several instances
 * work on other partitions at the same time.
 */
public interface Effects {
  /**
   * Applies a poll within the loop's transaction. Does nothing outside of the database: no I/O, no
   * clock, no memory that would have to be rolled back. It may be called again with the same or
   * fewer inputs after a failure.
   *
   * <p>Rows that other instances may touch as well are locked in sorted order; on a deadlock the
   * same poll is repeated.
   *
   * @return the messages to publish, for each input partition in the order of its inputs
   */
  List<Output> apply(Connection transaction, Poll poll) throws Exception;

  /**
   * Sets aside an input that fails even when it is alone, so that the others go on. If this fails
   * too, the partition stops: nothing is ever skipped.
   */
  List<Output> setAside(Connection transaction, Input input, Exception failure) throws Exception;
}
