package dev.tributary.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as every consumer sees it: item and envelope merged, ids as text, the client's clock
 * corrected, and no value that a database refuses.
 *
 * @param messageId the client's, else our event id
 * @param name a track call's event, a page's or screen's name; null if the call has none
 * @param timestamp when it happened, corrected for the client's clock
 * @param originalTimestamp when it happened by the client's clock
 * @param sentAt when it was sent by the client's clock
 * @param receivedAt the workspace's business time of acceptance
 * @param traits of an identify, including those in the context; the item's own have priority
 * @param context the item's, and the fields that only the envelope's has; with the {@code ip} that
 *     a browser or phone sent from, if neither contains one
 * @param integrations the item's, and the fields that only the envelope's has
 * @param consent per purpose, whether the event itself allows it; without the purposes that it does
 *     not name
 * @param contentHash of the item as sent, without the fields that change when it is sent again: two
 *     items of one messageId with different hashes are different events
 * @param category a page's or screen's, as text
 * @param others the item's fields without a meaning here, except {@code _metadata}, which is about
 *     the sending
 */
@RecordBuilder
public record TrackingEvent(
    EventId eventId,
    WorkspaceId workspace,
    SourceId source,
    CallType type,
    String messageId,
    @Nullable String userId,
    @Nullable String anonymousId,
    @Nullable String previousId,
    @Nullable String groupId,
    @Nullable String name,
    Instant timestamp,
    @Nullable Instant originalTimestamp,
    @Nullable Instant sentAt,
    Instant receivedAt,
    ObjectNode properties,
    ObjectNode traits,
    ObjectNode context,
    ObjectNode integrations,
    Map<String, Boolean> consent,
    String contentHash,
    @Nullable String category,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) ObjectNode others) {}
