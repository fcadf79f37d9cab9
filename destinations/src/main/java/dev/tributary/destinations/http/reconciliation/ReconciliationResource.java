package dev.tributary.destinations.http.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.DefinitionVersion;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.http.binding.SyncBinding;
import dev.tributary.destinations.http.reconciliation.ReconciliationView.DifferentRecord;
import dev.tributary.destinations.http.reconciliation.ReconciliationView.Examples;
import dev.tributary.destinations.http.visibility.MemberVisibility;
import dev.tributary.destinations.http.visibility.MemberVisibilityPolicy;
import dev.tributary.destinations.reconciliation.Reconciliation;
import dev.tributary.destinations.reconciliation.ReconciliationRounds;
import dev.tributary.destinations.reconciliation.Reconciliations;
import dev.tributary.destinations.reconciliation.Reconciliations.Difference;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.audit.Administration;
import dev.tributary.runtime.openapi.request.OptionalBody;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.ErrorCode.Kind;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Comparisons of what a sync has delivered with the records of its destination. */
@Path("/api/v1/workspaces/{workspace}/syncs/{sync}/reconciliations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Syncs")
public class ReconciliationResource {
  private static final ErrorCode NEEDS_CONFIRMATION =
      new ErrorCode(
          "needs-confirmation", Kind.CONFLICT, "The repair would send unusually many records");

  private static final int EXAMPLES = 10;

  /** A sync with more versions is not repaired. */
  private static final int VERSIONS = 100;

  private final DefinitionStore<SyncSpec> syncs;
  private final SyncBinding binding;
  private final Reconciliations reconciliations;
  private final MemberVisibilityPolicy members;
  private final Administration administration;
  private final Tenant tenant;

  public ReconciliationResource(
      DefinitionStore<SyncSpec> syncs,
      SyncBinding binding,
      Reconciliations reconciliations,
      MemberVisibilityPolicy members,
      Administration administration,
      Tenant tenant) {
    this.syncs = syncs;
    this.binding = binding;
    this.reconciliations = reconciliations;
    this.members = members;
    this.administration = administration;
    this.tenant = tenant;
  }

  /**
   * The comparisons of a sync.
   *
   * @param obstacle why the records cannot be compared; absent if they can
   * @param repairObstacle why the differences cannot be sent again; absent if they can
   * @param data the newest ten, newest first
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Reconciliations")
  public record ReconciliationsView(
      @Nullable String obstacle, @Nullable String repairObstacle, List<ReconciliationView> data) {}

  /**
   * @param sync the sync's id or key
   * @return the comparisons of the sync
   */
  @GET
  @Operation(
      operationId = "listReconciliations",
      summary = "The newest comparisons of a sync with its destination, newest first")
  public ReconciliationsView list(@PathParam("sync") String sync) {
    Catalogue.Sync bound = bound(sync);
    MemberVisibility visibility = members.ofRecords(tenant);
    return new ReconciliationsView(
        ReconciliationRounds.obstacle(bound).orElse(null),
        repairObstacle(bound).orElse(null),
        reconciliations.list(tenant.workspaceId(), bound.id()).stream()
            .map(run -> view(run, bound.id(), visibility, null))
            .toList());
  }

  /**
   * Starts a comparison of what was delivered with the records that the destination lists.
   *
   * @param sync the sync's id or key
   * @return the comparison, which goes on in the background
   */
  @POST
  @Operation(
      operationId = "startReconciliation",
      summary = "Compare what a sync has delivered with the records of its destination",
      description =
          "Reads the records of the destination page by page, within the limits of its account, and"
              + " changes nothing there. 409 if the destination cannot list these records, or if"
              + " a comparison of the sync is running. Uncertain deliveries that the destination"
              + " has with their whole content become delivered.")
  @APIResponseSchema(
      value = ReconciliationView.class,
      responseCode = "202",
      responseDescription = "Accepted")
  public RestResponse<ReconciliationView> start(@PathParam("sync") String sync) {
    Catalogue.Sync bound = bound(sync);
    ReconciliationRounds.obstacle(bound)
        .ifPresent(words -> {
          throw Problems.CONFLICT.problem(words);
        });
    String id =
        reconciliations
            .start(bound, repairObstacle(bound).isEmpty())
            .orElseThrow(() ->
                Problems.CONFLICT.problem(
                    "A comparison of this sync is running, or its differences are being sent"
                        + " again"));
    return RestResponse.status(
        RestResponse.Status.ACCEPTED,
        view(require(bound.id(), id), bound.id(), members.ofRecords(tenant), null));
  }

  /**
   * @param sync the sync's id or key
   * @param reconciliation the id of the comparison
   * @return the comparison, with examples of the differences
   */
  @GET
  @Path("/{reconciliation}")
  @Operation(
      operationId = "readReconciliation",
      summary = "A comparison of a sync with its destination",
      description =
          "Without the right personal-data:read, the numbers of a sync of an audience are rounded,"
              + " and there are no examples.")
  public ReconciliationView find(
      @PathParam("sync") String sync, @PathParam("reconciliation") String reconciliation) {
    SyncId id = new SyncId(stored(sync).id());
    Reconciliation run = require(id, reconciliation);
    MemberVisibility visibility = members.ofRecords(tenant);
    return view(run, id, visibility, visibility.conceals(id) ? null : examples(run));
  }

  private Examples examples(Reconciliation run) {
    WorkspaceId workspace = tenant.workspaceId();
    return new Examples(
        reconciliations.differences(workspace, run.id(), true, EXAMPLES).stream()
            .map(Difference::delivery)
            .toList(),
        reconciliations.differences(workspace, run.id(), false, EXAMPLES).stream()
            .map(DifferentRecord::of)
            .toList(),
        tenant.mayReadPersonalData() ? run.foreignExamples() : List.of());
  }

  /**
   * Ends a comparison without a result.
   *
   * @param sync the sync's id or key
   * @param reconciliation the id of the comparison
   * @return the cancelled comparison
   */
  @POST
  @Path("/{reconciliation}/cancel")
  @Operation(
      operationId = "cancelReconciliation",
      summary = "Cancel a comparison of a sync with its destination; 409 if it is not running")
  public ReconciliationView cancel(
      @PathParam("sync") String sync, @PathParam("reconciliation") String reconciliation) {
    SyncId id = new SyncId(stored(sync).id());
    require(id, reconciliation);
    if (!reconciliations.cancel(tenant.workspaceId(), id, reconciliation)) {
      throw Problems.CONFLICT.problem("The comparison is not running");
    }
    return view(require(id, reconciliation), id, members.ofRecords(tenant), null);
  }

  /**
   * Consent to a repair.
   *
   * @param confirm true to send the records again although they are unusually many
   */
  public record RepairRequest(@Nullable Boolean confirm) {}

  /**
   * Sends missing and different records again.
   *
   * @param sync the sync's id or key
   * @param reconciliation the id of the newest comparison of the sync, which is done
   * @return the comparison, with how many records are sent again so far
   */
  @POST
  @Path("/{reconciliation}/repair")
  @Operation(
      operationId = "repairReconciliation",
      summary = "Send the missing and the different records again",
      description =
          "Records that have changed since the comparison are left out, and so are records that"
              + " another sync fills too. Records that Tributary does not know are never changed."
              + " The records are sent in the background. 409 if the sync can lose records from"
              + " its source without removing them, or if the sync or the destination has changed"
              + " since the comparison. 409"
              + " `needs-confirmation` without `confirm` if the repair would send more than 20"
              + " records and more than 10 % of those compared.")
  public ReconciliationView repair(
      @PathParam("sync") String sync,
      @PathParam("reconciliation") String reconciliation,
      @OptionalBody @Nullable RepairRequest request) {
    WorkspaceId workspace = tenant.workspaceId();
    Catalogue.Sync bound = bound(sync);
    SyncId id = bound.id();
    Reconciliation run = require(id, reconciliation);
    if (run.state() != Reconciliation.State.DONE) {
      throw Problems.CONFLICT.problem("The comparison has no result");
    }
    if (!reconciliations.list(workspace, id).getFirst().id().equals(run.id())) {
      throw Problems.CONFLICT.problem("There is a newer comparison of this sync");
    }
    repairObstacle(bound)
        .ifPresent(words -> {
          throw Problems.CONFLICT.problem(words);
        });
    boolean confirmed = request != null && Boolean.TRUE.equals(request.confirm());
    requireConsent(view(run, id, members.ofRecords(tenant), null), confirmed);
    administration.given(new RepairRequest(confirmed));
    if (!reconciliations.repair(bound, run.id())) {
      throw Problems.CONFLICT.problem(
          "The differences are being sent again, or the sync or its destination has changed since"
              + " the comparison. Compare again");
    }
    return view(require(id, run.id()), id, members.ofRecords(tenant), null);
  }

  /**
   * A refusal by the exact numbers would tell more than the caller may see, and the caller could
   * not know when to confirm.
   *
   * @param shown the comparison as the caller sees it
   */
  static void requireConsent(ReconciliationView shown, boolean confirmed) {
    if (shown.held() && !confirmed) {
      throw NEEDS_CONFIRMATION.problem(
          "The repair would send more than 20 records, and more than 10 % of those compared. Look"
              + " at the destination first, and then repeat the request with confirm");
    }
  }

  /** Records that left the source of an earlier version can be in the ledger, too. */
  private Optional<String> repairObstacle(Catalogue.Sync bound) {
    Optional<String> obstacle = ReconciliationRounds.repairObstacle(bound);
    if (obstacle.isPresent()) {
      return obstacle;
    }
    SyncSpec now = bound.spec();
    Page<DefinitionVersion<SyncSpec>> kept =
        syncs.versions(bound.workspace(), bound.id().value(), null, VERSIONS);
    if (!isComplete(kept, bound.version())) {
      return Optional.of(
          "Differences of this sync are shown only: not all of its earlier versions can be read."
              + " One of them may have had another source or mode, and records that left it then"
              + " could be sent again by mistake");
    }
    return kept.data().stream()
            .map(DefinitionVersion::spec)
            .allMatch(each -> each.from().equals(now.from()) && each.mode() == now.mode())
        ? Optional.empty()
        : Optional.of(
            "Differences of this sync are shown only: an earlier version had another source or"
                + " mode, and records that left it then could be sent again by mistake");
  }

  /** Versions count from 1 without a gap. Those that cannot be read are not in the list. */
  static <S> boolean isComplete(Page<DefinitionVersion<S>> kept, long newest) {
    return kept.nextCursor() == null && kept.data().size() == newest;
  }

  private StoredDefinition<SyncSpec> stored(String sync) {
    return syncs.require(tenant.workspaceId(), sync);
  }

  private Catalogue.Sync bound(String sync) {
    StoredDefinition<SyncSpec> stored = stored(sync);
    return binding.bound(
        tenant.workspaceId(),
        new SyncId(stored.id()),
        stored.name(),
        stored.version(),
        stored.spec());
  }

  private Reconciliation require(SyncId sync, String id) {
    return reconciliations
        .find(tenant.workspaceId(), sync, id)
        .orElseThrow(() -> Problems.NOT_FOUND.problem("The sync has no comparison " + id));
  }

  private ReconciliationView view(
      Reconciliation run, SyncId sync, MemberVisibility visibility, @Nullable Examples examples) {
    LongUnaryOperator rounding =
        visibility.conceals(sync) ? number -> visibility.number(sync, number) : null;
    UnaryOperator<List<Long>> parts =
        visibility.conceals(sync)
            ? exact -> visibility.parts(sync, exact).stream().map(Approximate::number).toList()
            : null;
    return ReconciliationView.of(run, rounding, parts, tenant.mayReadPersonalData(), examples);
  }
}
