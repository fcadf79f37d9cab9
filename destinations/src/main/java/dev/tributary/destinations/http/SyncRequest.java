package dev.tributary.destinations.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.sync.From;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.SyncSpec.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sync in a request.
 *
 * @param key unique among the syncs of the workspace; required
 * @param name shown in the web UI; required
 * @param destination id or key
 * @param from where the records come from; required
 * @param object the object at the destination, for example {@code contacts}; required
 * @param match the field that names a record at the destination; absent for events
 * @param mapping from which value each field of the destination comes
 * @param mode default: mirror for audiences and models, upsert for the rest
 * @param settings the settings of the object, which the manifest of the connector lists
 */
public record SyncRequest(
    @Nullable String key,
    @Nullable String name,
    @Nullable String destination,
    @Nullable From from,
    @Nullable String object,
    @Nullable FieldMapping match,
    @Nullable List<FieldMapping> mapping,
    @Nullable Mode mode,
    @Nullable ObjectNode settings) {}
