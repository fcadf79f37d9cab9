package dev.tributary.destinations.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class BudgetWindowTest {

  @Test
  void aDayBeginsWhenItsVendorSays() {
    BudgetWindow day = new BudgetWindow(null, BudgetWindow.Per.DAY, "America/Los_Angeles", "08:00");
    BudgetWindow.Counted before = day.at(Instant.parse("2026-03-07T15:59:59Z"));
    assertThat(before.since()).isEqualTo("2026-03-06T16:00:00Z");
    assertThat(before.end()).isEqualTo("2026-03-07T16:00:00Z");
    // The clocks there change on the next day.
    BudgetWindow.Counted short23 = day.at(Instant.parse("2026-03-07T16:00:00Z"));
    assertThat(short23.since()).isEqualTo("2026-03-07T16:00:00Z");
    assertThat(short23.end()).isEqualTo("2026-03-08T15:00:00Z");
  }

  @Test
  void withoutAZoneADayIsOneOfUtc() {
    BudgetWindow day = new BudgetWindow(null, BudgetWindow.Per.DAY, null, null);
    assertThat(day.at(Instant.parse("2026-03-07T23:59:59Z")).slice())
        .isEqualTo("2026-03-07T00:00:00Z");
  }

  @Test
  void ofAWindowThatRollsTheOldestPartCountsWholly() {
    BudgetWindow day = new BudgetWindow(86_400, null, null, null);
    BudgetWindow.Counted now = day.at(Instant.parse("2026-03-07T10:29:59Z"));
    assertThat(now.slice()).isEqualTo("2026-03-07T10:00:00Z");
    assertThat(now.since()).isBefore("2026-03-06T10:00:00Z");
    assertThat(now.since()).isAfter("2026-03-06T09:30:00Z");
  }
}
