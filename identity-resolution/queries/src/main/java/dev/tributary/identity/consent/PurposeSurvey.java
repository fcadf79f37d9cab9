package dev.tributary.identity.consent;

import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.quality.PeopleSample;
import dev.tributary.identity.quality.TraitQualitySurvey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the answers of a sample of people by purpose. Confined to one thread. */
public final class PurposeSurvey implements PeopleSample.Survey {
  /** Sources choose the names of purposes, so their number is limited. */
  public static final int MOST_PURPOSES = 200;

  /** After so many different names the sample ends, so that memory is bounded. */
  static final int MOST_NAMES = 10_000;

  private final Map<String, PurposeTally> tallies = new TreeMap<>();
  private int people;

  /**
   * A person whose answers depend on evidence does not count, because the sample has no evidence.
   * Such people are few.
   */
  @Override
  public void add(Profile person, TraitPolicies policies) {
    people++;
    if (!person.disputed()) {
      person
          .currentConsent(List.of())
          .forEach((purpose, answer) ->
              tallies.merge(purpose, tally(purpose, answer.state()), PurposeSurvey::sum));
    }
  }

  private static PurposeTally tally(String purpose, ConsentState state) {
    return switch (state) {
      case GRANTED -> new PurposeTally(purpose, 1, 0);
      case DENIED -> new PurposeTally(purpose, 0, 1);
    };
  }

  private static PurposeTally sum(PurposeTally one, PurposeTally other) {
    return new PurposeTally(
        one.purpose(), one.granted() + other.granted(), one.denied() + other.denied());
  }

  @Override
  public boolean full() {
    return people >= TraitQualitySurvey.MOST_PEOPLE || tallies.size() >= MOST_NAMES;
  }

  public int people() {
    return people;
  }

  /** The purposes with the most answers first, at most {@link #MOST_PURPOSES}. */
  public List<PurposeTally> result() {
    return tallies.values().stream()
        .sorted(
            Comparator.comparingInt(PurposeTally::answered)
                .reversed()
                .thenComparing(PurposeTally::purpose))
        .limit(MOST_PURPOSES)
        .toList();
  }
}
