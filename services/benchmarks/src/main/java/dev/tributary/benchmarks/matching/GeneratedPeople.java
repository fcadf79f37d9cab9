package dev.tributary.benchmarks.matching;

import dev.tributary.identity.matching.DefaultModel;
import dev.tributary.identity.matching.MatchRecord;
import dev.tributary.identity.matching.Pair;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Generated people with a realistic frequency of names. One person in ten has two records, the
 * second one with errors. The same records each time.
 *
 * @param records the number of all records; a tenth of them are duplicates
 */
record GeneratedPeople(long records) {
  private static final String ID = "prf_";
  private static final int FIRST_NAMES = 500;
  private static final int LAST_NAMES = 5_000;
  private static final int CITIES = 300;
  private static final int POSTCODES_OF_A_CITY = 15;
  private static final int DAYS = 70 * 365;
  private static final double MISSING = 0.08;
  private static final String[] SYLLABLES = {
    "an", "ber", "co", "dan", "el", "fer", "gor", "hal", "in", "jo", "kar", "lin", "mar", "nel",
    "or", "pet", "ri", "san", "tom", "ver"
  };

  Iterator<MatchRecord> all() {
    return LongStream.range(0, records).mapToObj(this::record).iterator();
  }

  /** How many people have two records. */
  long duplicates() {
    return records / 10;
  }

  /** Whether the two are records of one person. */
  boolean same(Pair pair) {
    return person(pair.one()) == person(pair.other());
  }

  private long person(String id) {
    return Long.parseLong(id.substring(ID.length())) % (records - duplicates());
  }

  private MatchRecord record(long number) {
    long people = records - duplicates();
    boolean again = number >= people;
    // Neighbouring seeds give similar first numbers.
    var person = new Random((again ? number - people : number) * 0x9E3779B97F4A7C15L);
    Map<String, String> values = values(person);
    var errors = new Random(~number * 0x9E3779B97F4A7C15L);
    if (again) {
      spoil(values, errors);
    }
    values.values().removeIf(value -> value.isEmpty() || errors.nextDouble() < MISSING);
    String address = values.get(DefaultModel.EMAIL);
    if (address != null && address.lastIndexOf('@') > 0) {
      values.put(DefaultModel.EMAIL_LOCAL, address.substring(0, address.lastIndexOf('@')));
    }
    return new MatchRecord(ID + number, values);
  }

  private static Map<String, String> values(Random person) {
    String first = name(skewed(person, FIRST_NAMES));
    String last = name(FIRST_NAMES + skewed(person, LAST_NAMES));
    int city = skewed(person, CITIES);
    var values = new LinkedHashMap<String, String>();
    values.put(DefaultModel.FIRST_NAME, first);
    values.put(DefaultModel.LAST_NAME, last);
    values.put(
        DefaultModel.BIRTH_DATE,
        LocalDate.of(1935, 1, 1).plusDays(person.nextInt(DAYS)).toString());
    values.put(DefaultModel.CITY, name(city) + "ville");
    values.put(
        DefaultModel.POSTCODE,
        String.valueOf(10_000 + city * POSTCODES_OF_A_CITY + person.nextInt(POSTCODES_OF_A_CITY)));
    values.put(DefaultModel.PHONE, String.valueOf(100_000_000 + person.nextInt(900_000_000)));
    values.put(DefaultModel.EMAIL, first + "." + last + person.nextInt(100_000) + "@mail.example");
    return values;
  }

  private static void spoil(Map<String, String> values, Random errors) {
    String[] columns = values.keySet().toArray(String[]::new);
    for (int error = 1 + errors.nextInt(3); error > 0; error--) {
      String column = columns[errors.nextInt(columns.length)];
      values.computeIfPresent(
          column,
          (_, value) -> {
            int at = errors.nextInt(value.length());
            String replaced = errors.nextBoolean() ? "" : String.valueOf(errors.nextInt(10));
            return value.substring(0, at) + replaced + value.substring(at + 1);
          });
    }
  }

  /** A skewed distribution: small numbers are the most frequent. */
  private static int skewed(Random random, int count) {
    double point = random.nextDouble();
    return (int) (count * point * point);
  }

  /** A different name for each number: its digits in the base of the syllables, scattered. */
  private static String name(int number) {
    StringBuilder name = new StringBuilder();
    int left = number;
    for (int syllable = 0; syllable < 4 && (left > 0 || syllable < 2); syllable++) {
      name.append(SYLLABLES[(left + 7 * syllable) % SYLLABLES.length]);
      left /= SYLLABLES.length;
    }
    return name.toString();
  }
}
