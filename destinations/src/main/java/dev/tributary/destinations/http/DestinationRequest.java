package dev.tributary.destinations.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Manifest.RateLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A destination in a request.
 *
 * @param key unique among the destinations of the workspace; required
 * @param name shown in the web UI; required
 * @param connector the id of a connector, for example {@code hubspot}; it can't be changed later
 * @param settings all settings, with secrets in clear; a missing secret stays as it is, unless the
 *     place that it is sent to changes
 * @param purposes what the data are used for, for example {@code marketing}; a person must allow
 *     each of them
 * @param baseUrl replaces the address of the vendor's API, if the connector allows it
 * @param rateLimit replaces the limits of the connector
 */
public record DestinationRequest(
    @Nullable String key,
    @Nullable String name,
    @Nullable String connector,
    @Nullable ObjectNode settings,
    @Nullable List<String> purposes,
    @Nullable String baseUrl,
    @Nullable RateLimit rateLimit) {}
