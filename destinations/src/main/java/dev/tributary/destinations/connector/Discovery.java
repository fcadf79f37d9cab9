package dev.tributary.destinations.connector;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The requests that read which fields an object has at the vendor.
 *
 * @param steps at least one. Without the answer to the first one, no further one is sent. A field
 *     of a later step replaces the field with its name
 * @param further the requests for fields that these leave out, such as sensitive ones. They are
 *     sent if a field seems to be missing. It is missing only if all of them have an answer
 */
public record Discovery(List<Step> steps, List<Step> further) {
  public Discovery {
    steps = List.copyOf(steps);
    further = List.copyOf(further);
  }

  /**
   * One request.
   *
   * @param request without credentials: the engine adds them
   */
  public record Step(Egress.Request request, Reading reading) {}

  /** Reads an answer. Pure. */
  @FunctionalInterface
  public interface Reading {
    /**
     * The fields; empty if the answer does not have them, for example without the right to read.
     */
    Optional<List<Field>> fields(Egress.Answer answer, Instant now);
  }

  /**
   * A field as the vendor has it.
   *
   * @param name as in {@link Item#fields}
   * @param readOnly whether the vendor refuses each value
   * @param options the accepted texts; empty if the vendor decides
   * @param several whether a text can have several options, separated by semicolons
   */
  public record Field(String name, boolean readOnly, List<String> options, boolean several) {
    public Field {
      options = List.copyOf(options);
    }
  }
}
