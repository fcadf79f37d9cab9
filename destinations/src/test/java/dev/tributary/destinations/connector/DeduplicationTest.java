package dev.tributary.destinations.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeduplicationTest {
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final Instant MADE = Instant.parse("2026-03-01T10:15:30.123Z");
  private static final Deduplication ULID = of(Deduplication.Form.ULID);
  private static final Deduplication UUID_FORM = of(Deduplication.Form.UUID);

  private final Ids ids = new Ids(Clock.fixed(MADE, ZoneOffset.UTC), new Random(7));

  /** The example of github.com/ulid/spec, as 128 bits. */
  @Test
  void aUlidHasTheBitsOfTheUuidInCrockfordsBase32() {
    assertThat(ULID.key("evt_01563e3a-b5d3-d676-4c61-efb99302bd5b"))
        .isEqualTo("01ARZ3NDEKTSV4RRFFQ69G5FAV");
    assertThat(ULID.key("ffffffff-ffff-ffff-ffff-ffffffffffff"))
        .isEqualTo("7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
  }

  @Test
  void aUlidKeepsTheTimeOfTheId() {
    String key = ULID.key(ids.next(Ids.EVENT));
    assertThat(key).matches("[0-7][0-9A-HJKMNP-TV-Z]{25}");
    long millis = 0;
    for (char digit : key.substring(0, 10).toCharArray()) {
      millis = millis * 32 + CROCKFORD.indexOf(digit);
    }
    assertThat(Instant.ofEpochMilli(millis)).isEqualTo(MADE);
  }

  @Test
  void aUuidIsTheOneInTheId() {
    String id = ids.next(Ids.DELIVERY);
    assertThat(UUID_FORM.key(id)).hasSize(36).isEqualTo(id.substring(Ids.DELIVERY.length()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"order-1", "", "evt_ABC", "☃ 'quoted'", "evt_evt_1"})
  void anIdOfAnotherMakerHasAUuidOfItsHash(String id) {
    UUID uuid = UUID.fromString(UUID_FORM.key(id));
    assertThat(uuid.version()).isEqualTo(8);
    assertThat(uuid.variant()).isEqualTo(2);
    assertThat(ULID.key(id)).matches("[0-7][0-9A-HJKMNP-TV-Z]{25}");
  }

  @Test
  void aTextIsTheIdOrItsHashIfTheIdIsTooLong() {
    Deduplication text = new Deduplication(Deduplication.Form.TEXT, 36, null);
    String fits = "x".repeat(36);
    assertThat(text.key(fits)).isEqualTo(fits);
    assertThat(text.key(fits + "x")).matches("[0-9a-f]{32}");
    assertThat(of(Deduplication.Form.TEXT).key(fits + "x")).isEqualTo(fits + "x");
  }

  @ParameterizedTest
  @EnumSource(Deduplication.Form.class)
  void theSameIdHasTheSameKeyAndOthersHaveOthers(Deduplication.Form form) {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      String id = i % 2 == 0 ? ids.next(Ids.EVENT) : "own-" + i;
      assertThat(of(form).key(id)).isEqualTo(of(form).key(id));
      keys.add(of(form).key(id));
    }
    assertThat(keys).hasSize(2_000);
  }

  @ParameterizedTest
  @CsvSource({
    "PT90M,90 minutes",
    "PT2H,2 hours",
    "P2D,48 hours",
    "P365D,365 days",
    "PT73H,73 hours"
  })
  void aWindowIsShownInWholeMinutesHoursOrDays(Duration window, String shown) {
    assertThat(Deduplication.shown(window)).isEqualTo(shown);
  }

  private static Deduplication of(Deduplication.Form form) {
    return new Deduplication(form, null, null);
  }
}
