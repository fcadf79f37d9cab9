package dev.tributary.identity.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.WorkspaceId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One long piece of work.
 *
 * @param spec what is to be done, in the form of its kind
 * @param progress how much is done, in the form of its kind
 * @param result the result, after the job has succeeded
 * @param error why it failed, in words for users
 * @param attempts how often it was started
 */
@RecordBuilder
public record Job(
    WorkspaceId workspace,
    String id,
    String kind,
    JobState state,
    JsonNode spec,
    @Nullable JsonNode progress,
    @Nullable JsonNode result,
    @Nullable String error,
    String createdBy,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    boolean cancelAsked,
    int attempts) {}
