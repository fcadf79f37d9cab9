package dev.tributary.identity.http.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.replay.RebuildProgress;
import dev.tributary.identity.replay.RebuildResult;
import dev.tributary.identity.replay.RebuildSpec;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild: all profiles of the workspace are computed again, under the rules in force.
 *
 * @param state {@code queued}, {@code running}, {@code succeeded}, {@code failed} or {@code
 *     cancelled}
 * @param rulesVersion of the rules that it uses
 * @param result its figures, once it has succeeded
 * @param error why it failed
 */
@Schema(name = "Rebuild")
public record RebuildView(
    String id,
    String state,
    long rulesVersion,
    @Nullable RebuildProgress progress,
    @Nullable RebuildResult result,
    String startedBy,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String error) {

  static RebuildView of(Job job) {
    return new RebuildView(
        job.id(),
        job.state().wireName(),
        Json.MAPPER.convertValue(job.spec(), RebuildSpec.class).rulesVersion(),
        read(job.progress(), RebuildProgress.class),
        read(job.result(), RebuildResult.class),
        job.createdBy(),
        job.createdAt(),
        job.startedAt(),
        job.endedAt(),
        job.error());
  }

  private static <T> @Nullable T read(@Nullable JsonNode json, Class<T> type) {
    return Optional.ofNullable(json).map(node -> Json.MAPPER.convertValue(node, type)).orElse(null);
  }
}
