package dev.tributary.identity.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.rules.IdentifierType.LetterCase;
import dev.tributary.identity.rules.IdentifierType.Part;
import dev.tributary.identity.rules.IdentifierTypeBuilder;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierReaderTest {

  @Test
  void anAddressIsTrimmedAndLowerCasedAndMustLookLikeOne() {
    assertThat(value("email", "  Anna.Müller@Example.COM ")).contains("anna.müller@example.com");
    assertThat(value("email", "anna")).isEmpty();
    assertThat(value("email", "anna@localhost")).isEmpty();
    assertThat(value("email", "an na@example.com")).isEmpty();
    assertThat(value("email", "a@b@example.com")).isEmpty();
  }

  @Test
  void aPhoneNumberIsReadInTheWorkspacesRegion() {
    assertThat(value("phone", "06 12345678")).contains("+31612345678");
    assertThat(value("phone", "+49 (30) 901820")).contains("+4930901820");
    assertThat(value("phone", "12")).isEmpty();
    assertThat(
            new IdentifierReader(IdentityRules.DEFAULT, 0, "ZZ").identifier("phone", "06 12345678"))
        .isEmpty();
  }

  @Test
  void otherTypesKeepTheirCase() {
    assertThat(value("user_id", " U-1 ")).contains("U-1");
    assertThat(value("ga_client_id", "Xy")).contains("Xy");
  }

  @Test
  void whatIsBlankOrTooLongOrOfNoTypeNamesNobody() {
    assertThat(value("user_id", " \t ")).isEmpty();
    assertThat(value("user_id", null)).isEmpty();
    assertThat(value("user_id", "x".repeat(512))).isPresent();
    assertThat(value("user_id", "x".repeat(513))).isEmpty();
    assertThat(value("not a type", "x")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Ann+Shop@Gmail.com, ann@gmail.com",
    "ann+shop+2@googlemail.com, ann@googlemail.com",
    "ann+shop@outlook.com, ann@outlook.com",
    "ann+shop@hotmail.com, ann@hotmail.com",
    "ann+shop@live.com, ann@live.com",
    "ann+shop@icloud.com, ann@icloud.com",
    "ann+shop@proton.me, ann@proton.me",
    "ann+shop@protonmail.com, ann@protonmail.com",
    "ann+shop@fastmail.com, ann@fastmail.com",
    "ann-shop@yahoo.com, ann@yahoo.com",
    "ann+shop@yahoo.com, ann+shop@yahoo.com",
    "ann+shop@example.com, ann+shop@example.com",
    "+shop@gmail.com, +shop@gmail.com",
  })
  void aTagIsLeftAwayByTheSignOfTheProvider(String sent, String read) {
    assertThat(value(email(Part.DROP, Part.KEEP), sent)).contains(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0000-00",
        "-",
        "-1",
        "null",
        "NULL",
        "nil",
        "none",
        "undefined",
        "NaN",
        "n/a",
        "NA",
        "void",
        "unknown",
        "anonymous",
        "Guest",
        "default",
        "test",
        "true",
        "false",
        "[object Object]",
        "object Object"
      })
  void valuesThatStandForNobodyAreBlockedFromTheBeginning(String nobody) {
    assertThat(obstacle("user_id", nobody)).contains(LeftOut.Reason.BLOCKED);
    assertThat(obstacle("anonymous_id", nobody)).contains(LeftOut.Reason.BLOCKED);
    assertThat(obstacle("card", nobody)).contains(LeftOut.Reason.BLOCKED);
  }

  @ParameterizedTest
  @CsvSource({
    "email, test@test.com",
    "email, Test@Example.org",
    "email, noreply@example.com",
    "email, no-reply@test.net",
  })
  void addressesOfNobodyAreBlockedFromTheBeginning(String type, String address) {
    assertThat(obstacle(type, address)).contains(LeftOut.Reason.BLOCKED);
  }

  @ParameterizedTest
  @CsvSource({
    "user_id, user-0",
    "user_id, -10",
    "user_id, nullable",
    "user_id, testament",
    "user_id, guest7",
    "email, test@test.company.com",
    "email, a.test@test.com",
    "email, ann@example.com",
  })
  void whatOnlyLooksLikeItCounts(String type, String value) {
    assertThat(obstacle(type, value)).isEmpty();
    assertThat(value(type, value)).contains(value);
  }

  @ParameterizedTest
  @CsvSource({
    "A.n.n@gmail.com, ann@gmail.com",
    "a.nn@googlemail.com, ann@googlemail.com",
    "a.nn@outlook.com, a.nn@outlook.com",
    "a.nn@mail.gmail.com, a.nn@mail.gmail.com",
    "a.nn+b.c@gmail.com, ann+bc@gmail.com",
  })
  void dotsAreLeftAwayWhereTheProviderIgnoresThem(String sent, String read) {
    assertThat(value(email(Part.KEEP, Part.DROP), sent)).contains(read);
  }

  @Test
  void tagsAndDotsStayWhereTheLineKeepsThem() {
    assertThat(value(email(Part.KEEP, Part.KEEP), "a.nn+shop@gmail.com"))
        .contains("a.nn+shop@gmail.com");
    assertThat(value(email(Part.DROP, Part.DROP), "a.nn+shop@gmail.com")).contains("ann@gmail.com");
  }

  @Test
  void aLinesOwnRegionComesBeforeTheWorkspaces() {
    IdentifierType german = line("phone", LetterCase.KEEP, "DE", null);
    assertThat(value(german, "030 901820")).contains("+4930901820");
    assertThat(value(german, "+31 6 12345678")).contains("+31612345678");
    assertThat(value(line("phone", LetterCase.KEEP, null, null), "06 12345678"))
        .contains("+31612345678");
  }

  @Test
  void aPatternIsOfTheWholeValue() {
    IdentifierType card = line("card", LetterCase.KEEP, null, "[0-9]{8}");
    assertThat(value(card, " 12345678 ")).contains("12345678");
    assertThat(value(card, "123456789")).isEmpty();
    assertThat(value(card, "nr 12345678")).isEmpty();
    assertThat(reader(card).obstacle("card", "123456789")).contains(LeftOut.Reason.INVALID);
  }

  @Test
  void aPatternIsOfTheValueAsItIsKept() {
    assertThat(value(line("card", LetterCase.LOWER, null, "[a-z]+"), "GOLD")).contains("gold");
    IdentifierType dutch = line("phone", LetterCase.KEEP, null, "\\+31.*");
    assertThat(value(dutch, "06 12345678")).contains("+31612345678");
    assertThat(value(dutch, "+4930901820")).isEmpty();
  }

  @Test
  void otherTypesAreLowerCasedWhereTheirLineSaysSo() {
    assertThat(value(line("user_id", LetterCase.LOWER, null, null), " U-1É ")).contains("u-1é");
    IdentifierReader any = reader(line(IdentifierType.ANY, LetterCase.LOWER, null, null));
    assertThat(any.identifier("card", "Gold")).contains(new Identifier("card", "gold"));
  }

  private static IdentifierType email(Part plusTags, Part dots) {
    return IdentifierTypeBuilder.builder()
        .type("email")
        .merges(true)
        .unique(true)
        .limit(null)
        .letterCase(LetterCase.LOWER)
        .plusTags(plusTags)
        .dots(dots)
        .region(null)
        .pattern(null)
        .blocked(List.of())
        .build();
  }

  private static IdentifierType line(
      String type, LetterCase letterCase, @Nullable String region, @Nullable String pattern) {
    return IdentifierTypeBuilder.builder()
        .type(type)
        .merges(true)
        .unique(true)
        .limit(null)
        .letterCase(letterCase)
        .plusTags(Part.KEEP)
        .dots(Part.KEEP)
        .region(region)
        .pattern(pattern)
        .blocked(List.of())
        .build();
  }

  private static Optional<String> value(IdentifierType line, String text) {
    return reader(line).identifier(line.type(), text).map(Identifier::value);
  }

  private static IdentifierReader reader(IdentifierType line) {
    return new IdentifierReader(
        new IdentityRules(Strategy.MERGE, 10, 10, 10, List.of(line)), 1, "NL");
  }

  private static Optional<LeftOut.Reason> obstacle(String type, String text) {
    return new IdentifierReader(IdentityRules.DEFAULT, 0, "NL").obstacle(type, text);
  }

  private static Optional<String> value(String type, String text) {
    return new IdentifierReader(IdentityRules.DEFAULT, 0, "NL")
        .identifier(type, text)
        .map(Identifier::value);
  }
}
