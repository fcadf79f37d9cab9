package dev.tributary.destinations.destination;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.definition.DestinationBody;
import dev.tributary.destinations.connector.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stored definition of a destination.
 *
 * @param settings the declared settings of the connector that are not secrets
 * @param secrets sealed, by setting
 * @param purposes the purposes of its data; a person must allow each
 * @param baseUrl replaces the vendor's address, or null
 * @param rateLimit replaces the connector's rate limit, or null
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

  /** Whether both have the same address and settings, apart from secrets. */
  public boolean sendsTo(DestinationSpec other) {
    return settings.equals(other.settings()) && Objects.equals(baseUrl, other.baseUrl());
  }

  /** Never shows secrets, sealed or not. */
  @Override
  public String toString() {
    return "DestinationSpec[" + connector + ", " + purposes + "]";
  }
}
