package dev.tributary.collector.tracking;

import org.jspecify.annotations.Nullable;

/**
 * The origin of an event, from its context.
 *
 * @param namesAddress whether it has an {@code ip}; {@code null} and {@code 0.0.0.0} count, because
 *     clients use them to hide their address
 * @param direct whether it says that the person's own device sent it; null if it says nothing
 * @param library that it names, empty for one without a name; null if it names none
 */
public record Sender(boolean namesAddress, @Nullable Boolean direct, @Nullable String library) {
  static final Sender UNKNOWN = new Sender(false, null, null);

  /**
   * The sender of an event within its request: merged name by name; the event's own fields have
   * priority.
   */
  public Sender within(Sender request) {
    return new Sender(
        namesAddress || request.namesAddress,
        direct != null ? direct : request.direct,
        library != null ? library : request.library);
  }

  /** Whether the event must get the address that it was sent from. */
  public boolean lacksAddress() {
    return !namesAddress
        && (Boolean.TRUE.equals(direct) || library != null && ClientLibraries.include(library));
  }
}
