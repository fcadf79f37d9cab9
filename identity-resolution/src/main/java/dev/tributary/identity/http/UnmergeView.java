package dev.tributary.identity.http;

import dev.tributary.identity.http.ProfileView.IdentifierView;
import dev.tributary.identity.profile.Unmerge;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How one person became two.
 *
 * @param profile whom the identifiers left
 * @param into whose they became; they may have been merged since
 * @param by who asked for it: the subject of their token
 * @param event the command
 */
@Schema(name = "Unmerge")
public record UnmergeView(
    String profile,
    String into,
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
