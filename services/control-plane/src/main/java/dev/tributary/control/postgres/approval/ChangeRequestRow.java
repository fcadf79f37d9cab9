package dev.tributary.control.postgres.approval;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.approval.ChangeRequest;
import dev.tributary.control.approval.Participant;
import dev.tributary.control.approval.State;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A change request. A session sees one workspace, in which the id is unique. */
@Entity
@Table(name = "change_request")
@SuppressWarnings("NullAway.Init")
public class ChangeRequestRow {
  @Id String id;

  String workspace;

  String method;

  String path;

  @Column(name = "if_match")
  @Nullable String ifMatch;

  String body;

  String reason;

  @Column(name = "requested_by")
  String requestedBy;

  @Column(name = "requested_by_name")
  String requestedByName;

  @Column(name = "requested_at")
  Instant requestedAt;

  @Column(name = "expires_at")
  Instant expiresAt;

  String state;

  @Column(name = "decided_by")
  @Nullable String decidedBy;

  @Column(name = "decided_by_name")
  @Nullable String decidedByName;

  @Column(name = "decided_at")
  @Nullable Instant decidedAt;

  @Column(name = "decision_reason")
  @Nullable String decisionReason;

  @Nullable Integer status;

  @Nullable String answer;

  /** A request that is open. */
  static ChangeRequestRow of(ChangeRequest request) {
    ChangeRequest.Asked asked = request.asked();
    ChangeRequestRow row = new ChangeRequestRow();
    row.id = request.id();
    row.workspace = request.workspace().value();
    row.method = asked.method();
    row.path = asked.path();
    row.ifMatch = asked.ifMatch();
    row.body = asked.sealedBody();
    row.reason = asked.reason();
    row.requestedBy = asked.by().subject();
    row.requestedByName = asked.by().name();
    row.requestedAt = asked.at();
    row.expiresAt = asked.expiresAt();
    row.state = name(State.OPEN);
    return row;
  }

  static String name(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  ChangeRequest request() {
    return new ChangeRequest(
        new WorkspaceId(workspace),
        id,
        new ChangeRequest.Asked(
            method,
            path,
            ifMatch,
            body,
            reason,
            new Participant(requestedBy, requestedByName),
            requestedAt),
        State.valueOf(state.toUpperCase(Locale.ROOT)),
        decision(),
        outcome());
  }

  private ChangeRequest.@Nullable Decision decision() {
    return decidedBy == null || decidedByName == null || decidedAt == null
        ? null
        : new ChangeRequest.Decision(
            new Participant(decidedBy, decidedByName), decidedAt, decisionReason);
  }

  private ChangeRequest.@Nullable Outcome outcome() {
    return status == null || answer == null ? null : new ChangeRequest.Outcome(status, answer);
  }
}
