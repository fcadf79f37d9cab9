package dev.tributary.identity.matching.duckdb;

import dev.tributary.identity.matching.DefaultModel;
import dev.tributary.identity.matching.MatchRecord;
import dev.tributary.identity.matching.Nicknames;
import dev.tributary.identity.matching.Pair;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Labelled people in the manner of FEBRL: originals with values as frequent as values are, and one
 * duplicate of each with one to four errors: letters put in, left out, replaced or swapped, letters
 * that sound or are scanned alike, short names, swapped names, another date's digit, missing
 * values, a new address, number or mailbox.
 *
 * @param records originals and duplicates
 * @param truth every pair of one person
 * @see <a href="https://doi.org/10.1007/11430919_51">Christen, Probabilistic Data Generation for
 *     Deduplication and Data Linkage, 2005</a>
 */
record People(List<MatchRecord> records, Set<Pair> truth) {
  private static final int MOST_ERRORS = 4;
  private static final double MISSING = 0.08;
  private static final List<String> SYLLABLES =
      List.of(
          "ba", "bel", "bran", "car", "chan", "dal", "den", "dor", "fer", "field", "gar", "gold",
          "har", "hol", "ing", "jan", "ken", "lan", "ley", "man", "mar", "mor", "nel", "nor", "par",
          "pen", "ran", "ric", "rob", "ron", "ros", "san", "shaw", "smi", "son", "stan", "sut",
          "ter", "ton", "tre", "val", "wal", "war", "well", "win", "wood");
  private static final List<String> SOUND_ALIKE =
      List.of("ph>f", "ck>k", "c>k", "y>ie", "th>t", "ei>ie", "mb>m", "x>ks", "z>s", "ll>l");
  private static final List<String> SCANNED_ALIKE =
      List.of("m>rn", "l>1", "o>0", "s>5", "cl>d", "w>vv", "i>j", "e>c", "h>b", "8>3");

  static People generate(int people, long seed) {
    return new Generator(people, new Random(seed)).people();
  }

  /** Confined to one call. */
  private static final class Generator {
    private final int people;
    private final Random random;
    private final List<String> firstNames;
    private final Map<String, List<String>> shortNames = new LinkedHashMap<>();
    private final List<String> lastNames;
    private final List<String> cities;

    Generator(int people, Random random) {
      this.people = people;
      this.random = random;
      Nicknames nicknames = Nicknames.english();
      Set<Integer> begun = new LinkedHashSet<>();
      Map<Integer, String> formal = new LinkedHashMap<>();
      nicknames
          .lines()
          .forEach((name, lines) -> {
            if (begun.add(lines.getFirst())) {
              formal.put(lines.getFirst(), name);
            } else {
              shortNames
                  .computeIfAbsent(formal.get(lines.getFirst()), _ -> new ArrayList<>())
                  .add(name);
            }
          });
      firstNames = List.copyOf(formal.values());
      lastNames = invented(2_000);
      cities = invented(300).stream().map(name -> name + "ville").toList();
    }

    People people() {
      List<MatchRecord> records = new ArrayList<>();
      Set<Pair> truth = new LinkedHashSet<>();
      List<MatchRecord> duplicates = new ArrayList<>();
      for (int person = 0; person < people; person++) {
        Map<String, String> original = original();
        String id = "rec-" + person;
        records.add(new MatchRecord(id + "-org", shown(original)));
        duplicates.add(new MatchRecord(id + "-dup", shown(spoilt(original))));
        truth.add(new Pair(id + "-org", id + "-dup"));
      }
      records.addAll(duplicates);
      return new People(records, truth);
    }

    private Map<String, String> original() {
      Map<String, String> values = new LinkedHashMap<>();
      String first = frequent(firstNames);
      String last = frequent(lastNames);
      int city = skewed(cities.size());
      values.put(DefaultModel.FIRST_NAME, first);
      values.put(DefaultModel.LAST_NAME, last);
      values.put(
          DefaultModel.BIRTH_DATE,
          LocalDate.of(1935, 1, 1).plusDays(random.nextInt(70 * 365)).toString());
      values.put(DefaultModel.CITY, cities.get(city));
      values.put(DefaultModel.POSTCODE, String.valueOf(10_000 + city * 20 + random.nextInt(20)));
      values.put(DefaultModel.PHONE, digits(9));
      values.put(DefaultModel.EMAIL, mailbox(first, last));
      if (random.nextInt(3) == 0) {
        values.put(DefaultModel.COMPANY, frequent(lastNames) + " " + frequent(cities));
      }
      return values;
    }

    private Map<String, String> spoilt(Map<String, String> original) {
      Map<String, String> values = new LinkedHashMap<>(original);
      int errors = 1 + random.nextInt(MOST_ERRORS);
      for (int error = 0; error < errors; error++) {
        List<String> columns = List.copyOf(values.keySet());
        String column = columns.get(random.nextInt(columns.size()));
        switch (random.nextInt(10)) {
          case 0 -> values.remove(column);
          case 1 -> swapNames(values);
          case 2 -> values.computeIfPresent(DefaultModel.FIRST_NAME, (_, name) -> shortFor(name));
          case 3 -> move(values);
          case 4 -> values.put(DefaultModel.PHONE, digits(9));
          case 5 ->
              values.put(
                  DefaultModel.EMAIL,
                  mailbox(
                      original.get(DefaultModel.FIRST_NAME), original.get(DefaultModel.LAST_NAME)));
          case 6 -> values.computeIfPresent(column, (_, value) -> alike(value, SOUND_ALIKE));
          case 7 -> values.computeIfPresent(column, (_, value) -> alike(value, SCANNED_ALIKE));
          default -> values.computeIfPresent(column, (_, value) -> mistyped(value));
        }
      }
      return values;
    }

    /** What a record shows: some of it was never asked for. */
    private Map<String, String> shown(Map<String, String> values) {
      Map<String, String> shown = new LinkedHashMap<>();
      values.forEach((column, value) -> {
        if (!value.isEmpty() && random.nextDouble() >= MISSING) {
          shown.put(column, value);
        }
      });
      @Nullable String address = shown.get(DefaultModel.EMAIL);
      if (address != null && address.lastIndexOf('@') > 0) {
        shown.put(DefaultModel.EMAIL_LOCAL, address.substring(0, address.lastIndexOf('@')));
      }
      return shown;
    }

    private void move(Map<String, String> values) {
      int city = skewed(cities.size());
      values.put(DefaultModel.CITY, cities.get(city));
      values.put(DefaultModel.POSTCODE, String.valueOf(10_000 + city * 20 + random.nextInt(20)));
    }

    private static void swapNames(Map<String, String> values) {
      String first = values.get(DefaultModel.FIRST_NAME);
      String last = values.get(DefaultModel.LAST_NAME);
      if (first != null && last != null) {
        values.put(DefaultModel.FIRST_NAME, last);
        values.put(DefaultModel.LAST_NAME, first);
      }
    }

    private String shortFor(String name) {
      List<String> names = shortNames.getOrDefault(name, List.of(name));
      return names.get(random.nextInt(names.size()));
    }

    private String alike(String value, List<String> rules) {
      List<String> fitting =
          rules.stream().filter(rule -> value.contains(rule.split(">", 2)[0])).toList();
      if (fitting.isEmpty()) {
        return mistyped(value);
      }
      String[] rule = fitting.get(random.nextInt(fitting.size())).split(">", 2);
      int at = value.indexOf(rule[0]);
      return value.substring(0, at) + rule[1] + value.substring(at + rule[0].length());
    }

    private String mistyped(String value) {
      int at = random.nextInt(value.length());
      char letter = value.charAt(at);
      String before = value.substring(0, at);
      String after = value.substring(at + 1);
      String other = String.valueOf(Character.isDigit(letter) ? digits(1).charAt(0) : letter());
      return switch (random.nextInt(4)) {
        case 0 -> before + after;
        case 1 -> before + other + letter + after;
        case 2 -> before + other + after;
        default ->
            after.isEmpty() ? before : before + after.charAt(0) + letter + after.substring(1);
      };
    }

    private char letter() {
      return (char) ('a' + random.nextInt(26));
    }

    private String mailbox(String first, String last) {
      String name =
          switch (random.nextInt(3)) {
            case 0 -> first + "." + last + random.nextInt(1_000);
            case 1 -> first.charAt(0) + last + random.nextInt(10_000);
            default -> first + random.nextInt(100_000);
          };
      return name + "@" + List.of("mail", "post", "home").get(random.nextInt(3)) + ".example";
    }

    private String digits(int count) {
      StringBuilder digits = new StringBuilder();
      for (int each = 0; each < count; each++) {
        digits.append(random.nextInt(10));
      }
      return digits.toString();
    }

    private List<String> invented(int count) {
      Set<String> names = new LinkedHashSet<>();
      while (names.size() < count) {
        StringBuilder name = new StringBuilder();
        for (int syllable = 2 + random.nextInt(2); syllable > 0; syllable--) {
          name.append(SYLLABLES.get(random.nextInt(SYLLABLES.size())));
        }
        names.add(name.toString());
      }
      return List.copyOf(names);
    }

    private String frequent(List<String> values) {
      return values.get(skewed(values.size()));
    }

    /** The first are the most frequent, as names are. */
    private int skewed(int count) {
      double point = random.nextDouble();
      return (int) (count * point * point);
    }
  }
}
