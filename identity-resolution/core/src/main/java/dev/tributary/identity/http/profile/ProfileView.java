package dev.tributary.identity.http.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.http.LeftOutView;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.profile.ProfileQueries.Person;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.PersonLabel;
import dev.tributary.runtime.tenancy.PersonLabels;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A profile in the REST API.
 *
 * @param id made by Tributary; after a merge, this id leads to the surviving profile
 * @param person the person's name, e-mail address or the end of the id
 * @param version grows with each event, row, command and merge that is applied
 * @param identifiers the typed values that name this person
 * @param traits the value that wins, by trait; masked where the caller may not see it
 * @param consent the answer of the person, by purpose; a purpose without an answer is absent
 * @param subscriptions the answer of the person, by channel; a channel without an answer is absent
 * @param lastGroup the group that the newest group call names; null if there was none
 * @param firstSeen the time of the oldest input about the person
 * @param lastSeen the time of the newest input about the person
 * @param mergedFrom ids that lead to this profile since a merge
 * @param leftOut identifiers that events and rows of the person named and that do not count, each
 *     once, newest first, at most 20; from the 20 newest events and rows that left out an
 *     identifier
 */
@RecordBuilder
@Schema(name = "Profile")
public record ProfileView(
    ProfileId id,
    PersonLabel person,
    long version,
    List<IdentifierView> identifiers,
    @Schema(ref = ValueSchemas.MASKABLE_FIELDS) Map<String, JsonNode> traits,
    Map<String, ConsentState> consent,
    Map<String, SubscriptionState> subscriptions,
    @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode lastGroup,
    Instant firstSeen,
    Instant lastSeen,
    List<ProfileId> mergedFrom,
    List<LeftOutView> leftOut) {
  private static final int MOST_LEFT_OUT = 20;

  /**
   * A typed value that names a person.
   *
   * @param type for example {@code email} or {@code user_id}; the identity rules list the types
   * @param value a text, or masked
   */
  @Schema(name = "Identifier")
  public record IdentifierView(
      String type, @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode value) {
    public static IdentifierView of(Identifier identifier, Masking masking) {
      return new IdentifierView(identifier.type(), masking.personal(identifier.value()));
    }
  }

  /**
   * @param leftOut identifiers that events and rows named and that did not count when they were
   *     applied
   * @param reader which knows the form in which the profile would have them now
   */
  public static ProfileView of(
      Person person, List<LeftOut> leftOut, IdentifierReader reader, Masking masking) {
    ProfileState state = person.profile().state(person.edges(), person.policies());
    Map<String, JsonNode> traits = new TreeMap<>();
    state.traits().forEach((trait, value) -> traits.put(trait, masking.trait(trait, value)));
    return ProfileViewBuilder.builder()
        .id(state.profile())
        .person(new PersonLabels(masking.visibility()).of(state.profile(), state.traits()))
        .version(state.version())
        .identifiers(
            state.identifiers().stream().map(each -> IdentifierView.of(each, masking)).toList())
        .traits(traits)
        .consent(state.consent())
        .subscriptions(state.subscriptions())
        .lastGroup(state.lastGroup() == null ? null : masking.personal(state.lastGroup()))
        .firstSeen(state.firstSeen())
        .lastSeen(person.lastSeen())
        .mergedFrom(person.family().mergedFrom())
        .leftOut(
            leftOut.stream()
                .filter(each -> !has(state, each.identifier(), reader))
                .limit(MOST_LEFT_OUT)
                .map(each -> LeftOutView.of(each, masking))
                .toList())
        .build();
  }

  /** An identifier that was blocked or invalid was not normalised. */
  private static boolean has(ProfileState state, Identifier leftOut, IdentifierReader reader) {
    return state.identifiers().contains(leftOut)
        || reader
            .written(leftOut.type(), leftOut.value())
            .filter(state.identifiers()::contains)
            .isPresent();
  }
}
