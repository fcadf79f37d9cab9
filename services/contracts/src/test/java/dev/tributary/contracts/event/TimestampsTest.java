package dev.tributary.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "2026-01-15T12:00:00.123Z, 2026-01-15T12:00:00.123Z",
    "2026-01-15T12:00:00.123456789Z, 2026-01-15T12:00:00.123456Z",
    "2026-01-15T12:00:00.1Z, 2026-01-15T12:00:00.1Z",
    "2026-01-15T12:00Z, 2026-01-15T12:00:00Z",
    "2026-01-15T14:00:00.123+02:00, 2026-01-15T12:00:00.123Z",
    "2026-01-15T14:00:00+0200, 2026-01-15T12:00:00Z",
    "2026-01-15T14:00:00+02, 2026-01-15T12:00:00Z",
    "2026-01-15 12:00:00, 2026-01-15T12:00:00Z",
    "2026-01-15T12:00:00, 2026-01-15T12:00:00Z",
    "2015-2-02T00:30:08.276Z, 2015-02-02T00:30:08.276Z",
    "2026-01-15, 2026-01-15T00:00:00Z",
    "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
  })
  void textsAreReadLeniently(String text, Instant expected) {
    assertThat(Timestamps.parse(JsonKind.TEXT, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1768478400, 2026-01-15T12:00:00Z",
    "1768478400.5, 2026-01-15T12:00:00.500Z",
    "1768478400123, 2026-01-15T12:00:00.123Z",
    "1.7684784E12, 2026-01-15T12:00:00Z",
    "0, 1970-01-01T00:00:00Z",
    "-1, 1969-12-31T23:59:59Z",
  })
  void numbersAreSecondsOrMilliseconds(String number, Instant expected) {
    assertThat(Timestamps.parse(JsonKind.NUMBER, number)).isEqualTo(expected);
  }
}
