package dev.tributary.destinations.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Manifest.RateLimit;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.runtime.definitions.Stored;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A destination as it is shown. Secrets appear in the settings as {@code {"set": true}}.
 *
 * @param state {@code active}, {@code paused}, {@code unauthorised}, {@code gone} or {@code
 *     failing}
 * @param reason the vendor's words, where it is not active; they may repeat what was sent
 * @param warnings what is not safe about its settings; empty if nothing
 * @param optOutsWaiting removals that people's own decisions ask for and that are not applied yet
 */
@Schema(name = "Destination")
public record DestinationView(
    String id,
    String key,
    String name,
    long version,
    String connector,
    ObjectNode settings,
    List<String> purposes,
    @Nullable String baseUrl,
    @Nullable RateLimit rateLimit,
    List<String> warnings,
    String state,
    @Nullable JsonNode reason,
    @Nullable Instant since,
    long optOutsWaiting,
    Instant createdAt,
    Instant updatedAt) {

  static DestinationView of(Stored<DestinationSpec> stored, List<String> warnings, Status status) {
    DestinationSpec spec = stored.spec();
    ObjectNode settings = spec.settings().deepCopy();
    new TreeMap<>(spec.secrets())
        .keySet()
        .forEach(name -> settings.putObject(name).put("set", true));
    return new DestinationView(
        stored.id(),
        stored.key(),
        stored.name(),
        stored.version(),
        spec.connector(),
        settings,
        spec.purposes(),
        spec.baseUrl(),
        spec.rateLimit(),
        warnings,
        status.state(),
        status.reason(),
        status.since(),
        status.optOutsWaiting(),
        stored.createdAt(),
        stored.updatedAt());
  }

  /** How a destination does at the moment. */
  public record Status(
      String state, @Nullable JsonNode reason, @Nullable Instant since, long optOutsWaiting) {}
}
