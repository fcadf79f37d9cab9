package dev.tributary.destinations.http.connector;

import dev.tributary.runtime.openapi.request.Required;
import org.jspecify.annotations.Nullable;

/**
 * A connector in a request.
 *
 * @param yaml the manifest in YAML, at most 256 kB; its {@code id} is the id of the connector
 * @param acceptsBreaks whether to make a change that stops syncs of the connector, or changes their
 *     guarantees; without it, such a change is refused with all its effects. It needs {@code
 *     If-Match}
 */
public record ConnectorFileRequest(
    @Required @Nullable String yaml, @Nullable Boolean acceptsBreaks) {}
