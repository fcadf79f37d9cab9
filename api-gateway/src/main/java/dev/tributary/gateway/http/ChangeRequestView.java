package dev.tributary.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.gateway.approval.BodyFields.Field;
import dev.tributary.gateway.approval.ChangeRequest;
import dev.tributary.gateway.approval.State;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A change request in answers.
 *
 * @param operation what the change does, by its name in the API: {@code createSync}
 * @param path below the workspace
 * @param ifMatch the ETag that the object must still have; null for any
 * @param changes the fields that would be sent
 * @param own whether the caller requested it; the requester cannot approve it
 * @param decision who approved, rejected or withdrew it; null without a decision
 * @param outcome what the service answered after the approval
 * @param answer the body of that answer. It may contain a secret, so only the approver gets it, and
 *     only once
 */
@Schema(name = "ChangeRequest")
public record ChangeRequestView(
    String id,
    State state,
    String operation,
    String method,
    String path,
    @Nullable String ifMatch,
    String reason,
    List<FieldView> changes,
    boolean own,
    String requestedBy,
    Instant requestedAt,
    Instant expiresAt,
    @Nullable DecisionView decision,
    @Nullable OutcomeView outcome,
    @Nullable JsonNode answer) {

  /**
   * A field that would be sent.
   *
   * @param field JSON pointer (RFC 6901) into the body
   * @param value null where the field is removed, and where it is not shown
   * @param secret whether the value is a secret, which is never shown
   * @param masked whether the value is personal data that the caller may not see
   */
  @Schema(name = "ChangeRequestField")
  public record FieldView(String field, @Nullable JsonNode value, boolean secret, boolean masked) {
    static FieldView of(Field field, boolean seesPersonal) {
      boolean masked = field.kind() == Field.Kind.PERSONAL && !seesPersonal;
      return new FieldView(
          field.field(), masked ? null : field.value(), field.kind() == Field.Kind.SECRET, masked);
    }
  }

  /** Who decided, and why. */
  @Schema(name = "ChangeRequestDecision")
  public record DecisionView(String by, Instant at, @Nullable String reason) {
    static @Nullable DecisionView of(ChangeRequest.@Nullable Decision decision) {
      return decision == null
          ? null
          : new DecisionView(decision.by().name(), decision.at(), decision.reason());
    }
  }

  /**
   * What the service answered.
   *
   * @param status the HTTP status
   * @param detail why it refused; empty after a success
   */
  @Schema(name = "ChangeRequestOutcome")
  public record OutcomeView(int status, String detail) {
    static @Nullable OutcomeView of(ChangeRequest.@Nullable Outcome outcome) {
      return outcome == null ? null : new OutcomeView(outcome.status(), outcome.detail());
    }
  }

  /** The answer must not reach a log. */
  @Override
  public String toString() {
    return "ChangeRequest[" + id + "]";
  }
}
