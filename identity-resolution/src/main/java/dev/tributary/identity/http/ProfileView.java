package dev.tributary.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.identity.profile.ProfileQueries.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A profile in the REST API.
 *
 * @param mergedFrom ids that lead to this profile since a merge
 */
@Schema(name = "Profile")
public record ProfileView(
    String id,
    long version,
    List<IdentifierView> identifiers,
    Map<String, JsonNode> traits,
    Map<String, ConsentState> consent,
    Map<String, SubscriptionState> subscriptions,
    @Nullable JsonNode lastGroup,
    Instant firstSeen,
    Instant lastSeen,
    List<String> mergedFrom) {

  /**
   * @param value a text, or masked
   */
  @Schema(name = "Identifier")
  public record IdentifierView(String type, JsonNode value) {
    static IdentifierView of(Identifier identifier, Masking masking) {
      return new IdentifierView(identifier.type(), masking.personal(identifier.value()));
    }
  }

  static ProfileView of(Person person, Masking masking) {
    ProfileState state = person.profile().state(person.edges(), person.policies());
    Map<String, JsonNode> traits = new TreeMap<>();
    state.traits().forEach((trait, value) -> traits.put(trait, masking.trait(trait, value)));
    return new ProfileView(
        state.profile(),
        state.version(),
        state.identifiers().stream().map(each -> IdentifierView.of(each, masking)).toList(),
        traits,
        state.consent(),
        state.subscriptions(),
        state.lastGroup() == null ? null : masking.personal(state.lastGroup()),
        state.firstSeen(),
        person.lastSeen(),
        person.family().mergedFrom());
  }
}
