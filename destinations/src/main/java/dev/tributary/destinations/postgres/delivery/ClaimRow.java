package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.delivery.ClaimedDelivery;
import dev.tributary.destinations.delivery.ClaimedDeliveryBuilder;
import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.FieldHashes;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.postgres.FormerKeys;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row that is due, with the data that decide whether it may be sent.
 *
 * @param claimed the row after the claim
 * @param batch the id of the batch in which it was sent before, or null
 * @param ownConsent the consent in an event
 */
record ClaimRow(
    ClaimedDelivery claimed,
    @Nullable String batch,
    @Nullable String personRef,
    Consent ownConsent) {
  static final String COLUMNS =
      """
      d.id, d.workspace, d.destination, d.space, d.record_key, d.is_event, d.sync, d.sync as own_sync, d.object,
      d.owner, d.person_ref, d.content, d.own_consent, d.version, d.hash, d.delivered_hash, d.confirmed,
      d.delivered_fields, d.delivered_as, d.former_keys, d.vendor_id, d.attempt, d.first_attempt_at, d.fence, d.batch, d.job,
      d.job_item, d.submitted_at, d.lane, d.desired_at,
      d.root_event, d.root_received_at, d.cause, p.vendor_id as parent_vendor_id\
      """;

  /** The same columns, with the sync, the match value, the version and the hash that were sent. */
  static final String SENT_COLUMNS =
      COLUMNS
          .replace("d.sync,", "d.sent_sync as sync,")
          .replace("d.record_key", "coalesce(d.sent_as, d.record_key) as record_key")
          .replace("d.version, d.hash", "d.sent_version as version, d.sent_hash as hash");

  /**
   * @param raise by how much a claim raises fence and attempt; 0 to read the row without a claim
   */
  static ClaimRow of(ResultSet row, int raise, String attempt, Instant now) throws SQLException {
    byte[] content = row.getBytes("content");
    String own = row.getString("own_consent");
    String batch = row.getString("batch");
    Timestamp submitted = row.getTimestamp("submitted_at");
    Timestamp first = row.getTimestamp("first_attempt_at");
    return new ClaimRow(
        ClaimedDeliveryBuilder.builder()
            .id(row.getString("id"))
            .fence(row.getLong("fence") + raise)
            .key(
                new RecordKey(
                    new WorkspaceId(row.getString("workspace")),
                    new DestinationId(row.getString("destination")),
                    row.getString("space"),
                    row.getString("record_key")))
            .event(row.getBoolean("is_event"))
            .sync(new SyncId(row.getString("sync")))
            .object(row.getString("object"))
            .owner(row.getString("owner"))
            .parentVendorId(row.getString("parent_vendor_id"))
            .content(
                content == null
                    ? Content.NONE
                    : Content.of(content, new SyncId(row.getString("own_sync"))))
            .version(row.getLong("version"))
            .hash(row.getString("hash"))
            .deliveredHash(row.getString("delivered_hash"))
            .confirmed(row.getBoolean("confirmed"))
            .deliveredFields(FieldHashes.of(row.getBytes("delivered_fields")))
            .setOnce(Set.of())
            .formerKeys(FormerKeys.read(row.getString("former_keys")))
            .deliveredAs(row.getString("delivered_as"))
            .vendorId(row.getString("vendor_id"))
            .attempt(row.getInt("attempt") + raise)
            .firstAttemptAt(first == null ? now : first.toInstant())
            .batch(batch == null ? attempt : batch)
            .repeated(batch != null)
            .job(row.getString("job"))
            .jobItem(row.getObject("job_item", Integer.class))
            .submittedAt(submitted == null ? null : submitted.toInstant())
            .lane(Priority.numbered(row.getInt("lane")))
            .desiredAt(row.getTimestamp("desired_at").toInstant())
            .origin(
                new DesiredRecord.Origin(
                    row.getString("root_event"),
                    row.getTimestamp("root_received_at").toInstant(),
                    row.getString("cause")))
            .build(),
        batch,
        row.getString("person_ref"),
        own == null
            ? Consent.UNKNOWN
            : Json.read(own.getBytes(StandardCharsets.UTF_8), Consent.class));
  }

  /**
   * Whether two rows may be sent together: rows of the same sync, and of the same earlier batch if
   * there was one.
   */
  boolean goesWith(ClaimRow first) {
    return claimed.sync().equals(first.claimed.sync())
        && claimed.object().equals(first.claimed.object())
        && claimed.removal() == first.claimed.removal()
        && Objects.equals(batch, first.batch);
  }
}
