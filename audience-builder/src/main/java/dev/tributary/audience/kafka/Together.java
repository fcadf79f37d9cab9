package dev.tributary.audience.kafka;

import dev.tributary.runtime.loop.Output;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** All people in one try: the usual way, since it needs the fewest statements. */
enum Together implements PassingTime {
  INSTANCE;

  @Override
  public <T> List<Output> decide(
      Connection tx, List<T> items, Function<T, Undecided.Who> who, Decide<T> decide)
      throws SQLException {
    return decide.of(items);
  }
}
