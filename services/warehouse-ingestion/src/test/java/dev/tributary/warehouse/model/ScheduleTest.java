package dev.tributary.warehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
  private static final ZoneId UTC = ZoneId.of("UTC");

  @Test
  void anIntervalIsTimeThatPassesWhateverTheClockShows() {
    Schedule hourly = new Schedule.Interval(Duration.ofHours(1));
    assertThat(times(hourly, "2026-03-29T00:30:00Z", AMSTERDAM, 2))
        .containsExactly("2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z");
    assertThat(times(hourly, "2026-10-25T00:30:00Z", AMSTERDAM, 2))
        .containsExactly("2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z");
    assertThatThrownBy(() -> new Schedule.Interval(Duration.ofSeconds(59)))
        .hasMessageContaining("at least a minute");
  }

  @Test
  void aTimeOfDayIsTheWorkspacesOnBothSidesOfAChangeOfItsClock() {
    Schedule nightly = new Schedule.Cron("0 6 * * *");
    assertThat(times(nightly, "2026-03-27T12:00:00Z", AMSTERDAM, 3))
        .containsExactly("2026-03-28T05:00:00Z", "2026-03-29T04:00:00Z", "2026-03-30T04:00:00Z");
    assertThat(times(nightly, "2026-10-23T12:00:00Z", AMSTERDAM, 3))
        .containsExactly("2026-10-24T04:00:00Z", "2026-10-25T05:00:00Z", "2026-10-26T05:00:00Z");
    assertThat(times(nightly, "2026-03-27T12:00:00Z", UTC, 1))
        .containsExactly("2026-03-28T06:00:00Z");
  }

  @Test
  void aTimeThatTheClockSkipsIsKeptWhenTheClockGoesOn() {
    // On 29 March the clock goes from 02:00 to 03:00: there is no 02:30.
    Schedule nightly = new Schedule.Cron("30 2 * * *");
    assertThat(times(nightly, "2026-03-28T12:00:00Z", AMSTERDAM, 2))
        .containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
    Schedule yearly = new Schedule.Cron("30 2 29 3 *");
    assertThat(times(yearly, "2025-06-01T12:00:00Z", AMSTERDAM, 2))
        .containsExactly("2026-03-29T01:00:00Z", "2027-03-29T00:30:00Z");
    Schedule hourly = new Schedule.Cron("30 * * * *");
    assertThat(times(hourly, "2026-03-29T00:00:00Z", AMSTERDAM, 2))
        .containsExactly("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z");
  }

  @Test
  void aTimeThatTheClockShowsTwiceIsDueOnce() {
    // On 25 October the clock goes from 03:00 back to 02:00: 02:30 comes at 00:30Z and 01:30Z.
    Schedule nightly = new Schedule.Cron("30 2 * * *");
    assertThat(times(nightly, "2026-10-24T12:00:00Z", AMSTERDAM, 2))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
  }

  @Test
  void everyQuarterOfAnHourComesInEveryHourThatPasses() {
    Schedule often = new Schedule.Cron("*/15 * * * *");
    for (String night : List.of("2026-03-28T23:00:00Z", "2026-10-24T23:00:00Z")) {
      List<String> expected = new ArrayList<>();
      for (int i = 1; i <= 16; i++) {
        expected.add(Instant.parse(night).plus(Duration.ofMinutes(15L * i)).toString());
      }
      assertThat(times(often, night, AMSTERDAM, 16)).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void aDayThatNeverComesIsNeverDue() {
    assertThat(new Schedule.Cron("0 0 30 2 *").next(Instant.EPOCH, UTC)).isEmpty();
    assertThat(new Schedule.Manual().next(Instant.EPOCH, UTC)).isEmpty();
  }

  private static List<String> times(Schedule schedule, String after, ZoneId zone, int count) {
    List<String> times = new ArrayList<>();
    Instant time = Instant.parse(after);
    for (int i = 0; i < count; i++) {
      time = schedule.next(time, zone).orElseThrow();
      times.add(time.toString());
    }
    return times;
  }
}
