package dev.tributary.audience.kafka;

import dev.tributary.audience.postgres.PartitionClocks;
import dev.tributary.audience.postgres.status.AudienceSizes;
import dev.tributary.contracts.event.Tick;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Records the sizes of all audiences at the end of each minute of the first partition's clock. Only
 * the loop that owns this partition does it.
 */
final class RecordingSizes {
  private static final int PART = 0;

  private final PartitionClocks clocks = new PartitionClocks();
  private final AudienceSizes sizes = new AudienceSizes();

  /**
   * The first partition's clock, to be read before it moves; empty for the loops of other
   * partitions.
   */
  Optional<Tick> before(Connection tx, Map<Integer, Tick> received) throws SQLException {
    return received.containsKey(PART)
        ? Optional.ofNullable(clocks.find(tx, Set.of(PART)).get(PART))
        : Optional.empty();
  }

  /**
   * To be called last: an inserted size prevents the removal of its audience, and a transaction
   * that removes an audience has locked the catalogue before.
   */
  void record(Connection tx, Optional<Tick> before, Map<Integer, Tick> ticks) throws SQLException {
    Tick now = ticks.get(PART);
    if (now == null || before.isEmpty()) {
      return;
    }
    if (passed(before.get(), now, ChronoUnit.MINUTES)) {
      sizes.record(tx, PART);
    }
    if (passed(before.get(), now, ChronoUnit.HOURS)) {
      sizes.forget(tx, PART);
    }
  }

  private static boolean passed(Tick before, Tick now, ChronoUnit unit) {
    return !before.newest().truncatedTo(unit).equals(now.newest().truncatedTo(unit));
  }
}
