package dev.tributary.identity.http.evidence;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.profile.ProfileView.IdentifierView;
import dev.tributary.identity.profile.Unmerge;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An unmerge, which made two profiles of one.
 *
 * @param profile the person that the identifiers left
 * @param into the person that they went to; that profile may have been merged since
 * @param identifiers the identifiers that left
 * @param by the subject of the access token of the caller who requested the unmerge
 * @param event the id under which the command is recorded
 * @param at when the unmerge was applied
 */
@Schema(name = "Unmerge")
public record UnmergeView(
    ProfileId profile,
    ProfileId into,
    List<IdentifierView> identifiers,
    String by,
    String event,
    Instant at) {
  static UnmergeView of(Unmerge unmerge, Masking masking) {
    return new UnmergeView(
        unmerge.profile(),
        unmerge.into(),
        unmerge.identifiers().stream().map(each -> IdentifierView.of(each, masking)).toList(),
        unmerge.by(),
        unmerge.cause(),
        unmerge.at());
  }
}
