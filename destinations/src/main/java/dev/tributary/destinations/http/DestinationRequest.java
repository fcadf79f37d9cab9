package dev.tributary.destinations.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Manifest.RateLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A destination as it is asked for.
 *
 * @param settings all of them, secrets in clear; a secret that is left out stays as it is, unless
 *     where it is sent changes
 */
public record DestinationRequest(
    @Nullable String key,
    @Nullable String name,
    @Nullable String connector,
    @Nullable ObjectNode settings,
    @Nullable List<String> purposes,
    @Nullable String baseUrl,
    @Nullable RateLimit rateLimit) {}
