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
 * @param destination id or key
 * @param mode default: mirror for audiences and models, upsert for the rest
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
