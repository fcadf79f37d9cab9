package dev.tributary.contracts.definition;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a sync that other services need, on {@code syncs}: the objects that it uses, so
 * that none of them is deleted.
 *
 * @param from {@code audience}, {@code profiles}, {@code model} or {@code events}
 * @param object the audience's or model's id
 */
public record SyncBody(DestinationId destination, String from, @Nullable String object) {
  /** The value of {@code from} of a sync that sends the members of an audience. */
  public static final String AUDIENCE = "audience";

  /** The audience whose members the sync sends, or null. */
  public @Nullable AudienceId audience() {
    return AUDIENCE.equals(from) && object != null ? new AudienceId(object) : null;
  }
}
