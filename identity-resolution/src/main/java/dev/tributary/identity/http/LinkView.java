package dev.tributary.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.identity.http.ProfileView.IdentifierView;
import dev.tributary.identity.profile.Chain.Link;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A step of a chain of evidence.
 *
 * @param left the one that the step before ended at
 * @param source where the two were seen together first
 * @param cause the event that showed it, or the run of the row
 * @param messageId the one that the event's sender gave it
 * @param rulesVersion of the identity rules that it was read by
 */
@Schema(name = "EvidenceLink")
public record LinkView(
    IdentifierView left,
    IdentifierView right,
    JsonNode source,
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
