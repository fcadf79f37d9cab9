package dev.tributary.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("soak-models")
class TimestampsTest {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

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

  @Test
  void whatSdksWriteIsReadAsTheSameTimeWrittenInAnyOtherWay() {
    long seed =
        Long.getLong(
            "tributary.seed", Boolean.getBoolean("tributary.soak") ? System.nanoTime() : 20_260);
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      Instant time =
          Instant.ofEpochMilli(random.nextLong(-10_000_000_000_000L, 100_000_000_000_000L));
      String plain = MILLIS.format(time);
      assertThat(Timestamps.parse(JsonKind.TEXT, plain)).isEqualTo(time);
      assertThat(Timestamps.parse(JsonKind.TEXT, plain.replace("Z", "000z"))).isEqualTo(time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30T12:00:00.123Z",
        "2026-13-01T12:00:00.123Z",
        "2026-01-15T24:00:00.123Z",
        "2026-01-15T12:60:00.123Z",
        "0000-01-15T12:00:00.123Z",
        "2026-01-15T12:00:00.12xZ",
        "2026-01-15T12:00:00.123+",
        "yesterday"
      })
  void whatIsNoTimeIsNone(String text) {
    assertThat(Timestamps.parse(JsonKind.TEXT, text)).isNull();
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
