package dev.tributary.identity.http.evidence;

import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.Sources;
import dev.tributary.identity.http.profile.ProfileView.IdentifierView;
import dev.tributary.identity.profile.EvidencePath.Link;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A step of a chain of evidence.
 *
 * @param left the identifier at which the step before ended
 * @param right the identifier at which the next step begins
 * @param source the source or the model that first named the two together
 * @param cause the event that joined them, or the run of the row
 * @param at when an event or a row first named the two together
 * @param messageId the message id that the client gave to the event
 * @param rulesVersion the version of the identity rules under which the event or row was processed
 */
@Schema(name = "EvidenceLink")
public record LinkView(
    IdentifierView left,
    IdentifierView right,
    String source,
    String cause,
    Instant at,
    @Nullable String messageId,
    long rulesVersion) {

  static LinkView of(Link link, Masking masking) {
    return new LinkView(
        IdentifierView.of(link.from(), masking),
        IdentifierView.of(link.to(), masking),
        Sources.view(link.edge().source(), masking),
        link.edge().stamp().cause(),
        link.edge().stamp().time(),
        link.edge().messageId(),
        link.edge().rulesVersion());
  }
}
