package dev.tributary.audience.http.audience;

import dev.tributary.audience.membership.SizePoint;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The number of members of an audience from then on.
 *
 * @param at the business time from which the size holds
 * @param size the number of members
 */
@Schema(name = "AudienceSizeAt")
public record SizeAt(Instant at, long size) {
  static SizeAt of(SizePoint point) {
    return new SizeAt(point.at(), point.size());
  }
}
