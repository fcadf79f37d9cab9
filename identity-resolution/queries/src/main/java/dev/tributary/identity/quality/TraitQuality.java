package dev.tributary.identity.quality;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The quality of the values of a trait, among the sampled people.
 *
 * @param filled how many people have the trait
 * @param types the types of the values, the most frequent first
 * @param distinct how many different values all people have
 * @param valid how many people have a value without a flaw
 * @param flaws the most frequent first
 */
public record TraitQuality(
    String trait,
    TraitMeaning meaning,
    int filled,
    Map<ValueType, Integer> types,
    long distinct,
    int valid,
    List<Flawed> flaws) {

  /** A trait that none of the sampled people has. */
  public static TraitQuality ofNobody(String trait) {
    return new TraitQuality(trait, TraitMeaning.OTHER, 0, Map.of(), 0, 0, List.of());
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
