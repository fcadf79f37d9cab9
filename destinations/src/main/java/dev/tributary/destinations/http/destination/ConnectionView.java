package dev.tributary.destinations.http.destination;

import dev.tributary.destinations.account.CredentialFacts.Connected;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The consent of a user of the vendor, which a user of this installation has asked for.
 *
 * @param connectedBy the name of the user of this installation; null if nobody has connected it
 * @param connectedAt when; null if nobody has connected it
 * @param revokedAt since when the vendor does not accept the consent; null while it does
 */
@Schema(name = "DestinationConnection")
public record ConnectionView(
    @Nullable String connectedBy, @Nullable Instant connectedAt, @Nullable Instant revokedAt) {
  static final ConnectionView NONE = new ConnectionView(null, null, null);

  static ConnectionView of(Connected connected) {
    return new ConnectionView(connected.by(), connected.at(), connected.revokedAt());
  }
}
