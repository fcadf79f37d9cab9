package dev.tributary.destinations.destination;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.definition.DestinationBody;
import dev.tributary.destinations.connector.Manifest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A destination as it is stored.
 *
 * @param settings the connector's declared settings that are no secrets
 * @param secrets sealed, by setting
 * @param purposes what its data is used for; a person must allow each
 * @param baseUrl in place of the vendor's address, or null
 * @param rateLimit in place of the connector's, or null
 */
public record DestinationSpec(
    String connector,
    ObjectNode settings,
    Map<String, String> secrets,
    List<String> purposes,
    @Nullable String baseUrl,
    Manifest.@Nullable RateLimit rateLimit) {
  public static final String KIND = "destination";

  public DestinationBody published() {
    return new DestinationBody(connector, purposes);
  }

  /** Never shows secrets, sealed or not. */
  @Override
  public String toString() {
    return "DestinationSpec[" + connector + ", " + purposes + "]";
  }
}
