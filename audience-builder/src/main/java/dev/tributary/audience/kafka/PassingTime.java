package dev.tributary.audience.kafka;

import dev.tributary.runtime.loop.Output;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** How many people share one try when time passes for them. */
interface PassingTime {

  /** Decides some items, within the transaction. */
  @FunctionalInterface
  interface Decide<T> {
    List<Output> of(List<T> items) throws SQLException;
  }

  <T> List<Output> decide(
      Connection tx, List<T> items, Function<T, Undecided.Who> who, Decide<T> decide)
      throws SQLException;
}
