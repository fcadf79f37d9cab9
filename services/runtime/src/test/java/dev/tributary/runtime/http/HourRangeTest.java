package dev.tributary.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.runtime.problem.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HourRangeTest {
  private static final Instant NOW = Instant.parse("2026-04-15T12:34:56Z");

  @Test
  void withoutParametersItIsTheLastSevenDaysFromAFullHourOn() {
    assertThat(HourRange.of(null, null, NOW))
        .isEqualTo(new HourRange(Instant.parse("2026-04-08T12:00:00Z"), NOW));
  }

  @Test
  void theFirstHourIsWholeAndNoHourIsInTheFuture() {
    assertThat(HourRange.of("2026-04-15T10:59:59Z", "2027-01-01T00:00:00Z", NOW))
        .isEqualTo(new HourRange(Instant.parse("2026-04-15T10:00:00Z"), NOW));
  }

  @Test
  void anEmptyRangeAndARangeOfMoreThan31DaysAreRefused() {
    assertRefused("2026-04-15T12:34:56Z", null, "before to");
    assertRefused("2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z", "before to");
    assertRefused("2026-03-01T00:00:00Z", null, "31 days");
    assertRefused("-1000000000-01-01T00:00:00Z", null, "31 days");
    assertRefused("yesterday", null, "RFC 3339");
  }

  @Test
  void aTimeBeforeAllCountsIsNoFailure() {
    assertThat(HourRange.of(null, "-1000000000-01-01T00:00:00Z", NOW).to())
        .isEqualTo(Instant.EPOCH);
  }

  private static void assertRefused(String from, @Nullable String to, String words) {
    assertThatThrownBy(() -> HourRange.of(from, to, NOW))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(words);
  }
}
