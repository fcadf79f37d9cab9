package dev.tributary.destinations.http.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.runtime.openapi.request.Required;
import org.jspecify.annotations.Nullable;

/**
 * A manifest to check.
 *
 * @param yaml the manifest in YAML, at most 256 kB
 * @param settings settings of a destination for the sample requests, without secrets; a sample
 *     value for each setting that is absent
 */
public record ConnectorValidationRequest(
    @Required @Nullable String yaml, @Nullable ObjectNode settings) {}
