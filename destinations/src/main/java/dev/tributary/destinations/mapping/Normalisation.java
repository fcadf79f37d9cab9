package dev.tributary.destinations.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The usual forms of values. Pure. */
final class Normalisation {
  private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
  private static final int LONGEST_EMAIL = 320;
  private static final Map<String, String> COUNTRIES = countries();

  private Normalisation() {}

  static Values.Function of(Transform.Form form, @Nullable String region) {
    return switch (form) {
      case EMAIL -> Normalisation::email;
      case PHONE -> value -> phone(value, region);
      case COUNTRY -> Normalisation::country;
      case LOWER -> value -> TextNode.valueOf(Values.text(value).toLowerCase(Locale.ROOT));
      case UPPER -> value -> TextNode.valueOf(Values.text(value).toUpperCase(Locale.ROOT));
      case TRIM -> value -> TextNode.valueOf(Values.text(value).strip());
    };
  }

  static boolean knowsRegion(String region) {
    return PHONES.getSupportedRegions().contains(region);
  }

  private static JsonNode email(JsonNode value) throws InvalidValueException {
    String text = Values.text(value).strip().toLowerCase(Locale.ROOT);
    int at = text.lastIndexOf('@');
    boolean valid =
        at > 0
            && at < text.length() - 1
            && text.length() <= LONGEST_EMAIL
            && text.chars().noneMatch(each -> Character.isWhitespace(each) || each < ' ');
    if (!valid) {
      throw InvalidValueException.of(
          value, "is no e-mail address", "an address such as name@company.example");
    }
    return TextNode.valueOf(text);
  }

  private static JsonNode phone(JsonNode value, @Nullable String region)
      throws InvalidValueException {
    try {
      PhoneNumber number = PHONES.parse(Values.text(value), region);
      if (PHONES.isValidNumber(number)) {
        return TextNode.valueOf(PHONES.format(number, PhoneNumberFormat.E164));
      }
    } catch (NumberParseException e) {
      // The same answer as for a number that nobody can have.
    }
    throw InvalidValueException.of(
        value,
        "is no phone number",
        region == null
            ? "a number with its country code, such as +49 30 123456"
            : "a number of %s, or one with its country code".formatted(region));
  }

  private static JsonNode country(JsonNode value) throws InvalidValueException {
    String code = COUNTRIES.get(Values.text(value).strip().toLowerCase(Locale.ROOT));
    if (code == null) {
      throw InvalidValueException.of(
          value, "is no country", "an ISO 3166 code such as DE or DEU, or an English name");
    }
    return TextNode.valueOf(code);
  }

  /** The codes by codes of two and three letters and by English names, in lower case. */
  private static Map<String, String> countries() {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      Locale country = Locale.of("", code);
      codes.put(country.getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
      codes.put(country.getISO3Country().toLowerCase(Locale.ROOT), code);
      codes.put(code.toLowerCase(Locale.ROOT), code);
    }
    return Map.copyOf(codes);
  }
}
