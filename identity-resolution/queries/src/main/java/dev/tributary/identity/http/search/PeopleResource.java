package dev.tributary.identity.http.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.http.IdentifierGuesses;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.profile.ProfileView.IdentifierView;
import dev.tributary.identity.http.search.PeopleFinder.Found;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.identity.search.KeyFacts;
import dev.tributary.identity.search.PeopleQueries;
import dev.tributary.identity.search.PeopleQueries.Listed;
import dev.tributary.identity.search.PeopleQueries.Recent;
import dev.tributary.identity.search.RecentPlace;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.PersonLabel;
import dev.tributary.runtime.tenancy.PersonLabels;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The list of people: the recent ones, or those whom a text finds. */
@Path("/api/v1/workspaces/{workspace}/profiles/people")
@RunOnVirtualThread
@Tag(name = "Profiles")
public class PeopleResource {
  private static final String OPERATION = "listPeople";
  private static final int FACTS = 4;
  private static final List<@Nullable ProfileId> NOBODY = Collections.singletonList(null);

  private final Tenant tenant;
  private final PeopleFinder finder;
  private final PeopleQueries people;
  private final TraitQueries traits;
  private final ReadTrail trail;
  private final IdentifierGuesses guesses;

  public PeopleResource(
      Tenant tenant,
      PeopleFinder finder,
      PeopleQueries people,
      TraitQueries traits,
      ReadTrail trail,
      IdentifierGuesses guesses) {
    this.tenant = tenant;
    this.finder = finder;
    this.people = people;
    this.traits = traits;
    this.trail = trail;
    this.guesses = guesses;
  }

  /**
   * A part of a list of people.
   *
   * @param data the people; without a query, a part can have fewer people than the limit although
   *     there is a next one
   * @param nextCursor the cursor of the next part of the recent people; null at the end, and for a
   *     query
   * @param similar whether nothing begins with the query, and these people have a similar name or
   *     identifier
   * @param namesSearched false if the search for names or for similar identifiers took too long, so
   *     that people can be missing; the people who were found in other ways are in the answer
   */
  @Schema(name = "PeoplePage")
  public record PeoplePage(
      List<ListedPerson> data,
      @Nullable String nextCursor,
      boolean similar,
      boolean namesSearched) {}

  /**
   * A person in a list.
   *
   * @param id the id of the profile
   * @param person the person's name, e-mail address or the end of the id
   * @param facts at most 4 traits: of the traits that the caller may see, those that most people of
   *     the answer have
   * @param lastSeen the time of the newest input about the person
   * @param lastEvent the time of the newest event of the person from a source, which orders the
   *     recent people; null if there is none, because only models or users know the person
   * @param identifier the identifier by which the query found the person; its value may be masked;
   *     null if a name or the id was found, and without a query
   */
  @Schema(name = "ListedPerson")
  public record ListedPerson(
      ProfileId id,
      PersonLabel person,
      List<KeyFact> facts,
      Instant lastSeen,
      @Nullable Instant lastEvent,
      @Nullable IdentifierView identifier) {}

  /**
   * A trait of a person in a list.
   *
   * @param trait the name of the trait
   * @param value a text of one line, a number, or true or false
   */
  @Schema(name = "KeyFact")
  public record KeyFact(String trait, @Schema(ref = ValueSchemas.JSON_VALUE) JsonNode value) {}

  /**
   * @return the people who were found, or a part of the recent people
   */
  @POST
  @Operation(
      operationId = "listPeople",
      summary = "The recent people, or the people with a name or an identifier",
      description =
          "Without the right personal-data:read, a query finds only complete identifiers, and names"
              + " only in traits that are classified as harmless. "
              + IdentifierGuesses.ALLOWANCE)
  public PeoplePage list(@Nullable PeopleList body) {
    PeopleList asked = Objects.requireNonNullElse(body, PeopleList.RECENT);
    String text = asked.text();
    RecentPlace place = asked.place();
    int limit = asked.limitOrDefault();
    if (text.isEmpty()) {
      Recent recent = people.recent(tenant.workspaceId(), place, limit);
      Map<ProfileId, Optional<Identifier>> found = new LinkedHashMap<>();
      recent.people().forEach(profile -> found.put(profile, Optional.empty()));
      RecentPlace next = recent.next();
      Rows rows = rows(found, limit);
      trail.shown(OPERATION, rows.shown());
      return new PeoplePage(rows.data(), next == null ? null : next.cursor(), false, true);
    }
    guesses.allow(1);
    Found found = asked.similarToo() ? finder.find(text, limit) : finder.findBeginning(text, limit);
    Rows rows = rows(found.people(), limit);
    List<ProfileId> profiles = rows.data().stream().map(ListedPerson::id).toList();
    trail.shown(OPERATION, tenant.mayReadPersonalData() ? profiles : rows.shown());
    guesses.answered(OPERATION, profiles.isEmpty() ? NOBODY : profiles);
    return new PeoplePage(rows.data(), null, found.similar(), found.namesSearched());
  }

  /**
   * @param shown the people of whom a row shows personal data
   */
  private record Rows(List<ListedPerson> data, List<ProfileId> shown) {}

  private Rows rows(Map<ProfileId, Optional<Identifier>> found, int limit) {
    Masking masking = Masking.of(tenant, traits);
    Map<ProfileId, Optional<Identifier>> byProfile = new LinkedHashMap<>();
    Map<ProfileId, Listed> known = new HashMap<>();
    Map<ProfileId, Listed> read =
        people.read(tenant.workspaceId(), found.keySet().stream().limit(limit).toList());
    found.forEach((asked, identifier) -> {
      Listed listed = read.get(asked);
      if (listed != null && known.putIfAbsent(listed.id(), listed) == null) {
        byProfile.put(listed.id(), identifier);
      }
    });
    List<String> facts =
        KeyFacts.of(
            known.values().stream().map(Listed::traits).toList(),
            trait -> masking.visibility().trait(trait) && !PersonLabels.TRAITS.contains(trait),
            FACTS);
    PersonLabels labels = new PersonLabels(masking.visibility());
    List<ListedPerson> data =
        byProfile.entrySet().stream()
            .map(each -> {
              Listed listed = Objects.requireNonNull(known.get(each.getKey()));
              return new ListedPerson(
                  listed.id(),
                  labels.of(listed.id(), listed.traits()),
                  facts(listed, facts),
                  listed.lastSeen(),
                  listed.lastEvent(),
                  each.getValue()
                      .map(identifier -> IdentifierView.of(identifier, masking))
                      .orElse(null));
            })
            .toList();
    List<ProfileId> shown =
        data.stream()
            .filter(person ->
                labels.shown().contains(person.id())
                    || masking
                        .visibility()
                        .everyTraitByRight(person.facts().stream().map(KeyFact::trait).toList()))
            .map(ListedPerson::id)
            .toList();
    return new Rows(data, shown);
  }

  private static List<KeyFact> facts(Listed listed, List<String> traits) {
    return traits.stream()
        .flatMap(trait -> {
          JsonNode value = listed.traits().get(trait);
          return value != null && KeyFacts.isFact(value)
              ? Stream.of(new KeyFact(trait, value))
              : Stream.empty();
        })
        .toList();
  }
}
