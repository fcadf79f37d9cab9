package dev.tributary.identity.matching;

import dev.tributary.identity.matching.SimilarityCriterion.Beginning;
import dev.tributary.identity.matching.SimilarityCriterion.Both;
import dev.tributary.identity.matching.SimilarityCriterion.Damerau;
import dev.tributary.identity.matching.SimilarityCriterion.DaysApart;
import dev.tributary.identity.matching.SimilarityCriterion.Equal;
import dev.tributary.identity.matching.SimilarityCriterion.JaroWinkler;
import dev.tributary.identity.matching.SimilarityCriterion.Nickname;
import dev.tributary.identity.matching.SimilarityCriterion.Otherwise;
import dev.tributary.identity.matching.SimilarityCriterion.Swapped;
import java.util.List;

/**
 * The model that a workspace begins with, for the columns of {@link TraitReading}. Its m and u are
 * estimates by hand. They remain in use where there are too few records to learn from.
 */
public final class DefaultModel {
  public static final String FIRST_NAME = "first_name";
  public static final String LAST_NAME = "last_name";
  public static final String BIRTH_DATE = "birth_date";
  public static final String POSTCODE = "postcode";
  public static final String CITY = "city";
  public static final String PLACE = "place";
  public static final String PHONE = "phone";
  public static final String EMAIL = "email";
  public static final String EMAIL_LOCAL = "email_local";
  public static final String COMPANY = "company";

  private static final double PRIOR = 1e-6;
  private static final double ASSUMED_RECALL = 0.7;
  private static final long SAMPLED_PAIRS = 1_000_000;

  private DefaultModel() {}

  public static Model model() {
    return new Model(
        PRIOR,
        List.of(firstName(), lastName(), birthDate(), place(), phone(), email(), company()),
        List.of(
            BlockingRule.on(EMAIL),
            BlockingRule.on(PHONE),
            BlockingRule.on(LAST_NAME, BIRTH_DATE),
            BlockingRule.on(FIRST_NAME, BIRTH_DATE),
            BlockingRule.on(BIRTH_DATE, POSTCODE),
            BlockingRule.on(LAST_NAME, POSTCODE),
            BlockingRule.on(FIRST_NAME, POSTCODE),
            BlockingRule.on(FIRST_NAME, LAST_NAME, CITY)));
  }

  public static Training training(long seed) {
    return new Training(
        List.of(
            BlockingRule.on(EMAIL, LAST_NAME),
            BlockingRule.on(PHONE, LAST_NAME),
            BlockingRule.on(FIRST_NAME, LAST_NAME, BIRTH_DATE)),
        ASSUMED_RECALL,
        List.of(
            // The names alone bring too many pairs, and e-mail addresses are similar because names
            // are.
            BlockingRule.on(FIRST_NAME, LAST_NAME, POSTCODE),
            BlockingRule.on(BIRTH_DATE, POSTCODE),
            BlockingRule.on(EMAIL),
            BlockingRule.on(PHONE)),
        SAMPLED_PAIRS,
        seed);
  }

  private static Comparison firstName() {
    return new Comparison(
        FIRST_NAME,
        List.of(
            new Level("the same", new Equal(FIRST_NAME), 0.8, 0.01),
            new Level("short for it", new Nickname(FIRST_NAME), 0.05, 0.002),
            new Level(
                "first and last name swapped", new Swapped(FIRST_NAME, LAST_NAME), 0.01, 1e-5),
            new Level("very alike", new JaroWinkler(FIRST_NAME, 0.92), 0.07, 0.003),
            new Level("alike", new JaroWinkler(FIRST_NAME, 0.8), 0.03, 0.02),
            new Level("different", new Otherwise(), 0.04, 0.965)),
        true);
  }

  private static Comparison lastName() {
    return new Comparison(
        LAST_NAME,
        List.of(
            new Level("the same", new Equal(LAST_NAME), 0.82, 0.003),
            new Level(
                "first and last name swapped", new Swapped(LAST_NAME, FIRST_NAME), 0.01, 1e-5),
            new Level("very alike", new JaroWinkler(LAST_NAME, 0.92), 0.08, 0.002),
            new Level("alike", new JaroWinkler(LAST_NAME, 0.8), 0.03, 0.02),
            new Level("different", new Otherwise(), 0.06, 0.975)),
        true);
  }

  private static Comparison birthDate() {
    return new Comparison(
        BIRTH_DATE,
        List.of(
            new Level("the same", new Equal(BIRTH_DATE), 0.9, 0.0001),
            new Level("a typing error apart", new Damerau(BIRTH_DATE, 1), 0.06, 0.002),
            new Level("at most a month apart", new DaysApart(BIRTH_DATE, 31), 0.01, 0.005),
            new Level("the same year", new Beginning(BIRTH_DATE, 4), 0.01, 0.015),
            new Level("different", new Otherwise(), 0.02, 0.9779)),
        false);
  }

  /**
   * One comparison for both columns, because two records with the same postcode have the same city.
   */
  private static Comparison place() {
    return new Comparison(
        PLACE,
        List.of(POSTCODE, CITY),
        List.of(
            new Level(
                "the same postcode and city",
                new Both(new Equal(POSTCODE), new Equal(CITY)),
                0.72,
                0.001),
            new Level("the same postcode", new Equal(POSTCODE), 0.08, 0.0005),
            new Level("a typing error apart", new Damerau(POSTCODE, 1), 0.07, 0.005),
            new Level("the same city", new Equal(CITY), 0.05, 0.02),
            new Level("different", new Otherwise(), 0.08, 0.9735)),
        true);
  }

  private static Comparison phone() {
    return new Comparison(
        PHONE,
        List.of(
            new Level("the same", new Equal(PHONE), 0.75, 1e-5),
            new Level("a typing error apart", new Damerau(PHONE, 1), 0.08, 1e-5),
            new Level("different", new Otherwise(), 0.17, 0.99998)),
        false);
  }

  private static Comparison email() {
    return new Comparison(
        EMAIL,
        List.of(
            new Level("the same", new Equal(EMAIL), 0.7, 1e-5),
            new Level("the same before the @", new Equal(EMAIL_LOCAL), 0.1, 1e-4),
            new Level("very alike", new JaroWinkler(EMAIL, 0.92), 0.1, 0.001),
            new Level("different", new Otherwise(), 0.1, 0.99889)),
        false);
  }

  private static Comparison company() {
    return new Comparison(
        COMPANY,
        List.of(
            new Level("the same", new Equal(COMPANY), 0.7, 0.005),
            new Level("very alike", new JaroWinkler(COMPANY, 0.9), 0.15, 0.005),
            new Level("different", new Otherwise(), 0.15, 0.99)),
        true);
  }
}
