package dev.tributary.contracts.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A profile at one version.
 *
 * @param profile {@code prf_} id
 * @param version grows by one with each event, row, command or merge that changes it
 * @param identifiers sorted
 * @param traits the winning value of each; identity resolution knows their origin
 * @param lastGroup the groupId of the newest group call, until accounts exist
 * @param firstSeen business time of the first event or row
 * @param lastSeen business time of the newest one at that version; later ones may have changed
 *     nothing
 */
@RecordBuilder
public record ProfileState(
    WorkspaceId workspace,
    ProfileId profile,
    long version,
    List<Identifier> identifiers,
    Map<String, JsonNode> traits,
    Map<String, ConsentState> consent,
    Map<String, SubscriptionState> subscriptions,
    @Nullable String lastGroup,
    Instant firstSeen,
    Instant lastSeen) {}
