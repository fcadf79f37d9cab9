package dev.tributary.identity.quality;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;

/**
 * Checks phone numbers.
 *
 * @param region ISO 3166 code for numbers without a country code
 */
record PhoneCheck(String region) {
  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

  Optional<Finding> check(String value) {
    try {
      return flaw(LIBRARY.parse(value, region)).map(Finding::of);
    } catch (NumberParseException e) {
      return Optional.of(
          Finding.of(
              switch (e.getErrorType()) {
                case INVALID_COUNTRY_CODE -> Flaw.NO_COUNTRY;
                case NOT_A_NUMBER -> Flaw.NOT_A_NUMBER;
                case TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN -> Flaw.TOO_SHORT;
                case TOO_LONG -> Flaw.TOO_LONG;
              }));
    }
  }

  private static Optional<Flaw> flaw(PhoneNumber number) {
    return switch (LIBRARY.isPossibleNumberWithReason(number)) {
      case TOO_SHORT, IS_POSSIBLE_LOCAL_ONLY -> Optional.of(Flaw.TOO_SHORT);
      case TOO_LONG -> Optional.of(Flaw.TOO_LONG);
      case INVALID_COUNTRY_CODE -> Optional.of(Flaw.NO_COUNTRY);
      case INVALID_LENGTH -> Optional.of(Flaw.NOT_GIVEN_OUT);
      case IS_POSSIBLE ->
          LIBRARY.isValidNumber(number) ? Optional.empty() : Optional.of(Flaw.NOT_GIVEN_OUT);
    };
  }
}
