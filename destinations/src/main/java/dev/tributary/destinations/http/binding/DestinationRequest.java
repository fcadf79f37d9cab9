package dev.tributary.destinations.http.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Manifest.RateLimit;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.http.AddressVisibility;
import dev.tributary.runtime.openapi.request.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A destination in a request.
 *
 * @param key unique among the destinations of the workspace
 * @param name shown in the web UI
 * @param connector the id of a connector, for example {@code hubspot}; it can't be changed later
 * @param settings all settings, with secrets in clear; a missing secret stays as it is, unless the
 *     place that it is sent to changes
 * @param purposes what the data are used for, for example {@code marketing}; a person must allow
 *     each of them
 * @param baseUrl replaces the address of the vendor's API, if the connector allows it
 * @param rateLimit replaces the limits of the connector
 */
public record DestinationRequest(
    @Required(inDrafts = false) @Nullable String key,
    @Required(inDrafts = false) @Nullable String name,
    @Required @Nullable String connector,
    @Nullable ObjectNode settings,
    @Required @Nullable List<String> purposes,
    @Nullable String baseUrl,
    @Nullable RateLimit rateLimit) {

  /** A destination as a client would write it, without its secrets. */
  public static ObjectNode written(
      String key, String name, DestinationSpec spec, AddressVisibility addresses) {
    ObjectNode written = Json.MAPPER.createObjectNode();
    written.put("key", key).put("name", name);
    written.put("connector", spec.connector());
    written.set("settings", addresses.of(spec.settings()));
    written.set("purposes", Json.MAPPER.valueToTree(spec.purposes()));
    written.put("baseUrl", addresses.ofOptional(spec.baseUrl()));
    written.set("rateLimit", Json.MAPPER.valueToTree(spec.rateLimit()));
    return written;
  }
}
