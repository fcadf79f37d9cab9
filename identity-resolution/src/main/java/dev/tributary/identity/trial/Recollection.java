package dev.tributary.identity.trial;

import dev.tributary.identity.claim.Claim;
import org.jspecify.annotations.Nullable;

/**
 * What is still known of inputs that the log no longer holds, by what people have kept of them.
 *
 * @param claim of the shadow that is told it
 * @param messageId the one that an event's sender gave it, where that is known
 */
public record Recollection(Claim claim, @Nullable String messageId) {}
