package dev.tributary.identity.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.rules.IdentityRules;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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

  private static Optional<String> value(String type, String text) {
    return new IdentifierReader(IdentityRules.DEFAULT, 0, "NL")
        .identifier(type, text)
        .map(Identifier::value);
  }
}
