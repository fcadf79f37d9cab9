package dev.tributary.audience.kafka;

import dev.tributary.runtime.loop.Output;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Decides all people in one try: the usual way, because it needs the fewest statements. */
enum DecidingTogether implements DueWorkBatching {
  INSTANCE;

  @Override
  public <T> T part(Connection tx, String name, T instead, Part<T> part) throws SQLException {
    return part.run();
  }

  @Override
  public <T> List<Output> decide(
      Connection tx, List<T> items, Function<T, QuarantinedPeople.DuePerson> who, Decide<T> decide)
      throws SQLException {
    return decide.of(items);
  }
}
