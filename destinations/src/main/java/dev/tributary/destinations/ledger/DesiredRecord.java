package dev.tributary.destinations.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.SyncId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The desired state of a record, by one sync.
 *
 * @param object the name of the object in the manifest
 * @param owner the owner of the record: a profile, or a sync and the key of a row
 * @param personRef the identifier of the person whose consent counts, if only a row names the
 *     person; null for none
 * @param parent of a membership: the member's delivery
 * @param position orders desired records from rows by their place on the topic; 0 if the caller
 *     orders them
 */
@RecordBuilder
public record DesiredRecord(
    RecordKey key,
    SyncId sync,
    String object,
    Intent intent,
    @Nullable String owner,
    @Nullable String personRef,
    @Nullable String parent,
    Priority lane,
    long position,
    Origin origin) {

  /** The event, row or command that caused the change. */
  public record Origin(String rootEvent, Instant rootReceivedAt, @Nullable String cause) {}

  public sealed interface Intent {
    /**
     * The record should exist with these fields.
     *
     * @param invalid the fields whose values cannot be made
     * @param setOnce the fields that are not sent any more once the destination has accepted a
     *     value for them
     * @param onDenial what happens to a record that was sent before, if consent does not allow it
     *     any more
     */
    record Present(
        ObjectNode fields, List<InvalidField> invalid, Set<String> setOnce, OnDenial onDenial)
        implements Intent {
      public Present {
        invalid = List.copyOf(invalid);
        setOnce = Set.copyOf(setOnce);
      }
    }

    /**
     * The record should exist. After its creation, its content stays as it is.
     *
     * @param invalid the fields whose values cannot be made
     */
    record Created(ObjectNode fields, List<InvalidField> invalid) implements Intent {
      public Created {
        invalid = List.copyOf(invalid);
      }
    }

    /** The record should not exist, even if another system created it. */
    record Removed() implements Intent {}

    /** The record should not exist, if this installation has sent it. */
    record Absent() implements Intent {}

    /**
     * The sync no longer decides about the record: what was sent stays, what was not sent is
     * deleted.
     */
    record Released() implements Intent {}
  }

  public enum OnDenial {
    /** Consent allows the record. */
    ALLOWED,
    /** Consent does not allow it: nothing more is sent. */
    STAYS,
    /** Consent does not allow it: the sent record is removed, with the highest priority. */
    REMOVED
  }
}
