package dev.tributary.identity.http.search;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.name.NameWords;
import dev.tributary.identity.profile.ProfileQueries;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.identity.search.PeopleQueries;
import dev.tributary.identity.search.PrefixForms;
import dev.tributary.identity.search.SearchQueries;
import dev.tributary.identity.search.SearchQueries.Hit;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.PersonLabels;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Visibility;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds people by one text: by the id of the profile, by the beginning of an identifier, and by the
 * beginnings of the words of a name. If there are none, by a similar name or identifier.
 *
 * <p>A caller finds nothing by a value that is masked for the caller: names count only in traits
 * that the caller may see, and without {@code personal-data:read} only complete identifiers do,
 * within the allowance of guesses.
 *
 * <p>A search for names that takes too long does not fail the others. Thread-safe.
 */
@Singleton
public class PeopleFinder {
  private static final String PROFILE = "prf_";

  private final Tenant tenant;
  private final SearchQueries identifiers;
  private final PeopleQueries people;
  private final ProfileQueries profiles;
  private final TraitQueries traits;

  public PeopleFinder(
      Tenant tenant,
      SearchQueries identifiers,
      PeopleQueries people,
      ProfileQueries profiles,
      TraitQueries traits) {
    this.tenant = tenant;
    this.identifiers = identifiers;
    this.people = people;
    this.profiles = profiles;
    this.traits = traits;
  }

  /**
   * People who were found.
   *
   * @param people with the identifier by which each was found, empty for a name or an id; in order
   * @param similar whether nothing began with the text, and these are similar
   * @param namesSearched false if a search for names or for similar identifiers took too long
   */
  record Found(
      Map<ProfileId, Optional<Identifier>> people, boolean similar, boolean namesSearched) {}

  /**
   * People whom the text finds, or else similar people. After a search for names that took too
   * long, it is unknown whether the text finds people, and similar ones would take longer still.
   */
  Found find(String text, int limit) {
    Found beginning = findBeginning(text, limit);
    return beginning.people().isEmpty() && beginning.namesSearched() && !text.startsWith(PROFILE)
        ? findSimilar(text, limit)
        : beginning;
  }

  /** People whom the text finds, without similar ones. */
  Found findBeginning(String text, int limit) {
    Map<ProfileId, Optional<Identifier>> found = new LinkedHashMap<>();
    if (text.startsWith(PROFILE)) {
      Optional<ProfileQueries.Family> family =
          profiles.family(tenant.workspaceId(), new ProfileId(text));
      family.ifPresent(known -> found.put(known.id(), Optional.empty()));
      return new Found(found, false, true);
    }
    beginning(text, limit)
        .forEach(hit -> found.putIfAbsent(hit.profile(), Optional.of(hit.identifier())));
    List<String> words = NameWords.sought(text);
    List<String> names = visibleNames();
    Optional<List<ProfileId>> named =
        inTime(() -> people.named(tenant.workspaceId(), words, names, limit));
    named.orElse(List.of()).forEach(profile -> found.putIfAbsent(profile, Optional.empty()));
    return new Found(found, false, named.isPresent());
  }

  private Found findSimilar(String text, int limit) {
    Map<ProfileId, Optional<Identifier>> found = new LinkedHashMap<>();
    List<String> words = NameWords.sought(text);
    List<String> names = visibleNames();
    Optional<List<ProfileId>> named =
        inTime(() -> people.similarlyNamed(tenant.workspaceId(), words, names, limit));
    named.orElse(List.of()).forEach(profile -> found.putIfAbsent(profile, Optional.empty()));
    Optional<List<Hit>> similar =
        tenant.mayReadPersonalData()
            ? inTime(() -> identifiers.similar(tenant.workspaceId(), text, List.of(), limit))
            : Optional.of(List.of());
    similar
        .orElse(List.of())
        .forEach(hit -> found.putIfAbsent(hit.profile(), Optional.of(hit.identifier())));
    return new Found(found, true, named.isPresent() && similar.isPresent());
  }

  /** Empty if the search took longer than its time limit. */
  private static <T> Optional<T> inTime(Supplier<T> search) {
    try {
      return Optional.of(search.get());
    } catch (Problem problem) {
      if (problem.code().equals(Problems.QUERY_TOO_LONG)) {
        return Optional.empty();
      }
      throw problem;
    }
  }

  private List<String> visibleNames() {
    Visibility visibility = Visibility.of(tenant, traits.classes(tenant.workspaceId()));
    return PersonLabels.NAMES.stream().filter(visibility::trait).toList();
  }

  private List<Hit> beginning(String text, int limit) {
    String region = tenant.workspace().settings().defaultRegion();
    List<Hit> hits =
        identifiers.beginning(tenant.workspaceId(), PrefixForms.of(text, region), List.of(), limit);
    return tenant.mayReadPersonalData()
        ? hits
        : hits.stream()
            .filter(hit -> PrefixForms.of(text, region).contains(hit.identifier().value()))
            .toList();
  }
}
