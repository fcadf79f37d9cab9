package dev.tributary.gateway;

import dev.tributary.contracts.Ids;
import dev.tributary.runtime.audit.RefusalCounts;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Counts refused requests by a clock that a test moves. All else has the clock of the machine. */
@Singleton
@Alternative
@Priority(1)
public class RefusalWindow {
  /** Equal refusals within this are one entry. */
  private static final Duration LENGTH = Duration.ofMinutes(10);

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  @Produces
  @Singleton
  RefusalCounts refusals(Ids ids, Clock clock) {
    InstantSource moved = () -> clock.instant().plus(ahead.get());
    return new RefusalCounts(ids, moved.withZone(ZoneOffset.UTC));
  }

  /** Ends the window of all entries that have begun. */
  void end() {
    ahead.updateAndGet(LENGTH::plus);
  }
}
