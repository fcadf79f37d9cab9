package dev.tributary.identity.http.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.replay.RebuildProgress;
import dev.tributary.identity.replay.RebuildResult;
import dev.tributary.identity.replay.RebuildSpec;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild: all profiles of the workspace are computed again, under the rules in force.
 *
 * @param id the id of the rebuild, {@code rbd_} and a UUID
 * @param state {@code queued}, {@code running}, {@code succeeded}, {@code failed} or {@code
 *     cancelled}
 * @param rulesVersion the version of the rules that the rebuild uses
 * @param progress how much of the work is done; null until the first figures are there. The last
 *     figures stay after the end
 * @param result the result, once the rebuild has succeeded
 * @param startedBy the subject of the access token of the caller who requested the rebuild
 * @param createdAt when the rebuild was put into the queue, in real time
 * @param startedAt when the work began, in real time; null while the rebuild is in the queue, and
 *     if the rebuild was cancelled there
 * @param endedAt when the rebuild succeeded, failed or was cancelled, in real time; null before
 * @param error the reason for the failure, in words; null if there was no failure
 */
@RecordBuilder
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
    return RebuildViewBuilder.builder()
        .id(job.id())
        .state(job.state().wireName())
        .rulesVersion(Json.MAPPER.convertValue(job.spec(), RebuildSpec.class).rulesVersion())
        .progress(read(job.progress(), RebuildProgress.class))
        .result(read(job.result(), RebuildResult.class))
        .startedBy(job.createdBy())
        .createdAt(job.createdAt())
        .startedAt(job.startedAt())
        .endedAt(job.endedAt())
        .error(job.error())
        .build();
  }

  private static <T> @Nullable T read(@Nullable JsonNode json, Class<T> type) {
    return Optional.ofNullable(json).map(node -> Json.MAPPER.convertValue(node, type)).orElse(null);
  }
}
