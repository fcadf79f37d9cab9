package dev.tributary.identity.http;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.http.LookupResource.Named;
import dev.tributary.identity.postgres.ConflictReads;
import dev.tributary.identity.postgres.ConflictReads.Row;
import dev.tributary.identity.postgres.EvidenceReads;
import dev.tributary.identity.postgres.LinkReads;
import dev.tributary.identity.postgres.ProfileReads.Person;
import dev.tributary.identity.postgres.TraitReads;
import dev.tributary.identity.postgres.UnmergeReads;
import dev.tributary.identity.profile.Explanation.NotOnePerson;
import dev.tributary.identity.profile.Explanation.OnePerson;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Why somebody is one person. */
@Path("/api/v1/workspaces/{workspace}/profiles")
@RunOnVirtualThread
@Tag(name = "Profiles")
public class EvidenceResource {
  private static final int MERGES = 100;

  private final Tenant tenant;
  private final Profiles profiles;
  private final EvidenceReads evidence;
  private final UnmergeReads unmerges;
  private final TraitReads traits;
  private final WorkspaceRules rules;
  private final ConflictReads conflicts;
  private final LinkReads links;
  private final ReadTrail trail;

  public EvidenceResource(
      Tenant tenant,
      Profiles profiles,
      EvidenceReads evidence,
      UnmergeReads unmerges,
      TraitReads traits,
      WorkspaceRules rules,
      ConflictReads conflicts,
      LinkReads links,
      ReadTrail trail) {
    this.tenant = tenant;
    this.profiles = profiles;
    this.evidence = evidence;
    this.unmerges = unmerges;
    this.traits = traits;
    this.rules = rules;
    this.conflicts = conflicts;
    this.links = links;
    this.trail = trail;
  }

  /** Two identifiers, in any spelling that an event could have. */
  @Schema(name = "IdentityExplanationRequest")
  public record Asked(@Nullable Named a, @Nullable Named b) {}

  @GET
  @Path("{profile}/graph")
  @Operation(
      operationId = "readProfileGraph",
      summary = "A person's identifiers, the evidence between them, and the merges")
  public GraphView graph(@PathParam("profile") String named) {
    Person person = profiles.requireUnmerged(tenant.workspace(), named);
    trail.shown("readProfileGraph", person.profile().id());
    String id = person.profile().id();
    return GraphView.of(
        person,
        evidence.merges(tenant.workspaceId(), id, MERGES),
        unmerges.of(tenant.workspaceId(), id, MERGES),
        Masking.of(tenant, person.classes()));
  }

  @POST
  @Path("explain")
  @Operation(
      operationId = "explainIdentity",
      summary = "Why two identifiers are one person, or why not")
  public ExplanationView explain(@Nullable Asked body) {
    Asked asked = body == null ? new Asked(null, null) : body;
    Identifier first = identifier(asked.a(), "/a");
    Identifier second = identifier(asked.b(), "/b");
    return switch (evidence.explain(tenant.workspaceId(), first, second)) {
      case OnePerson one -> {
        trail.shown("explainIdentity", one.profile());
        yield ExplanationView.of(one, masking());
      }
      case NotOnePerson apart -> notOne(asked, linked(apart));
    };
  }

  /** Null for what cannot be anybody's. */
  private @Nullable Identifier identifier(@Nullable Named lookup, String pointer) {
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

  /** What keeps either from naming anybody. */
  private @Nullable Reason obstacle(Asked asked) {
    return obstacle(asked.a()).or(() -> obstacle(asked.b())).orElse(null);
  }

  private Optional<Reason> obstacle(@Nullable Named named) {
    return named == null || named.type() == null || named.value() == null
        ? Optional.empty()
        : rules.of(tenant.workspace()).obstacle(named.type(), named.value());
  }

  private NotOnePerson linked(NotOnePerson apart) {
    return apart.byDevice()
            && rules.of(tenant.workspace()).rules().links()
            && connected(apart.first(), apart.second())
        ? apart.linked()
        : apart;
  }

  private boolean connected(@Nullable String first, @Nullable String second) {
    return first != null
        && second != null
        && links.connected(profiles.require(tenant.workspace(), first).profile(), second);
  }

  private List<Row> conflicts(NotOnePerson apart) {
    String first = apart.first();
    String second = apart.second();
    return first == null || second == null
        ? List.of()
        : conflicts.between(tenant.workspaceId(), first, second);
  }

  private ExplanationView notOne(Asked asked, NotOnePerson apart) {
    List<Row> found = conflicts(apart);
    ExplanationView view = ExplanationView.of(apart, obstacle(asked), found, masking());
    if (!found.isEmpty() || view.leftOut() != null) {
      trail.shown(
          "explainIdentity",
          Stream.of(apart.first(), apart.second()).filter(Objects::nonNull).toList());
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
