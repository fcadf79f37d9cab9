package dev.tributary.collector.tracking;

import org.jspecify.annotations.Nullable;

/**
 * What a context says of where its event comes from.
 *
 * @param namesAddress whether it has an {@code ip}; {@code null} and {@code 0.0.0.0} count, by
 *     which clients keep theirs to themselves
 * @param direct whether it says that the person's own device sent it; null if it does not say
 * @param library that it names, empty for one without a name; null if it says nothing of one
 */
public record Sender(boolean namesAddress, @Nullable Boolean direct, @Nullable String library) {
  static final Sender UNKNOWN = new Sender(false, null, null);

  /** As an event and its request are read together: name by name, the event's own go before. */
  public Sender within(Sender request) {
    return new Sender(
        namesAddress || request.namesAddress,
        direct != null ? direct : request.direct,
        library != null ? library : request.library);
  }

  /** Whether its event is to be told the address that it was sent from. */
  public boolean lacksAddress() {
    return !namesAddress
        && (Boolean.TRUE.equals(direct) || library != null && ClientLibraries.include(library));
  }
}
