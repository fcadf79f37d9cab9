package dev.tributary.audience.membership;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.profile.ConsentState;
import java.util.Map;

/**
 * The data of a person that arrive with each version of the profile, as far as rules ask for them.
 *
 * @param consent the answer about each purpose; a purpose that was never answered is absent
 */
public record PersonData(Map<String, JsonNode> traits, Map<String, ConsentState> consent) {
  /** Of a person about whom nothing is known. */
  public static final PersonData NONE = new PersonData(Map.of(), Map.of());
}
