package dev.tributary.control.http.approval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.control.approval.BodyFields.Field;
import dev.tributary.control.approval.ChangeRequest;
import dev.tributary.control.approval.Participant;
import dev.tributary.control.approval.State;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.MemberNames;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A change request in answers.
 *
 * @param id made by Tributary; never changes
 * @param state {@code open}: waits for a decision; {@code applying}: approved, and the service has
 *     not answered yet; {@code applied}: the service made the change; {@code failed}: the service
 *     refused the change, or its answer is not known; {@code rejected}, {@code withdrawn} or {@code
 *     expired}: nothing was changed
 * @param operation the operation id of the change, for example {@code createSync}
 * @param method the HTTP method of the requested change, in capital letters
 * @param path the path below the workspace; masked if it contains an e-mail address, as the path of
 *     a member may, and the caller may not read personal data and is not the requester
 * @param ifMatch the ETag that the object must still have; null for any
 * @param reason why the change is needed, in the words of the requester
 * @param changes the fields of the request body
 * @param own whether the caller requested it; the requester cannot approve it
 * @param requestedBy the username of the requester; for an API client, {@code service-account-} and
 *     the client id; masked if it is an e-mail address and the caller may not read personal data
 * @param requestedAt when the change was requested
 * @param expiresAt until when a decision is possible: 30 days after the request
 * @param decision who approved, rejected or withdrew it; null without a decision
 * @param outcome what the service answered after the approval
 * @param answer the body of that answer. It may contain a secret, so only the approver gets it, and
 *     only once
 */
@RecordBuilder
@Schema(name = "ChangeRequest")
public record ChangeRequestView(
    String id,
    State state,
    String operation,
    String method,
    @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode path,
    @Nullable String ifMatch,
    String reason,
    List<FieldView> changes,
    boolean own,
    @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode requestedBy,
    Instant requestedAt,
    Instant expiresAt,
    @Nullable DecisionView decision,
    @Nullable OutcomeView outcome,
    @Nullable JsonNode answer) {

  /**
   * A field of the request body.
   *
   * @param field JSON pointer (RFC 6901) into the body
   * @param value the requested value; null if the field is removed, or if the value is not shown
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

  /**
   * The user who decided, and the reason.
   *
   * @param by the username of the user who approved, rejected or withdrew the change; for an API
   *     client that withdrew its own change, {@code service-account-} and the client id; masked if
   *     it is an e-mail address and the caller may not read personal data
   * @param at when the decision was made
   * @param reason why the change was rejected; null after an approval or a withdrawal
   */
  @Schema(name = "ChangeRequestDecision")
  public record DecisionView(
      @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode by, Instant at, @Nullable String reason) {
    static @Nullable DecisionView of(
        ChangeRequest.@Nullable Decision decision, Function<Participant, JsonNode> shown) {
      return decision == null
          ? null
          : new DecisionView(shown.apply(decision.by()), decision.at(), decision.reason());
    }
  }

  /**
   * The answer of the service.
   *
   * @param status the HTTP status
   * @param detail why it refused; empty after a success, masked like {@code path}
   */
  @Schema(name = "ChangeRequestOutcome")
  public record OutcomeView(int status, @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode detail) {
    static @Nullable OutcomeView of(ChangeRequest.@Nullable Outcome outcome, MemberNames names) {
      return outcome == null
          ? null
          : new OutcomeView(outcome.status(), names.ofPath(outcome.detail()));
    }
  }

  /** The answer must not reach a log. */
  @Override
  public String toString() {
    return "ChangeRequest[" + id + "]";
  }
}
