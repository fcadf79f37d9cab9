package dev.tributary.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.trial.RebuildSpec;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Everybody decided anew, under the rules in force.
 *
 * @param state {@code queued}, {@code running}, {@code succeeded}, {@code failed} or {@code
 *     cancelled}
 * @param rulesVersion of the rules that it holds to
 * @param result what it came to, once it succeeded
 * @param error why it failed
 */
@Schema(name = "Rebuild")
public record RebuildView(
    String id,
    String state,
    long rulesVersion,
    @Nullable Progress progress,
    @Nullable Result result,
    String startedBy,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String error) {

  /**
   * @param step {@code reading} while history is taken in, {@code switching} while people become
   *     what it came to
   * @param inputs how many were taken in
   * @param of how many there are
   * @param reached when the last one that was taken in had been accepted
   * @param changed how many people have become others
   * @param left how many people are still to be looked at
   */
  @Schema(name = "RebuildProgress")
  public record Progress(
      String step, long inputs, long of, @Nullable Instant reached, long changed, long left) {}

  /**
   * @param people whose identifiers or past changed
   * @param joined how many became part of another
   * @param parted how many came of those who were taken apart
   * @param older who were left as they are, because the log no longer holds their whole past
   * @param tooLarge who were left as they are, because they have to do with too many
   * @param complete whether everybody was looked at
   */
  @Schema(name = "RebuildResult")
  public record Result(
      long people, long joined, long parted, long older, long tooLarge, boolean complete) {}

  static RebuildView of(Job job) {
    return new RebuildView(
        job.id(),
        job.state().wireName(),
        Json.MAPPER.convertValue(job.spec(), RebuildSpec.class).rulesVersion(),
        read(job.progress(), Progress.class),
        read(job.result(), Result.class),
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
