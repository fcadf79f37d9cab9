package dev.tributary.destinations.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.sync.From;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.SyncSpec.Mode;
import dev.tributary.runtime.definitions.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A sync as it is shown.
 *
 * @param state {@code active}, {@code paused} or {@code misconfigured}
 * @param reason the vendor's words, where it had to stop; they may repeat what was sent
 * @param counts deliveries by state
 * @param run the newest walk over everything known, or null before the first
 */
@Schema(name = "Sync")
public record SyncView(
    String id,
    String key,
    String name,
    long version,
    String destination,
    From from,
    String object,
    @Nullable FieldMapping match,
    List<FieldMapping> mapping,
    Mode mode,
    ObjectNode settings,
    String state,
    @Nullable JsonNode reason,
    Map<String, Long> counts,
    @Nullable RunView run,
    Instant createdAt,
    Instant updatedAt) {

  static SyncView of(Stored<SyncSpec> stored, Status status) {
    SyncSpec spec = stored.spec();
    return new SyncView(
        stored.id(),
        stored.key(),
        stored.name(),
        stored.version(),
        spec.destination(),
        spec.from(),
        spec.object(),
        spec.match(),
        spec.mapping(),
        spec.mode(),
        spec.settings(),
        status.state(),
        status.reason(),
        status.counts(),
        status.run(),
        stored.createdAt(),
        stored.updatedAt());
  }

  /** How a sync does at the moment. */
  public record Status(
      String state, @Nullable JsonNode reason, Map<String, Long> counts, @Nullable RunView run) {}

  /**
   * A walk over everything known.
   *
   * @param state {@code running}, {@code done}, {@code cancelled} or {@code superseded}
   * @param seen people or rows looked at
   * @param changed records that were not as they should be
   */
  @Schema(name = "SyncRun")
  public record RunView(
      String id,
      String state,
      long seen,
      long changed,
      Instant startedAt,
      @Nullable Instant endedAt) {}
}
