package dev.tributary.contracts.event;

/** An event's head, or the reason why it has none. */
public sealed interface HeadReading permits EventHead, Reading.Unreadable {}
