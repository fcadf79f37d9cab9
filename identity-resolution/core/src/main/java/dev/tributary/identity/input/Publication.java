package dev.tributary.identity.input;

import dev.tributary.contracts.Message;
import dev.tributary.identity.acceptance.LogPosition;

/**
 * A message to publish because of an input.
 *
 * @param because the position of the input
 */
public record Publication(LogPosition because, Message message) {}
