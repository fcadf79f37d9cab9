package dev.tributary.destinations.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The list, segment, table or channel that a batch is written to. The engine finds it before it
 * sends the items, or creates it. A removal creates nothing: in a place that does not exist, there
 * is nothing to remove.
 *
 * @param name identifies the place within its account; the engine remembers the vendor's id under
 *     it
 * @param placeholder what previews show in the place of the id, which only the vendor knows
 * @param creation null if the vendor's API cannot create it
 */
public record Place(String name, String placeholder, Step search, @Nullable Step creation) {

  /**
   * A request that answers with the place.
   *
   * @param request without credentials: the engine adds them
   */
  public record Step(Egress.Request request, Reading reading) {}

  /** Reads an answer. Pure. */
  @FunctionalInterface
  public interface Reading {
    Finding finding(Egress.Answer answer, Instant now);
  }

  /** The content of an answer about the place. */
  public sealed interface Finding {
    /**
     * @param id the vendor's id of the place
     */
    record Found(String id) implements Finding {}

    /**
     * The vendor has no such place.
     *
     * @param words the vendor's text
     */
    record Missing(String words) implements Finding {}

    /**
     * A creation was refused. Another client may have created the place, so the engine searches
     * again.
     *
     * @param words the vendor's text
     */
    record Refused(String words) implements Finding {}

    /**
     * The answer says something else; this is the outcome of each item. {@code Ambiguous} says that
     * a creation may have succeeded; no item was sent, so it is {@code Transient} for the items.
     */
    record Failed(Outcome outcome) implements Finding {}
  }
}
