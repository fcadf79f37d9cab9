package dev.tributary.destinations.http.explain;

import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.explain.Explain;
import dev.tributary.destinations.explain.PersonFacts;
import dev.tributary.destinations.explain.PersonFactsStore;
import dev.tributary.destinations.http.binding.SyncBinding;
import dev.tributary.destinations.http.visibility.ExchangeVisibility;
import dev.tributary.destinations.http.visibility.ExchangeVisibilityPolicy;
import dev.tributary.destinations.http.visibility.MemberVisibility;
import dev.tributary.destinations.http.visibility.MemberVisibilityPolicy;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.PersonLabel;
import dev.tributary.runtime.tenancy.PersonLabels;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Why a person is at a destination, or is not. */
@Path("/api/v1/workspaces/{workspace}")
@RunOnVirtualThread
@Tag(name = "Deliveries")
public class PersonExplanationResource {
  private final DefinitionStore<DestinationSpec> destinations;
  private final DefinitionStore<SyncSpec> syncs;
  private final SyncBinding binding;
  private final PersonFactsStore people;
  private final ExchangeVisibilityPolicy exchangePolicy;
  private final MemberVisibilityPolicy members;
  private final VisibilityPolicy visibilityPolicy;
  private final ReadTrail trail;
  private final Tenant tenant;
  private final Clock clock;

  public PersonExplanationResource(
      DefinitionStore<DestinationSpec> destinations,
      DefinitionStore<SyncSpec> syncs,
      SyncBinding binding,
      PersonFactsStore people,
      ExchangeVisibilityPolicy exchangePolicy,
      MemberVisibilityPolicy members,
      VisibilityPolicy visibilityPolicy,
      ReadTrail trail,
      Tenant tenant,
      Clock clock) {
    this.destinations = destinations;
    this.syncs = syncs;
    this.binding = binding;
    this.people = people;
    this.exchangePolicy = exchangePolicy;
    this.members = members;
    this.visibilityPolicy = visibilityPolicy;
    this.trail = trail;
    this.tenant = tenant;
    this.clock = clock;
  }

  /**
   * How far one person gets on the way to a destination.
   *
   * @param destination the id of the destination
   * @param profile the profile that the asked id belongs to now
   * @param person the person's name, e-mail address or the end of the id
   * @param asOf when the answer was computed
   * @param syncs each sync with the steps that the person reaches
   * @param concealed the ids of syncs that are left out, because they take or took an audience, or
   *     share records with a sync that takes or took one, and the caller may not read personal data
   */
  @Schema(name = "DestinationPerson")
  public record DestinationPersonView(
      DestinationId destination,
      ProfileId profile,
      PersonLabel person,
      Instant asOf,
      List<SyncPersonView> syncs,
      List<SyncId> concealed) {}

  /**
   * @return the steps that the person reaches, and why not the next one, in one entry of {@code
   *     syncs}
   */
  @GET
  @Path("/syncs/{sync}/people/{profile}")
  @Operation(
      operationId = "explainDelivery",
      summary = "Why a person is at the destination of a sync, or is not, step by step",
      description =
          "The id of a merged profile leads to the surviving profile. 403 without the right"
              + " personal-data:read for a sync that takes or took an audience, and for a sync that"
              + " shares records with such a sync, also with a deleted one. 404 `not-found` for a"
              + " profile of which nothing has arrived at this service.")
  public DestinationPersonView ofSync(
      @PathParam("sync") String sync, @PathParam("profile") ProfileId profile) {
    WorkspaceId workspace = tenant.workspaceId();
    StoredDefinition<SyncSpec> stored = syncs.require(workspace, sync);
    SyncId id = new SyncId(stored.id());
    MemberVisibility visibility = members.ofRecords(tenant);
    if (visibility.conceals(id)) {
      throw Problems.FORBIDDEN.problem(
          "The sync sends the members of an audience, or shares records with a sync that does, and"
              + " who they are is shown only with the right personal-data:read");
    }
    Sync bound = binding.bound(workspace, id, stored.name(), stored.version(), stored.spec());
    DestinationPersonView view =
        explained(stored.spec().destination(), profile, List.of(bound), List.of(), visibility);
    trail.shown("explainDelivery", view.profile());
    return view;
  }

  /**
   * @return for each sync of the destination, the steps that the person reaches, and why not the
   *     next one
   */
  @GET
  @Path("/destinations/{destination}/people/{profile}")
  @Operation(
      operationId = "explainDeliveries",
      summary = "Why a person is at a destination, or is not, step by step for each of its syncs",
      description =
          "The id of a merged profile leads to the surviving profile. Without the right"
              + " personal-data:read, syncs that take or took an audience are left out, and syncs"
              + " that share records with such a sync, also with a deleted one. 404 `not-found` for"
              + " a profile of which nothing has arrived at this service.")
  public DestinationPersonView ofDestination(
      @PathParam("destination") String destination, @PathParam("profile") ProfileId profile) {
    WorkspaceId workspace = tenant.workspaceId();
    DestinationId id = new DestinationId(destinations.require(workspace, destination).id());
    MemberVisibility visibility = members.ofRecords(tenant);
    SyncBinding.Bound bound = binding.all(workspace, spec -> spec.destination().equals(id));
    List<Sync> all = bound.syncs();
    Predicate<Sync> concealed = sync -> visibility.conceals(sync.id());
    DestinationPersonView view =
        explained(
            id,
            profile,
            all.stream().filter(concealed.negate()).toList(),
            Stream.concat(all.stream().map(Sync::id), bound.unbound().stream())
                .filter(visibility::conceals)
                .toList(),
            visibility);
    trail.shown("explainDeliveries", view.profile());
    return view;
  }

  private DestinationPersonView explained(
      DestinationId destination,
      ProfileId profile,
      List<Sync> asked,
      List<SyncId> concealed,
      MemberVisibility visibility) {
    Instant asOf = clock.instant();
    PersonFacts facts =
        people
            .read(
                tenant.workspaceId(),
                destination,
                profile,
                asked,
                naming(asked),
                visibility::conceals)
            .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no profile " + profile));
    Explain explain = new Explain(tenant.workspace()::unknownAllows);
    ExchangeVisibility exchangeVisibility = exchangePolicy.of(tenant);
    return new DestinationPersonView(
        destination,
        facts.profile(),
        new PersonLabels(visibilityPolicy.of(tenant)).of(facts.profile(), facts.traits()),
        asOf,
        facts.syncs().stream()
            .map(each -> SyncPersonView.of(explain.of(each), exchangeVisibility))
            .toList(),
        concealed);
  }

  /**
   * The syncs of models whose rows name people, if the caller may know which people: the query of a
   * model can ask for the values of one person.
   */
  private Set<SyncId> naming(List<Sync> asked) {
    return tenant.mayReadPersonalData()
        ? asked.stream().filter(this::namesPeople).map(Sync::id).collect(Collectors.toSet())
        : Set.of();
  }

  private boolean namesPeople(Sync sync) {
    if (!(sync.spec().from() instanceof SyncSource.Model from)) {
      return false;
    }
    ModelBody model = binding.model(from);
    return from.person() != null || (model != null && ModelBody.PERSON.equals(model.entity()));
  }
}
