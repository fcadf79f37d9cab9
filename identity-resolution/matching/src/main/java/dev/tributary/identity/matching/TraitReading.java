package dev.tributary.identity.matching;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Converts traits to the columns of the {@link DefaultModel}: by their common names, and in normal
 * form, so that differences in spelling do not count.
 */
public final class TraitReading {
  /** Enough digits to distinguish people, and equal with and without the country code. */
  private static final int DIGITS_OF_A_NUMBER = 9;

  private static final int SHORTEST_NUMBER = 6;

  /** A trait with parts, which are read separately. */
  public static final String ADDRESS = "address";

  /** The trait names of each column, the best one first. */
  private static final Map<String, List<String>> NAMES =
      Map.of(
          DefaultModel.FIRST_NAME, List.of("firstname", "givenname", "forename"),
          DefaultModel.LAST_NAME, List.of("lastname", "familyname", "surname"),
          DefaultModel.BIRTH_DATE, List.of("birthdate", "dateofbirth", "birthday", "dob"),
          DefaultModel.POSTCODE, List.of("postcode", "postalcode", "zip", "zipcode"),
          DefaultModel.CITY, List.of("city", "town", "suburb"),
          DefaultModel.PHONE, List.of("phone", "phonenumber", "mobile", "telephone"),
          DefaultModel.EMAIL, List.of("email", "emailaddress", "mail"),
          DefaultModel.COMPANY, List.of("company", "companyname", "organization", "organisation"));

  private TraitReading() {}

  /**
   * @param traits by name, in any spelling: {@code firstName}, {@code first_name}, {@code FIRST
   *     NAME}
   */
  public static MatchRecord record(String id, Map<String, String> traits) {
    Map<String, String> plain = new LinkedHashMap<>();
    traits.forEach((name, value) -> plain.putIfAbsent(plain(name), value));
    Map<String, String> values = new LinkedHashMap<>();
    NAMES.forEach((column, names) ->
        names.stream()
            .map(plain::get)
            .flatMap(value -> Optional.ofNullable(value).stream())
            .map(written(column))
            .filter(value -> !value.isEmpty())
            .findFirst()
            .ifPresent(value -> values.put(column, value)));
    Optional.ofNullable(values.get(DefaultModel.EMAIL))
        .map(address -> address.substring(0, address.lastIndexOf('@')))
        .ifPresent(local -> values.put(DefaultModel.EMAIL_LOCAL, local));
    return new MatchRecord(id, values);
  }

  /** The compared columns that may contain a value of the trait. */
  public static Set<String> comparedOf(String trait) {
    String plain = plain(trait);
    if (plain.equals(ADDRESS)) {
      return Set.of(DefaultModel.PLACE);
    }
    Set<String> compared = new TreeSet<>();
    NAMES.forEach((column, names) -> {
      if (names.contains(plain)) {
        compared.add(
            column.equals(DefaultModel.POSTCODE) || column.equals(DefaultModel.CITY)
                ? DefaultModel.PLACE
                : column);
      }
    });
    return compared;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }

  private static UnaryOperator<String> written(String column) {
    return switch (column) {
      case DefaultModel.BIRTH_DATE -> TraitReading::date;
      case DefaultModel.PHONE -> TraitReading::number;
      case DefaultModel.EMAIL -> TraitReading::address;
      case DefaultModel.POSTCODE -> value -> words(value).replace(" ", "");
      default -> TraitReading::words;
    };
  }

  /** Lower case, without accents; letters and digits with single spaces between words. */
  static String words(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}+", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("['’]", "")
        .replaceAll("[^\\p{L}\\p{N}]+", " ")
        .strip();
  }

  /** The day of an ISO date or time. Other formats are ambiguous. */
  static String date(String text) {
    String day = text.strip();
    try {
      return day.length() < 10 ? "" : LocalDate.parse(day.substring(0, 10)).toString();
    } catch (DateTimeException e) {
      return "";
    }
  }

  static String number(String text) {
    String digits = text.replaceAll("\\D", "");
    return digits.length() < SHORTEST_NUMBER
        ? ""
        : digits.substring(Math.max(0, digits.length() - DIGITS_OF_A_NUMBER));
  }

  static String address(String text) {
    String address = text.strip().toLowerCase(Locale.ROOT);
    return address.lastIndexOf('@') > 0 ? address : "";
  }
}
