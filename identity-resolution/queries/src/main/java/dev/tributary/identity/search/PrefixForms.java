package dev.tributary.identity.search;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The possible beginnings of an identifier for a text that a user has typed: as typed, in lower
 * case, and as an international number where it may be one. The normalisation of whole values
 * cannot be used, because half an address is not a valid address.
 */
public final class PrefixForms {
  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9][0-9 ()./-]*");
  private static final Pattern BETWEEN_DIGITS = Pattern.compile("[ ()./-]");
  private static final String INTERNATIONAL = "00";

  private PrefixForms() {}

  /**
   * @param region ISO 3166 code for numbers without a country code
   */
  public static Set<String> of(String typed, String region) {
    Set<String> beginnings = new LinkedHashSet<>();
    beginnings.add(typed);
    beginnings.add(typed.toLowerCase(Locale.ROOT));
    international(typed, region).ifPresent(beginnings::add);
    return beginnings;
  }

  private static Optional<String> international(String typed, String region) {
    if (!NUMBER.matcher(typed).matches()) {
      return Optional.empty();
    }
    String digits = BETWEEN_DIGITS.matcher(typed).replaceAll("");
    if (digits.startsWith("+")) {
      return Optional.of(digits);
    }
    if (digits.startsWith(INTERNATIONAL)) {
      return Optional.of("+" + digits.substring(INTERNATIONAL.length()));
    }
    PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    int country = library.getCountryCodeForRegion(region);
    String trunk = library.getNddPrefixForRegion(region, true);
    return country == 0 ? Optional.empty() : Optional.of("+" + country + within(digits, trunk));
  }

  private static String within(String digits, @Nullable String trunk) {
    return trunk != null && digits.startsWith(trunk) ? digits.substring(trunk.length()) : digits;
  }
}
