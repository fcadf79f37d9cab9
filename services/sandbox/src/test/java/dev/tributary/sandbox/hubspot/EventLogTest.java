package dev.tributary.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private final EventLog log = new EventLog();

  @Test
  void aKeyIsTakenOnceInAYear() {
    add("bought", 0);
    add("bought", 364);
    assertThat(log.events()).hasSize(1);
    add("bought", 365);
    assertThat(log.events()).hasSize(2);
  }

  @Test
  void anotherDefinitionHasOtherKeys() {
    add("bought", 0);
    add("returned", 0);
    assertThat(log.events()).hasSize(2);
  }

  private void add(String name, int day) {
    Instant now = FIRST.plus(Duration.ofDays(day));
    log.add(
        new EventLog.Event(name, "a@b.example", null, null, now.toString(), Map.of(), "k", now));
  }
}
