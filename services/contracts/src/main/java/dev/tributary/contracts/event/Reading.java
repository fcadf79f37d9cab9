package dev.tributary.contracts.event;

import org.jspecify.annotations.Nullable;

/** The result of reading an event. */
public sealed interface Reading {

  record Readable(TrackingEvent event) implements Reading {}

  /**
   * @param detail one sentence for a person: what is wrong and what would be accepted
   * @param pointer the place in the item (RFC 6901), or null for the whole item
   */
  record Unreadable(QuarantineReason reason, String detail, @Nullable String pointer)
      implements Reading, HeadReading {

    static Unreadable at(ItemField field, QuarantineReason reason, String detail) {
      return new Unreadable(reason, detail, "/" + field.jsonName());
    }
  }
}
