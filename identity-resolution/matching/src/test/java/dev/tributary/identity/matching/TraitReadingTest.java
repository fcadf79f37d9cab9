package dev.tributary.identity.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TraitReadingTest {

  @Test
  void traitsAreFoundUnderTheirCommonNamesInOneWayOfWriting() {
    MatchRecord record =
        TraitReading.record(
            "p1",
            Map.of(
                "firstName", " Zoë ",
                "surname", "O'Neill-Núñez",
                "date_of_birth", "1980-02-29T00:00:00Z",
                "zip_code", "1012 ab",
                "Phone Number", "+31 (0)20 123 4567",
                "e-mail", " Zoe.N@Shop.Example",
                "Company", "ACME, Inc."));

    assertThat(record.values())
        .containsOnly(
            Map.entry("first_name", "zoe"),
            Map.entry("last_name", "oneill nunez"),
            Map.entry("birth_date", "1980-02-29"),
            Map.entry("postcode", "1012ab"),
            Map.entry("phone", "201234567"),
            Map.entry("email", "zoe.n@shop.example"),
            Map.entry("email_local", "zoe.n"),
            Map.entry("company", "acme inc"));
  }

  @Test
  void whatCannotBeReadInOneWayIsLeftOut() {
    assertThat(
            TraitReading.record(
                    "p1",
                    Map.of("birthday", "03/04/1980", "phone", "12", "email", "none", "city", " - "))
                .values())
        .isEmpty();
  }

  @Test
  void theFirstOfSeveralNamesThatSaysAnythingCounts() {
    assertThat(
            TraitReading.record("p1", Map.of("birthday", "1980-01-02", "birthDate", "unknown"))
                .values())
        .containsEntry("birth_date", "1980-01-02");
  }

  @Test
  void namesThatAreShortForOneGoTogether() {
    Nicknames names = Nicknames.english();

    assertThat(names.together("bob", "robert")).isTrue();
    assertThat(names.together("liz", "betty")).isTrue();
    assertThat(names.together("bob", "william")).isFalse();
    assertThat(names.together("unheard", "unheard")).isFalse();
    assertThat(names.lines()).allSatisfy((_, lines) -> assertThat(lines).hasSizeBetween(1, 2));
  }
}
