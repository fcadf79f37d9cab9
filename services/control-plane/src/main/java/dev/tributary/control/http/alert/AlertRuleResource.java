package dev.tributary.control.http.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.AlertQueries;
import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.WorkspaceFacts;
import dev.tributary.control.alert.object.AlertRuleSpec;
import dev.tributary.control.alert.object.Condition;
import dev.tributary.control.alert.object.ObjectFigures;
import dev.tributary.control.alert.object.ObjectKind;
import dev.tributary.control.alert.object.UnsentMessages;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.definition.MergePatch;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Alert rules of objects over REST. */
@Path("/api/v1/workspaces/{workspace}/alert-rules")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Alerts")
@RunOnVirtualThread
public class AlertRuleResource {
  private final DefinitionStore<AlertRuleSpec> rules;
  private final AlertQueries alerts;
  private final UnsentMessages unsent;
  private final WatchedObjects objects;
  private final Ids ids;
  private final Tenant tenant;
  private final Clock clock;
  private final ObjectMapper mapper;

  public AlertRuleResource(
      DefinitionStore<AlertRuleSpec> rules,
      AlertQueries alerts,
      UnsentMessages unsent,
      WatchedObjects objects,
      Ids ids,
      Tenant tenant,
      Clock clock,
      ObjectMapper mapper) {
    this.rules = rules;
    this.alerts = alerts;
    this.unsent = unsent;
    this.objects = objects;
    this.ids = ids;
    this.tenant = tenant;
    this.clock = clock;
    this.mapper = mapper;
  }

  /**
   * Alert rules, and the channels that rules can name.
   *
   * @param data all alert rules that were requested, the oldest first
   * @param channels the channels that are set up in the workspace
   * @param notSent those of these channels that get no message now, with the reasons: about the
   *     requested object, or else about any object
   */
  @Schema(name = "AlertRules")
  public record AlertRules(
      List<AlertRuleView> data, List<ChannelName> channels, List<UnsentView> notSent) {}

  /**
   * @param object the id of an object, to list its rules only
   * @return the alert rules, each with the present figure of its object
   */
  @GET
  @Operation(
      operationId = "listAlertRules",
      summary = "Alert rules of audiences, syncs, sources and models, the oldest first")
  public AlertRules list(@QueryParam("object") @Nullable String object) {
    WorkspaceId workspace = tenant.workspaceId();
    ObjectFigures figures = figures(workspace);
    List<StoredDefinition<AlertRuleSpec>> listed =
        rules.readable(workspace).stream()
            .filter(rule -> object == null || rule.spec().object().equals(object))
            .toList();
    Optional<UnsentMessages.About> requested = about(object);
    UnsentMessages.Answers answers =
        unsent.ask(
            workspace,
            alerts.settings(workspace),
            Stream.concat(requested.stream(), listed.stream().map(rule -> rule.spec().about()))
                .toList());
    List<ChannelName> channels = answers.setUp().stream().sorted().toList();
    return new AlertRules(
        listed.stream().map(rule -> view(rule, figures, answers)).toList(),
        channels,
        UnsentView.of(
            requested
                .map(about -> answers.of(channels, about))
                .orElseGet(() -> answers.ofAny(channels))));
  }

  private static Optional<UnsentMessages.About> about(@Nullable String object) {
    return object == null
        ? Optional.empty()
        : ObjectKind.ofId(object).map(kind -> new UnsentMessages.About(kind, object));
  }

  /**
   * @return the new alert rule
   */
  @POST
  @Operation(
      operationId = "createAlertRule",
      summary = "Add an alert rule to an audience, a sync, a source or a model",
      description =
          "An alert opens when two checks in a row find the condition met, and is resolved when"
              + " two checks in a row do not. 403 `forbidden` for the size of an audience whose"
              + " exact size the caller may not see, and for a sync without the right"
              + " personal-data:read.")
  @APIResponseSchema(
      value = AlertRuleView.class,
      responseCode = "201",
      responseDescription = "Created")
  public RestResponse<AlertRuleView> create(AlertRuleRequest request) {
    WorkspaceId workspace = tenant.workspaceId();
    AlertRuleRequest.Checked checked = request.check(channels(workspace), Set.of());
    AlertRuleSpec spec =
        request.spec(
            checked, objects.require(workspace, checked.kind().object(), checked.object()), null);
    // A rule has no key of its own, so its id is the key too.
    String id = ids.next(Ids.ALERT_RULE);
    StoredDefinition<AlertRuleSpec> created =
        rules.create(workspace, id, id, spec.name(checked.name()), spec, null);
    return RestResponse.status(RestResponse.Status.CREATED, view(created));
  }

  /**
   * @param id the id of the alert rule
   * @return the alert rule, with the present figure of its object
   */
  @GET
  @Path("/{rule}")
  @Operation(operationId = "readAlertRule", summary = "One alert rule")
  public AlertRuleView read(@PathParam("rule") String id) {
    return view(rules.require(tenant.workspaceId(), id));
  }

  /**
   * @param id the id of the alert rule
   * @return the stored alert rule
   */
  @PUT
  @Path("/{rule}")
  @Operation(
      operationId = "putAlertRule",
      summary = "Replace an alert rule, for example to disable it",
      description =
          "An open alert of the rule keeps its text until it is resolved. The alert of a"
              + " disabled rule is resolved at the second check.")
  public AlertRuleView put(@PathParam("rule") String id, AlertRuleRequest request) {
    StoredDefinition<AlertRuleSpec> changed =
        rules.updatePrepared(tenant.workspaceId(), id, null, before -> changed(before, request));
    return view(changed);
  }

  /** The change with which a version is restored, with all checks of a change. */
  RestResponse<AlertRuleView> change(String id, @Nullable String ifMatch, JsonNode patch) {
    StoredDefinition<AlertRuleSpec> changed =
        rules.updatePrepared(
            tenant.workspaceId(),
            id,
            EntityTags.version(ifMatch),
            before -> changed(before, patched(before, patch)));
    return EntityTags.answer(RestResponse.Status.OK, view(changed), changed.version());
  }

  private AlertRuleRequest patched(StoredDefinition<AlertRuleSpec> before, JsonNode patch) {
    return MergePatch.apply(
        mapper,
        AlertRuleRequest.written(before.key(), before.name(), before.spec()),
        patch,
        AlertRuleRequest.class);
  }

  private StoredDefinition<AlertRuleSpec> changed(
      StoredDefinition<AlertRuleSpec> before, AlertRuleRequest request) {
    WorkspaceId workspace = tenant.workspaceId();
    AlertRuleRequest.Checked checked =
        request.check(channels(workspace), before.spec().knownChannels());
    AlertRuleSpec spec =
        request.spec(
            checked, watched(workspace, before.spec(), checked), before.spec().condition());
    return before.with(before.key(), spec.name(checked.name()), spec);
  }

  /** A rule whose condition stays can be changed also after its object is gone. */
  private WatchedObjects.Watched watched(
      WorkspaceId workspace, AlertRuleSpec before, AlertRuleRequest.Checked checked) {
    Condition wanted = new Condition(checked.kind(), checked.object(), checked.threshold());
    return wanted.equals(before.condition())
        ? new WatchedObjects.Watched(before.object(), before.objectName())
        : objects.require(workspace, checked.kind().object(), checked.object());
  }

  /**
   * @param id the id of the alert rule
   */
  @DELETE
  @Path("/{rule}")
  @Operation(
      operationId = "deleteAlertRule",
      summary = "Delete an alert rule; its open alert is resolved at the second check")
  public void delete(@PathParam("rule") String id) {
    rules.delete(tenant.workspaceId(), id, null);
  }

  private Set<ChannelName> channels(WorkspaceId workspace) {
    return alerts.settings(workspace).channels();
  }

  private ObjectFigures figures(WorkspaceId workspace) {
    return new ObjectFigures(new WorkspaceFacts(clock.instant(), alerts.lastFacts(workspace)));
  }

  private AlertRuleView view(StoredDefinition<AlertRuleSpec> rule) {
    WorkspaceId workspace = tenant.workspaceId();
    return view(
        rule,
        figures(workspace),
        unsent.ask(workspace, alerts.settings(workspace), List.of(rule.spec().about())));
  }

  private AlertRuleView view(
      StoredDefinition<AlertRuleSpec> rule, ObjectFigures figures, UnsentMessages.Answers answers) {
    return AlertRuleView.of(rule, figures, answers, tenant.mayReadPersonalData());
  }
}
