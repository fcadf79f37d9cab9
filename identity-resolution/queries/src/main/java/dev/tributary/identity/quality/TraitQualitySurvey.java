package dev.tributary.identity.quality;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.TraitPolicies;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Examines the traits of a sample of the people of a workspace, as many as is cheap. Confined to
 * one thread.
 *
 * @see #full
 */
public final class TraitQualitySurvey implements PeopleSample.Survey {
  public static final int MOST_PEOPLE = 10_000;

  /** Eight bytes are kept for each value. */
  private static final int MOST_VALUES = 1_000_000;

  private final EmailCheck emails = new EmailCheck();
  private final PhoneCheck phones;
  private final Map<String, TraitTally> tallies = new TreeMap<>();
  private int people;
  private int values;

  /**
   * @param region ISO 3166 code for phone numbers without a country code
   */
  public TraitQualitySurvey(String region) {
    this.phones = new PhoneCheck(region);
  }

  @Override
  public void add(Profile person, TraitPolicies policies) {
    Map<String, JsonNode> values = new TreeMap<>();
    person
        .traits()
        .winners(policies)
        .forEach((trait, winner) -> values.put(trait, winner.value().value()));
    add(values);
  }

  /**
   * @param traits the current values, by name
   */
  public void add(Map<String, JsonNode> traits) {
    people++;
    values += traits.size();
    traits.forEach((trait, value) ->
        tallies.computeIfAbsent(trait, name -> new TraitTally(name, emails, phones)).add(value));
  }

  @Override
  public boolean full() {
    return people >= MOST_PEOPLE || values >= MOST_VALUES;
  }

  public int people() {
    return people;
  }

  /**
   * @param all the number of all people, at least the number of the sampled ones
   */
  public List<TraitQuality> result(long all) {
    double share = all == 0 ? 1 : Math.min(1, people / (double) all);
    return tallies.values().stream().map(tally -> tally.result(share)).toList();
  }
}
