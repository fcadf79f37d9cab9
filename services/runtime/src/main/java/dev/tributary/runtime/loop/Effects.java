package dev.tributary.runtime.loop;

import java.sql.Connection;
import java.util.List;

/**
 * The work of a service with its inputs. One thread per loop calls it at a time. Several instances
 * work on different partitions at the same time.
 */
public interface Effects {
  /**
   * Applies a poll within the loop's transaction. Its only effects are in the database: no I/O, no
   * clock, no memory that would have to be rolled back. After a failure it may be called again with
   * the same or fewer inputs.
   *
   * <p>Lock rows that other instances may change too in sorted order. On a deadlock the same poll
   * is repeated.
   *
   * @return the messages to publish, for each input partition in the order of its inputs
   */
  List<Output> apply(Connection transaction, Poll poll) throws Exception;

  /**
   * Quarantines an input that fails even when it is alone, so that the others can continue. If the
   * content of the input makes this fail too, {@link #keepWhole} is called.
   */
  List<Output> quarantine(Connection transaction, Input input, Exception failure) throws Exception;

  /**
   * The last resort: keeps the bytes of an input that cannot be quarantined in the usual way, and
   * nothing else of it. If this fails too, the partition stops and is reported. No input is ever
   * skipped.
   *
   * @param failure why the input could not be quarantined
   */
  default List<Output> keepWhole(Connection transaction, Input input, Exception failure)
      throws Exception {
    throw failure;
  }
}
