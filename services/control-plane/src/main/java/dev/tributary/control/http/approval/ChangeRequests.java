package dev.tributary.control.http.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.approval.BodyFields;
import dev.tributary.control.approval.ChangeRequest;
import dev.tributary.control.approval.ChangeRequestStore;
import dev.tributary.control.approval.Participant;
import dev.tributary.control.approval.State;
import dev.tributary.control.http.approval.ChangeRequestView.DecisionView;
import dev.tributary.control.http.approval.ChangeRequestView.FieldView;
import dev.tributary.control.http.approval.ChangeRequestView.OutcomeView;
import dev.tributary.definitions.Quotas;
import dev.tributary.runtime.audit.Administration;
import dev.tributary.runtime.audit.Differences;
import dev.tributary.runtime.http.ClientAddress;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.secrets.SecretPlace;
import dev.tributary.runtime.secrets.SecretUnreadable;
import dev.tributary.runtime.tenancy.Caller;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.Tenant;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests and decisions of changes. An approved change is sent through the front door of the
 * gateway with the approver's token, which decides whether the change is allowed.
 */
@ApplicationScoped
public class ChangeRequests {
  private static final String BODY = "body";
  private static final String REQUESTED_BY = "/requestedBy";
  private static final String PATH = "/path";

  private final ChangeRequestStore store;
  private final ChangeRequestBinding binding;
  private final ApprovedChange approved;
  private final SecretBox box;
  private final Quotas quotas;
  private final Tenant tenant;
  private final Administration administration;
  private final CurrentIdentityAssociation identities;
  private final ClientAddress client;
  private final Ids ids;
  private final Clock clock;

  public ChangeRequests(
      ChangeRequestStore store,
      ChangeRequestBinding binding,
      ApprovedChange approved,
      SecretBox box,
      Quotas quotas,
      Tenant tenant,
      Administration administration,
      CurrentIdentityAssociation identities,
      ClientAddress client,
      Ids ids,
      Clock clock) {
    this.store = store;
    this.binding = binding;
    this.approved = approved;
    this.box = box;
    this.quotas = quotas;
    this.tenant = tenant;
    this.administration = administration;
    this.identities = identities;
    this.client = client;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * @throws Problem if the route cannot be approved, if the caller's role is not enough for it, or
   *     if its object is not there
   */
  ChangeRequestView add(ChangeRequestResource.@Nullable NewChangeRequest wanted) {
    WorkspaceId workspace = tenant.workspaceId();
    ChangeRequestBinding.Bound bound = binding.bind(workspace, wanted);
    requireRole(bound.target());
    requireObject(workspace, bound.path());
    Instant now = clock.instant();
    quotas.requireRoom(workspace, Quotas.CHANGE_REQUEST, store.countOpen(workspace, now));
    String id = ids.next(Ids.CHANGE_REQUEST);
    ChangeRequest request =
        new ChangeRequest(
            workspace,
            id,
            new ChangeRequest.Asked(
                bound.method(),
                bound.path(),
                bound.ifMatch(),
                box.seal(place(workspace, id, bound.method(), bound.path()), bound.body()),
                bound.reason(),
                caller(),
                now),
            State.OPEN,
            null,
            null);
    store.add(request);
    return view(request);
  }

  /** As the change itself would answer, so that nobody waits for an approval in vain. */
  private void requireObject(WorkspaceId workspace, String path) {
    binding
        .object(workspace, path)
        .filter(object -> approved.isAbsent(token(), ChangeRequestBinding.full(workspace, object)))
        .ifPresent(object -> {
          throw Problems.NOT_FOUND.problem("There is no " + object);
        });
  }

  List<ChangeRequest> list(ChangeRequestStore.Which which, @Nullable String cursor, int limit) {
    return store.list(tenant.workspaceId(), which, clock.instant(), cursor, limit);
  }

  /**
   * @throws Problem if there is none
   */
  ChangeRequest require(String id) {
    return store
        .find(tenant.workspaceId(), id)
        .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no change request " + id));
  }

  /**
   * Makes the change as the approver. Of several approvals at once, one is carried out.
   *
   * @throws Problem if it is already decided, if the caller is the requester, or if the caller does
   *     not have the role of the route
   */
  ChangeRequestView approve(String id) {
    ChangeRequest request = openToOthers(id);
    ChangeRequest.Asked asked = request.asked();
    requireRole(binding.target(request.workspace(), asked.method(), asked.path()));
    String body = readable(request);
    decide(request, State.APPLYING, null);
    ApprovedChange.Answer answer =
        approved.send(
            token(),
            new ApprovedChange.Change(
                asked.method(),
                ChangeRequestBinding.full(request.workspace(), asked.path()),
                asked.ifMatch(),
                body,
                request.id(),
                client.value()));
    ChangeRequest.Outcome outcome = new ChangeRequest.Outcome(answer.status(), answer.detail());
    store.settle(request, outcome);
    putOnRecord(request, outcome);
    return view(require(id), answer.status() < 300 ? answer.body() : null);
  }

  /**
   * @throws Problem if it is already decided, or if the caller is the requester
   */
  ChangeRequestView reject(String id, @Nullable String reason) {
    ChangeRequest request = openToOthers(id);
    decide(request, State.REJECTED, ChangeRequestBinding.reason(reason, "/reason"));
    return view(require(id));
  }

  /**
   * @throws Problem if it is already decided, or if the caller is not the requester
   */
  ChangeRequestView withdraw(String id) {
    ChangeRequest request = require(id);
    if (!request.isBy(caller())) {
      throw Problems.FORBIDDEN.problem("Only the requester withdraws a change request");
    }
    decide(request, State.WITHDRAWN, null);
    return view(require(id));
  }

  private ChangeRequest openToOthers(String id) {
    ChangeRequest request = require(id);
    if (!tenant.caller().person()) {
      throw Problems.FORBIDDEN.problem("A person decides on a change request, and no API client");
    }
    if (request.isBy(caller())) {
      throw Problems.FORBIDDEN.problem(
          "A user other than the requester decides on a change request");
    }
    if (request.state(clock.instant()) != State.OPEN) {
      throw decided(request);
    }
    return request;
  }

  private void decide(ChangeRequest request, State next, @Nullable String reason) {
    ChangeRequest.Decision decision = new ChangeRequest.Decision(caller(), clock.instant(), reason);
    if (!store.decide(request, next, decision)) {
      throw decided(require(request.id()));
    }
  }

  private Problem decided(ChangeRequest request) {
    return Problems.CONFLICT.problem(
        "The change request is no longer open: it is "
            + Json.MAPPER.valueToTree(request.state(clock.instant())).asText());
  }

  private void requireRole(ChangeRequestBinding.Target target) {
    Role held = tenant.caller().role(tenant.workspaceId()).orElse(Role.VIEWER);
    if (!held.includes(target.needs())) {
      throw Problems.FORBIDDEN.problem(
          "The change requires the role %s, the caller has %s"
              .formatted(target.needs().wireName(), held.wireName()));
    }
  }

  /** Prepares the entry of the trail. It names both people; the approver is the actor. */
  private void putOnRecord(ChangeRequest request, ChangeRequest.Outcome outcome) {
    ChangeRequest.Asked asked = request.asked();
    administration.detail(requester(asked.by().name()));
    administration.detail(fact("/method", asked.method()));
    administration.detail(
        MemberNames.WITHOUT_ADDRESSES.showsPath(asked.path())
            ? fact(PATH, asked.path())
            : FieldChange.personal(PATH, null, asked.path()));
    administration.detail(
        FieldChange.open(
            "/state",
            Json.MAPPER.valueToTree(State.OPEN),
            Json.MAPPER.valueToTree(outcome.state())));
    administration.detail(FieldChange.open("/status", null, IntNode.valueOf(outcome.status())));
  }

  /** A name with an e-mail address is for readers who may see it. */
  private static FieldChange requester(String name) {
    return MemberNames.WITHOUT_ADDRESSES.shows(name)
        ? fact(REQUESTED_BY, name)
        : FieldChange.personal(REQUESTED_BY, null, name);
  }

  private static FieldChange fact(String field, String value) {
    return FieldChange.open(field, null, TextNode.valueOf(value));
  }

  ChangeRequestView view(ChangeRequest request) {
    return view(request, null);
  }

  private ChangeRequestView view(ChangeRequest request, @Nullable JsonNode answer) {
    Instant now = clock.instant();
    ChangeRequest.Asked asked = request.asked();
    ChangeRequestBinding.Target target =
        binding.target(request.workspace(), asked.method(), asked.path());
    boolean own = request.isBy(caller());
    MemberNames names = own ? MemberNames.ALL : MemberNames.seenBy(tenant);
    return ChangeRequestViewBuilder.builder()
        .id(request.id())
        .state(request.state(now))
        .operation(target.operation())
        .method(asked.method())
        .path(names.ofPath(asked.path()))
        .ifMatch(asked.ifMatch())
        .reason(asked.reason())
        .changes(
            fields(request, target).stream()
                .map(field -> FieldView.of(field, names == MemberNames.ALL))
                .toList())
        .own(own)
        .requestedBy(shown(asked.by()))
        .requestedAt(asked.at())
        .expiresAt(asked.expiresAt())
        .decision(DecisionView.of(request.decision(), this::shown))
        .outcome(OutcomeView.of(request.outcome(now), names))
        .answer(answer)
        .build();
  }

  /** Empty if the body cannot be read. Such a request can be read, but not approved. */
  private List<BodyFields.Field> fields(ChangeRequest request, ChangeRequestBinding.Target target) {
    try {
      String body = body(request);
      return body.isEmpty()
          ? List.of()
          : BodyFields.of(
              Json.read(body.getBytes(StandardCharsets.UTF_8), JsonNode.class),
              target.concealed(),
              Differences::isSecret);
    } catch (SecretUnreadable e) {
      return List.of();
    }
  }

  private String readable(ChangeRequest request) {
    try {
      return body(request);
    } catch (SecretUnreadable e) {
      throw Problems.CONFLICT.problem(
          "The change request cannot be read: " + e.getMessage() + ". Request the change again");
    }
  }

  private String body(ChangeRequest request) {
    ChangeRequest.Asked asked = request.asked();
    return box.open(
        place(request.workspace(), request.id(), asked.method(), asked.path()), asked.sealedBody());
  }

  /**
   * Binds a sealed body to its request. A body that is moved to another request, or whose request
   * gets another method or path, cannot be opened.
   */
  private static SecretPlace place(WorkspaceId workspace, String id, String method, String path) {
    return new SecretPlace(workspace, id, BODY, method + " " + path);
  }

  /** The name of a participant; callers always see their own. */
  private JsonNode shown(Participant participant) {
    boolean self = participant.subject().equals(tenant.caller().subject());
    return (self ? MemberNames.ALL : MemberNames.seenBy(tenant)).of(participant.name());
  }

  private Participant caller() {
    Caller caller = tenant.caller();
    return new Participant(caller.subject(), caller.name());
  }

  private String token() {
    return identities.getIdentity().getCredential(AccessTokenCredential.class).getToken();
  }
}
