package dev.tributary.audience.postgres;

import dev.tributary.audience.dictionary.Coverage;
import dev.tributary.contracts.Topic;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Reads all profiles, one partition after the other, until all are read or the time limit is
 * reached, so that a read is bounded however many people there are. Immutable.
 *
 * @param patience the time limit: after it no further partition is begun. The first one is always
 *     begun
 */
record PartitionedRead(Clock clock, Duration patience) {
  interface Reading {
    /**
     * Reads the people of a partition.
     *
     * @param ended whether the time limit is reached: a reading of events then ends, but not before
     *     it has read something
     */
    PartRead read(int part, BooleanSupplier ended) throws SQLException;
  }

  Coverage read(Reading reading) throws SQLException {
    Instant end = clock.instant().plus(patience);
    BooleanSupplier ended = () -> !clock.instant().isBefore(end);
    int parts = Topic.PROFILES.partitions();
    double complete = 0;
    long counted = 0;
    long ofComplete = 0;
    int part = 0;
    do {
      PartRead found = reading.read(part++, ended);
      complete += found.share();
      counted += found.counted();
      ofComplete += found.ofComplete();
    } while (part < parts && !ended.getAsBoolean());
    return Coverage.of(complete, parts, ofComplete, counted);
  }
}
