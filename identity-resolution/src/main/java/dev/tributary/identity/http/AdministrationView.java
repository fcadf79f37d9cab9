package dev.tributary.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.audit.FieldChange.Sensitivity;
import dev.tributary.identity.postgres.AdministrationTable;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did to how the workspace is set up.
 *
 * @param actorKind {@code person} or {@code program}
 * @param objectKind what it was done to, such as {@code destination}
 * @param object its id, or its key
 * @param name what people called it then
 * @param outcome {@code done}, {@code failed}, {@code refused}; {@code requested} while it is under
 *     way, {@code unknown} where nothing says what came of it
 * @param status of the answer over HTTP
 * @param times how many refusals alike this stands for
 * @param service that was asked
 * @param requestId as in the answer's header and in the services' logs
 * @param address of the client; null where nobody can tell, and in entries of earlier versions
 */
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
  private static final JsonNode MASK = JsonNodeFactory.instance.objectNode().put("masked", true);

  /**
   * A field that is different afterwards.
   *
   * @param field RFC 6901
   * @param before null where it was not there, and of a secret
   * @param after null where it is gone, and of a secret
   * @param secret whether all there is to say is that it was changed
   */
  @Schema(name = "AdministrationChange")
  record Change(
      String field, @Nullable JsonNode before, @Nullable JsonNode after, boolean secret) {}

  static AdministrationView of(AdministrationEntry entry, Instant now, boolean personalData) {
    return new AdministrationView(
        entry.actor().kind() == Actor.Kind.PERSON ? "person" : "program",
        entry.act().kind(),
        entry.act().object(),
        entry.act().name(),
        outcome(entry, now),
        entry.result().status(),
        entry.result().times(),
        entry.origin().service(),
        entry.origin().requestId(),
        entry.origin().address(),
        entry.changes().stream().map(change -> shown(change, personalData)).toList());
  }

  private static String outcome(AdministrationEntry entry, Instant now) {
    return switch (entry.result().outcome()) {
      case DONE -> "done";
      case FAILED -> "failed";
      case REFUSED -> "refused";
      case REQUESTED ->
          entry.at().plus(AdministrationTable.UNKNOWN_AFTER).isBefore(now)
              ? "unknown"
              : "requested";
    };
  }

  /** Whether somebody who may read personal data is shown any. */
  static boolean tells(AdministrationEntry entry) {
    return entry.changes().stream()
        .anyMatch(change -> change.sensitivity() == Sensitivity.PERSONAL);
  }

  private static Change shown(FieldChange change, boolean personalData) {
    return switch (change.sensitivity()) {
      case OPEN -> new Change(change.field(), change.before(), change.after(), false);
      case SECRET -> new Change(change.field(), null, null, true);
      case PERSONAL ->
          personalData
              ? new Change(change.field(), change.before(), change.after(), false)
              : new Change(change.field(), masked(change.before()), masked(change.after()), false);
    };
  }

  private static @Nullable JsonNode masked(@Nullable JsonNode value) {
    return value == null ? null : MASK;
  }
}
