package dev.tributary.destinations.delivery;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

class InMemoryLedgerTest extends DeliveryStoreContract {
  @Override
  TestLedger open(FakeDestination connector) {
    return new InMemoryBench(connector, new MovedClock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)));
  }
}
