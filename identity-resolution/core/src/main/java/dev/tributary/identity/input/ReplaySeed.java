package dev.tributary.identity.input;

import dev.tributary.identity.claim.Claim;
import org.jspecify.annotations.Nullable;

/**
 * The part of an input that the log has deleted and a profile still has. A replay starts with these
 * seeds.
 *
 * @param claim in the replay copy
 * @param messageId the id that the event's sender gave it, where known
 */
public record ReplaySeed(Claim claim, @Nullable String messageId) {}
