package dev.tributary.destinations.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Manifest.RateLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A destination in a request.
 *
 * @param settings all settings, with secrets in clear; a missing secret stays as it is, unless the
 *     place that it is sent to changes
 */
public record DestinationRequest(
    @Nullable String key,
    @Nullable String name,
    @Nullable String connector,
    @Nullable ObjectNode settings,
    @Nullable List<String> purposes,
    @Nullable String baseUrl,
    @Nullable RateLimit rateLimit) {}
