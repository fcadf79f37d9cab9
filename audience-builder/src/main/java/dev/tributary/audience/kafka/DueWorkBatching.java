package dev.tributary.audience.kafka;

import dev.tributary.runtime.loop.Output;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/**
 * Decides how many people share one try when time passes for them, and what happens if a try fails.
 */
interface DueWorkBatching {

  /** Decides some items, within the transaction. */
  @FunctionalInterface
  interface Decide<T> {
    List<Output> of(List<T> items) throws SQLException;
  }

  /** A part of a tick's work, within the transaction. */
  @FunctionalInterface
  interface Part<T> {
    T run() throws SQLException;
  }

  /**
   * Does a part of the work.
   *
   * @param instead the result of a part that fails and is skipped
   */
  <T> T part(Connection tx, String name, T instead, Part<T> part) throws SQLException;

  <T> List<Output> decide(
      Connection tx, List<T> items, Function<T, QuarantinedPeople.DuePerson> who, Decide<T> decide)
      throws SQLException;
}
