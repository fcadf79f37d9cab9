package dev.tributary.identity.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneCheckTest {
  private final PhoneCheck check = new PhoneCheck("NL");

  @ParameterizedTest
  @ValueSource(strings = {"06 12345678", "+31612345678", "+1 (212) 555-2368", "020-1234567"})
  void nothingIsSaidAgainst(String number) {
    assertThat(check.check(number)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ask me, NOT_A_NUMBER",
    "'', NOT_A_NUMBER",
    "061, TOO_SHORT",
    "061234567890123456, TOO_LONG",
    "+999 1234567, NO_COUNTRY",
    "+31 99 9999999, NOT_GIVEN_OUT"
  })
  void whatIsWrongIsTold(String number, Flaw flaw) {
    assertThat(check.check(number)).contains(Finding.of(flaw));
  }

  @Test
  void whereNoRegionIsKnownANumberNamesItsCountry() {
    assertThat(new PhoneCheck("ZZ").check("0612345678")).contains(Finding.of(Flaw.NO_COUNTRY));
    assertThat(new PhoneCheck("ZZ").check("+31612345678")).isEmpty();
  }
}
