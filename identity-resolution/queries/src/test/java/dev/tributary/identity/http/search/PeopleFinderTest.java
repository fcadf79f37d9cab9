package dev.tributary.identity.http.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.definition.TraitClasses;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileConsents.ProfileConsent;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.http.search.PeopleFinder.Found;
import dev.tributary.identity.profile.ProfileQueries;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.identity.search.PeopleQueries;
import dev.tributary.identity.search.RecentPlace;
import dev.tributary.identity.search.SearchQueries;
import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Workspace;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PeopleFinderTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
  private static final ProfileId ANN = new ProfileId("prf_ann");
  private static final ProfileId BOB = new ProfileId("prf_bob");
  private static final Identifier EMAIL = new Identifier(Identifier.EMAIL, "ann@shop.example");

  private final Names names = new Names();
  private final Identifiers identifiers = new Identifiers();
  private final PeopleFinder finder =
      new PeopleFinder(new Reader(), identifiers, names, new Profiles(), new Traits());

  @Test
  void aSearchForNamesInTimeIsComplete() {
    names.found = List.of(BOB);
    identifiers.beginning = List.of(new SearchQueries.Hit(EMAIL, ANN));
    Found found = finder.find("ann", 10);
    assertThat(found.people()).containsOnlyKeys(ANN, BOB);
    assertThat(found.namesSearched()).isTrue();
  }

  @Test
  void peopleWithTheIdentifierAreFoundAlthoughTheSearchForNamesTookTooLong() {
    names.failure = Problems.QUERY_TOO_LONG;
    identifiers.beginning = List.of(new SearchQueries.Hit(EMAIL, ANN));
    for (Found found : List.of(finder.find("ann", 10), finder.findBeginning("ann", 10))) {
      assertThat(found.people()).containsExactly(Map.entry(ANN, Optional.of(EMAIL)));
      assertThat(found.similar()).isFalse();
      assertThat(found.namesSearched()).isFalse();
    }
  }

  @Test
  void nobodyIsSearchedForBySimilarityAfterASearchForNamesThatTookTooLong() {
    names.failure = Problems.QUERY_TOO_LONG;
    identifiers.similar = List.of(new SearchQueries.Hit(EMAIL, ANN));
    Found found = finder.find("ann", 10);
    assertThat(found.people()).isEmpty();
    assertThat(found.similar()).isFalse();
    assertThat(found.namesSearched()).isFalse();
  }

  @Test
  void similarIdentifiersAreFoundAlthoughTheSearchForSimilarNamesTookTooLong() {
    names.similarFailure = Problems.QUERY_TOO_LONG;
    identifiers.similar = List.of(new SearchQueries.Hit(EMAIL, ANN));
    Found found = finder.find("amn", 10);
    assertThat(found.people()).containsOnlyKeys(ANN);
    assertThat(found.similar()).isTrue();
    assertThat(found.namesSearched()).isFalse();
  }

  @Test
  void similarNamesAreFoundAlthoughTheSearchForSimilarIdentifiersTookTooLong() {
    names.similar = List.of(BOB);
    identifiers.similarFailure = Problems.QUERY_TOO_LONG;
    Found found = finder.find("bbo", 10);
    assertThat(found.people()).containsOnlyKeys(BOB);
    assertThat(found.namesSearched()).isFalse();
  }

  @Test
  void anotherFailureFailsTheSearch() {
    names.failure = Problems.UNAVAILABLE;
    assertThatThrownBy(() -> finder.find("ann", 10)).isInstanceOf(Problem.class);
  }

  private static <T> List<T> answer(@Nullable ErrorCode failure, List<T> found) {
    if (failure != null) {
      throw failure.problem("The statement ended");
    }
    return found;
  }

  private static final class Names implements PeopleQueries {
    private List<ProfileId> found = List.of();
    private List<ProfileId> similar = List.of();
    private @Nullable ErrorCode failure;
    private @Nullable ErrorCode similarFailure;

    @Override
    public List<ProfileId> named(
        WorkspaceId workspace, List<String> words, Collection<String> traits, int limit) {
      return answer(failure, found);
    }

    @Override
    public List<ProfileId> similarlyNamed(
        WorkspaceId workspace, List<String> words, Collection<String> traits, int limit) {
      return answer(similarFailure, similar);
    }

    @Override
    public Recent recent(WorkspaceId workspace, @Nullable RecentPlace after, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<ProfileId, Listed> read(WorkspaceId workspace, Collection<ProfileId> ids) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Identifiers implements SearchQueries {
    private List<Hit> beginning = List.of();
    private List<Hit> similar = List.of();
    private @Nullable ErrorCode similarFailure;

    @Override
    public List<Hit> beginning(
        WorkspaceId workspace, Collection<String> beginnings, Collection<String> types, int limit) {
      return beginning;
    }

    @Override
    public List<Hit> similar(
        WorkspaceId workspace, String sought, Collection<String> types, int limit) {
      return answer(similarFailure, similar);
    }
  }

  /** The workspace has classified no trait. */
  private static final class Traits implements TraitQueries {
    @Override
    public List<Trait> list(WorkspaceId workspace, @Nullable String after, int limit) {
      return List.of();
    }

    @Override
    public TraitClasses classes(WorkspaceId workspace) {
      return new TraitClasses(Map.of(), true);
    }
  }

  /** No text of these tests is the id of a profile. */
  private static final class Profiles implements ProfileQueries {
    @Override
    public Map<Identifier, ProfileId> lookup(WorkspaceId workspace, Collection<Identifier> wanted) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Family> family(WorkspaceId workspace, ProfileId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Person> find(WorkspaceId workspace, ProfileId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<LeftOut> leftOut(WorkspaceId workspace, ProfileId profile) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<ProfileId, Map<String, JsonNode>> traits(
        WorkspaceId workspace, Collection<ProfileId> ids) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<ProfileConsent> consents(WorkspaceId workspace, Collection<ProfileId> ids) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Answered> answers(WorkspaceId workspace, List<ProfileId> profiles, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Summary summary(WorkspaceId workspace) {
      throw new UnsupportedOperationException();
    }
  }

  /** A caller who may read personal data. */
  private static final class Reader extends Tenant {
    @Override
    public WorkspaceId workspaceId() {
      return WORKSPACE;
    }

    @Override
    public Workspace workspace() {
      return new Workspace(
          WORKSPACE,
          "shop",
          "Shop",
          new WorkspaceBody(WorkspaceBody.Kind.TEST, "UTC", 0, List.of(), "NL"));
    }

    @Override
    public boolean mayReadPersonalData() {
      return true;
    }
  }
}
