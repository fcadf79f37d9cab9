package dev.tributary.identity.claim;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;

/** Phone numbers as E.164. Thread-safe. */
final class PhoneNumbers {
  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

  private PhoneNumbers() {}

  /**
   * @param region ISO 3166 code for numbers without a country code
   * @return empty if the text is not a valid number
   */
  static Optional<String> e164(String text, String region) {
    try {
      PhoneNumber number = LIBRARY.parse(text, region);
      return LIBRARY.isValidNumber(number)
          ? Optional.of(LIBRARY.format(number, PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a text is this number, with its country code.
   *
   * @param e164 in the form of {@link #e164}
   */
  static boolean exact(String text, String e164) {
    return LIBRARY.isNumberMatch(e164, text) == PhoneNumberUtil.MatchType.EXACT_MATCH;
  }

  /**
   * Whether a text is this number, also without the country code.
   *
   * @param e164 in the form of {@link #e164}
   */
  static boolean same(String text, String e164) {
    return switch (LIBRARY.isNumberMatch(e164, text)) {
      case EXACT_MATCH, NSN_MATCH -> true;
      case SHORT_NSN_MATCH, NO_MATCH, NOT_A_NUMBER -> false;
    };
  }
}
