package dev.tributary.destinations.schema;

import dev.tributary.destinations.connector.Discovery;
import java.time.Instant;
import java.util.Map;

/**
 * The answer of a vendor about the fields of one object.
 *
 * @param fields by name; empty unless the state is {@link State#READ}
 * @param readAt when they were read, or when the vendor gave another answer
 * @param until when they are read again
 */
public record FieldList(
    State state,
    Map<String, Discovery.Field> fields,
    Further further,
    Instant readAt,
    Instant until) {
  public FieldList {
    fields = Map.copyOf(fields);
  }

  /** The kind of the answer. */
  public enum State {
    READ,
    /** The credentials may not read the fields. */
    FORBIDDEN,
    /** No answer, or one without fields. */
    FAILED
  }

  /** Whether the further requests of a {@link Discovery} were answered. */
  public enum Further {
    /** They were not sent yet. */
    UNREAD,
    /** All of them were answered: a field that is not there is missing. */
    COMPLETE,
    /** One of them failed, or a list was not complete: nothing is known about other fields. */
    FAILED
  }
}
