package dev.tributary.identity.postgres.name;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.name.NameWords;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.profile.Traits;
import dev.tributary.runtime.tenancy.PersonLabels;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The names of a person by trait. All values that sources have given count, whichever of them the
 * policy of the trait shows.
 */
final class NamesOfProfile {
  /** The traits with a name or a part of it. */
  static final Set<String> TRAITS = Set.copyOf(PersonLabels.NAMES);

  private NamesOfProfile() {}

  /**
   * The texts that sources have given, sorted. A comparison of texts costs less than a comparison
   * of the names that follow from them. A trait that a user has deleted has none.
   */
  static Map<String, List<String>> texts(Traits traits) {
    Map<String, List<String>> texts = new TreeMap<>();
    for (String trait : TRAITS) {
      List<String> given =
          traits.given(trait, TraitPolicies.LATEST).stream()
              .map(TraitValue::value)
              .filter(JsonNode::isTextual)
              .map(JsonNode::textValue)
              .sorted()
              .toList();
      if (!given.isEmpty()) {
        texts.put(trait, given);
      }
    }
    return texts;
  }

  /** As the table {@code profile_name} has them; a trait whose texts have no word is absent. */
  static Map<String, String> of(Map<String, List<String>> texts) {
    Map<String, String> names = new TreeMap<>();
    texts.forEach((trait, given) -> {
      String name = NameWords.stored(given.stream());
      if (!name.isEmpty()) {
        names.put(trait, name);
      }
    });
    return names;
  }
}
