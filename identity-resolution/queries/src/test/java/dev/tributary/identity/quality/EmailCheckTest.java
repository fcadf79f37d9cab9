package dev.tributary.identity.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailCheckTest {
  private final EmailCheck check = new EmailCheck();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.com",
        " Ann.Lee+shop@Example.CO.UK ",
        "ann@gmail.com",
        "ann@mail.com",
        "ann@ymail.com",
        "ann@yahoo.de",
        "ann@web.de",
        "o'hara@example.museum",
        "ann@shop.example",
        "Ann@Shop.Example",
        "ann@mail.shop.test",
        "ann@münchen.de"
      })
  void nothingIsSaidAgainst(String address) {
    assertThat(check.check(address)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ann, NO_AT",
    "ann@localhost, NO_DOT",
    "ann@, NO_DOT",
    "ann@@example.com, MALFORMED",
    "an n@example.com, MALFORMED",
    "@example.com, MALFORMED",
    "ann@example..com, MALFORMED",
    "ann@example., MALFORMED",
    "ann@example.cmo, UNKNOWN_ENDING",
    "ann@shop.invalid, UNKNOWN_ENDING",
    "an n@shop.example, MALFORMED",
    "ann@shop..example, MALFORMED",
    "ann@-.example, MALFORMED",
    "Info@shop.example, ROLE",
    "ann@mailinator.com, DISPOSABLE",
    "ann@my.mailinator.com, DISPOSABLE",
    "Info@example.com, ROLE"
  })
  void whatIsWrongIsTold(String address, Flaw flaw) {
    assertThat(check.check(address)).contains(Finding.of(flaw));
  }

  @ParameterizedTest
  @CsvSource({
    "ann@gmial.com, gmail.com",
    "ann@gmail.con, gmail.com",
    "ann@gmail.co, gmail.com",
    "ann@gmaill.com, gmail.com",
    "ann@hotnail.com, hotmail.com",
    "ann@yahoo.co.ku, yahoo.co.uk",
    "ann@outlok.com, outlook.com"
  })
  void aSlipOfALargeProviderIsCorrected(String address, String meant) {
    assertThat(check.check(address)).contains(new Finding(Flaw.MISSPELT, meant));
  }

  @Test
  void aSlipIsOneLetterOrTwoNeighbours() {
    assertThat(TypingErrors.one("gmail", "gmail")).isFalse();
    assertThat(TypingErrors.one("gmai", "gmail")).isTrue();
    assertThat(TypingErrors.one("gmailx", "gmail")).isTrue();
    assertThat(TypingErrors.one("gnail", "gmail")).isTrue();
    assertThat(TypingErrors.one("mgail", "gmail")).isTrue();
    assertThat(TypingErrors.one("gmali", "gmail")).isTrue();
    assertThat(TypingErrors.one("gamli", "gmail")).isFalse();
    assertThat(TypingErrors.one("", "gmail")).isFalse();
  }
}
