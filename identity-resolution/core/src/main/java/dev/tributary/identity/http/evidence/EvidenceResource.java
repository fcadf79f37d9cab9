package dev.tributary.identity.http.evidence;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.evidence.ConflictStore;
import dev.tributary.identity.evidence.ConflictStore.Row;
import dev.tributary.identity.evidence.EvidenceQueries;
import dev.tributary.identity.evidence.LinkQueries;
import dev.tributary.identity.evidence.UnmergeQueries;
import dev.tributary.identity.http.IdentifierGuesses;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.PeopleLabels;
import dev.tributary.identity.http.Profiles;
import dev.tributary.identity.http.WorkspaceRules;
import dev.tributary.identity.http.profile.LookupResource.LookedUpIdentifier;
import dev.tributary.identity.profile.Explanation.NotOnePerson;
import dev.tributary.identity.profile.Explanation.OnePerson;
import dev.tributary.identity.profile.ProfileQueries.Person;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Why identifiers belong to one person. */
@Path("/api/v1/workspaces/{workspace}/profiles")
@RunOnVirtualThread
@Tag(name = "Profiles")
public class EvidenceResource {
  private static final int MERGES = 100;
  private static final String EXPLAIN = "explainIdentity";

  private final Tenant tenant;
  private final Profiles profiles;
  private final PeopleLabels people;
  private final EvidenceQueries evidence;
  private final UnmergeQueries unmerges;
  private final TraitQueries traits;
  private final WorkspaceRules rules;
  private final ConflictStore conflicts;
  private final LinkQueries links;
  private final ReadTrail trail;
  private final IdentifierGuesses guesses;

  public EvidenceResource(
      Tenant tenant,
      Profiles profiles,
      PeopleLabels people,
      EvidenceQueries evidence,
      UnmergeQueries unmerges,
      TraitQueries traits,
      WorkspaceRules rules,
      ConflictStore conflicts,
      LinkQueries links,
      ReadTrail trail,
      IdentifierGuesses guesses) {
    this.tenant = tenant;
    this.profiles = profiles;
    this.people = people;
    this.evidence = evidence;
    this.unmerges = unmerges;
    this.traits = traits;
    this.rules = rules;
    this.conflicts = conflicts;
    this.links = links;
    this.trail = trail;
    this.guesses = guesses;
  }

  /**
   * Two identifiers to explain, in any spelling that an event may have.
   *
   * @param a one of the two identifiers
   * @param b the other identifier
   */
  @Schema(name = "IdentityExplanationRequest")
  public record ExplainRequest(
      @Required @Nullable LookedUpIdentifier a, @Required @Nullable LookedUpIdentifier b) {}

  /**
   * @return the identifiers of the profile, with the evidence and the merges
   */
  @GET
  @Path("{profile}/graph")
  @Operation(
      operationId = "readProfileGraph",
      summary = "A person's identifiers, the evidence between them, and the merges")
  public GraphView graph(@PathParam("profile") String named) {
    Person person = profiles.requireUnmerged(tenant.workspace(), named);
    trail.shown("readProfileGraph", person.profile().id());
    ProfileId id = person.profile().id();
    return GraphView.of(
        person,
        evidence.merges(tenant.workspaceId(), id, MERGES),
        unmerges.of(tenant.workspaceId(), id, MERGES),
        Masking.of(tenant, person.classes()));
  }

  /**
   * @return the chain of evidence between the two identifiers, or why there is none
   */
  @POST
  @Path("explain")
  @Operation(
      operationId = "explainIdentity",
      summary = "Why two identifiers belong to one person, or why not",
      description = "Counts as two lookups. " + IdentifierGuesses.ALLOWANCE)
  public ExplanationView explain(@Nullable ExplainRequest body) {
    ExplainRequest request = body == null ? new ExplainRequest(null, null) : body;
    Identifier first = identifier(request.a(), "/a");
    Identifier second = identifier(request.b(), "/b");
    guesses.allow(2);
    return switch (evidence.explain(tenant.workspaceId(), first, second)) {
      case OnePerson one -> {
        trail.shown(EXPLAIN, one.profile());
        guesses.answered(EXPLAIN, List.of(one.profile()));
        yield ExplanationView.of(one, masking());
      }
      case NotOnePerson separate -> {
        guesses.answered(EXPLAIN, Arrays.asList(separate.first(), separate.second()));
        yield notOne(request, linked(separate));
      }
    };
  }

  /** Null for a value that cannot identify a person. */
  private @Nullable Identifier identifier(@Nullable LookedUpIdentifier lookup, String pointer) {
    if (lookup == null) {
      throw missing(pointer);
    }
    if (lookup.type() == null) {
      throw missing(pointer + "/type");
    }
    if (lookup.value() == null) {
      throw missing(pointer + "/value");
    }
    return rules.of(tenant.workspace()).written(lookup.type(), lookup.value()).orElse(null);
  }

  /** Why one of the two values cannot identify a person; null where both can. */
  private @Nullable Reason obstacle(ExplainRequest request) {
    return obstacle(request.a()).or(() -> obstacle(request.b())).orElse(null);
  }

  private Optional<Reason> obstacle(@Nullable LookedUpIdentifier named) {
    return named == null || named.type() == null || named.value() == null
        ? Optional.empty()
        : rules.of(tenant.workspace()).obstacle(named.type(), named.value());
  }

  private NotOnePerson linked(NotOnePerson separate) {
    return separate.byDevice()
            && rules.of(tenant.workspace()).rules().links()
            && connected(separate.first(), separate.second())
        ? separate.linked()
        : separate;
  }

  private boolean connected(@Nullable ProfileId first, @Nullable ProfileId second) {
    return first != null
        && second != null
        && links.connected(profiles.require(tenant.workspace(), first.value()).profile(), second);
  }

  private List<Row> conflicts(NotOnePerson separate) {
    ProfileId first = separate.first();
    ProfileId second = separate.second();
    return first == null || second == null
        ? List.of()
        : conflicts.between(tenant.workspaceId(), first, second);
  }

  private ExplanationView notOne(ExplainRequest request, NotOnePerson separate) {
    List<Row> found = conflicts(separate);
    PeopleLabels.Labels labels =
        people.of(found.stream().flatMap(row -> Stream.of(row.profile(), row.other())).toList());
    ExplanationView view =
        ExplanationView.of(separate, obstacle(request), found, labels, masking());
    if (!found.isEmpty() || view.leftOut() != null) {
      trail.shown(
          EXPLAIN,
          Stream.of(separate.first(), separate.second()).filter(Objects::nonNull).toList());
    }
    return view;
  }

  private static Problem missing(String pointer) {
    return Problems.INVALID.problem(
        "Two identifiers are needed, each with type and value", pointer);
  }

  private Masking masking() {
    return Masking.of(tenant, traits);
  }
}
