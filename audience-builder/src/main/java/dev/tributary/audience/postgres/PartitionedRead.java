package dev.tributary.audience.postgres;

import dev.tributary.audience.dictionary.Coverage;
import dev.tributary.contracts.Topic;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Reads all profiles, one partition after the other, until all are read or the time limit is
 * reached, so that a read is bounded however many people there are. Immutable.
 *
 * @param patience the time limit: after it no further partition is begun; the first one is always
 *     read
 */
record PartitionedRead(Clock clock, Duration patience) {
  interface Reading {
    /** Reads the people of a partition; returns how many people or events were read. */
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
