package dev.tributary.destinations.schema;

import dev.tributary.destinations.connector.Discovery;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a vendor about the fields of one object.
 *
 * @param fields by name; empty unless the state is {@link State#READ}
 * @param readAt when they were read, or, in another state, when the vendor was asked
 * @param until when they are read again
 * @param failure of a later reading, or null. Users still see the list with its age, and no item is
 *     compared with it
 */
public record FieldList(
    State state,
    Map<String, Discovery.Field> fields,
    Further further,
    Instant readAt,
    Instant until,
    @Nullable Failure failure) {
  public FieldList {
    fields = Map.copyOf(fields);
  }

  /** Without a later failure. */
  public FieldList(
      State state,
      Map<String, Discovery.Field> fields,
      Further further,
      Instant readAt,
      Instant until) {
    this(state, fields, further, readAt, until, null);
  }

  /**
   * A reading that has failed after the list was read.
   *
   * @param state not {@link State#READ}
   * @param at when the vendor was asked
   */
  public record Failure(State state, Instant at) {}

  /** When the vendor was asked last. */
  public Instant askedAt() {
    return failure == null ? readAt : failure.at();
  }

  /** This list, after a reading that has failed. */
  FieldList after(FieldList failed) {
    return new FieldList(
        state,
        fields,
        further,
        readAt,
        failed.until(),
        new Failure(failed.state(), failed.readAt()));
  }

  /** The kind of the answer. */
  public enum State {
    READ,
    /** The credentials may not read the fields. */
    FORBIDDEN,
    /** An answer without fields. */
    FAILED,
    /** No answer in time, or none that could be read to its end. */
    NO_ANSWER
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
