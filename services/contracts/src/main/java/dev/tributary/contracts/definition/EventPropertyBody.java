package dev.tributary.contracts.definition;

import dev.tributary.contracts.event.CallType;
import org.jspecify.annotations.Nullable;

/**
 * The declared type of a property of events, on {@code event-properties}.
 *
 * @param call of the events
 * @param event their name; null for all events of the call
 * @param property a name or a dotted path
 * @param type as which its values are read; null reads them as they were sent
 */
public record EventPropertyBody(
    CallType call, @Nullable String event, String property, @Nullable DeclaredType type) {}
