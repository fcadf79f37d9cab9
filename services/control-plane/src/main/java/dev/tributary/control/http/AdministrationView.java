package dev.tributary.control.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.audit.FieldChange.Sensitivity;
import dev.tributary.control.audit.AdministrationQueries;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.MaskedValue;
import dev.tributary.runtime.tenancy.MemberNames;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A change of the settings of the workspace, and who made it.
 *
 * @param actorKind {@code person} or {@code program}
 * @param objectKind the kind of the changed object, such as {@code destination}
 * @param object the id or the key of the object; null for none, and if it is the e-mail address of
 *     a member and the caller may not read personal data
 * @param name the name of the object at that time
 * @param outcome {@code done}, {@code failed}, {@code refused}; {@code requested} while it is in
 *     progress, {@code unknown} where the outcome was not recorded
 * @param status the HTTP status of the answer
 * @param times the number of equal refusals that this entry represents
 * @param service the service that answered
 * @param requestId the id of the request, as in the header of the answer and in the logs of the
 *     services
 * @param address the IP address of the client; null where it is not known, and in entries of
 *     earlier versions
 * @param changes the fields that are different after the action; empty if no field is, or if the
 *     action has no fields
 */
@RecordBuilder
@Schema(name = "AdministrationEntry")
record AdministrationView(
    String actorKind,
    @Nullable String objectKind,
    @Nullable String object,
    @Nullable String name,
    String outcome,
    @Nullable Integer status,
    int times,
    String service,
    String requestId,
    @Nullable String address,
    List<Change> changes) {

  /**
   * A field that the change has changed.
   *
   * @param field the place of the field, as a JSON pointer (RFC 6901)
   * @param before the value before the change; null if the field did not exist, and for a secret
   * @param after the value after the change; null if the field was removed, and for a secret
   * @param secret whether the entry says only that the value was changed
   */
  @Schema(name = "AdministrationChange")
  record Change(
      String field,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_VALUE) JsonNode before,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_VALUE) JsonNode after,
      boolean secret) {}

  static AdministrationView of(
      AdministrationEntry entry, Instant now, boolean personalData, MemberNames names) {
    String object = entry.act().object();
    return AdministrationViewBuilder.builder()
        .actorKind(entry.actor().kind() == Actor.Kind.PERSON ? "person" : "program")
        .objectKind(entry.act().kind())
        .object(object == null || names.shows(object) ? object : null)
        .name(entry.act().name())
        .outcome(outcome(entry, now))
        .status(entry.result().status())
        .times(entry.result().times())
        .service(entry.origin().service())
        .requestId(entry.origin().requestId())
        .address(entry.origin().address())
        .changes(entry.changes().stream().map(change -> shown(change, personalData)).toList())
        .build();
  }

  private static String outcome(AdministrationEntry entry, Instant now) {
    return switch (entry.result().outcome()) {
      case DONE -> "done";
      case FAILED -> "failed";
      case REFUSED -> "refused";
      case REQUESTED ->
          entry.at().plus(AdministrationQueries.UNKNOWN_AFTER).isBefore(now)
              ? "unknown"
              : "requested";
    };
  }

  /** Whether the entry has values that a reader with the right to personal data sees. */
  static boolean showsPersonalData(AdministrationEntry entry) {
    return entry.changes().stream().anyMatch(change -> sensitivity(change) == Sensitivity.PERSONAL);
  }

  /** Entries of earlier versions have owners, requesters and paths as open values. */
  private static Sensitivity sensitivity(FieldChange change) {
    boolean member =
        change.field().endsWith("owner")
            || change.field().endsWith("requestedBy")
            || change.field().equals("/path");
    return member
            && change.sensitivity() == Sensitivity.OPEN
            && (hasAddress(change.before()) || hasAddress(change.after()))
        ? Sensitivity.PERSONAL
        : change.sensitivity();
  }

  private static boolean hasAddress(@Nullable JsonNode value) {
    return value != null
        && value.isTextual()
        && !MemberNames.WITHOUT_ADDRESSES.showsPath(value.textValue());
  }

  private static Change shown(FieldChange change, boolean personalData) {
    return switch (sensitivity(change)) {
      case OPEN -> new Change(change.field(), change.before(), change.after(), false);
      case SECRET -> new Change(change.field(), null, null, true);
      case PERSONAL ->
          personalData
              ? new Change(change.field(), change.before(), change.after(), false)
              : new Change(change.field(), masked(change.before()), masked(change.after()), false);
    };
  }

  private static @Nullable JsonNode masked(@Nullable JsonNode value) {
    return value == null ? null : MaskedValue.json();
  }
}
