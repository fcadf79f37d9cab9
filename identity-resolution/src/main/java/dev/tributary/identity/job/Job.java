package dev.tributary.identity.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A piece of long work.
 *
 * @param spec what is to be done, as its kind writes it
 * @param progress how far it is, as its kind writes it
 * @param result what it came to, once it succeeded
 * @param error why it failed, in plain words
 * @param attempts how often it was begun
 */
public record Job(
    String workspace,
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
