package dev.tributary.identity.quality;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How good the values of a trait are, among the people who were looked at.
 *
 * @param filled how many have it
 * @param types of their values, the most frequent first
 * @param distinct how many different values all people have
 * @param valid how many of those who have it have one that nothing is wrong with
 * @param flaws the most frequent first
 */
public record TraitQuality(
    String trait,
    Meaning meaning,
    int filled,
    Map<ValueType, Integer> types,
    long distinct,
    int valid,
    List<Flawed> flaws) {

  /** Of a trait that nobody has who was looked at. */
  public static TraitQuality ofNobody(String trait) {
    return new TraitQuality(trait, Meaning.OTHER, 0, Map.of(), 0, 0, List.of());
  }

  /**
   * @param people how many
   * @param examples a few values
   */
  public record Flawed(Flaw flaw, int people, List<Example> examples) {}

  /**
   * @param suggestion the domain that was probably meant
   */
  public record Example(JsonNode value, @Nullable String suggestion) {}
}
