package dev.tributary.audience.postgres;

import dev.tributary.audience.dictionary.Coverage;
import dev.tributary.contracts.Topic;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Reads everyone partition after partition, until all are read or patience ends: a reading has a
 * bound, however many people there are. Immutable.
 *
 * @param patience after it no further partition is begun; the first always is
 */
record PartByPart(Clock clock, Duration patience) {
  interface Reading {
    /** Reads a partition's people; returns how many they, or their events, are. */
    long read(int part) throws SQLException;
  }

  Coverage read(Reading reading) throws SQLException {
    Instant end = clock.instant().plus(patience);
    int parts = Topic.PROFILES.partitions();
    int read = 0;
    long counted = 0;
    do {
      counted += reading.read(read++);
    } while (read < parts && clock.instant().isBefore(end));
    return new Coverage(read, parts, counted);
  }
}
