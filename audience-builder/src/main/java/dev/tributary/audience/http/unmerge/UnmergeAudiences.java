package dev.tributary.audience.http.unmerge;

import dev.tributary.audience.http.NamedAudience;
import dev.tributary.audience.membership.ExpectedAudiences;
import dev.tributary.contracts.id.AudienceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The audiences of the two profiles that an unmerge would create from one.
 *
 * @param asOf business time of the answer
 * @param upToDate false while events of the person are still being read, which may change the
 *     answer
 * @param stays the audiences of the profile that stays
 * @param leaves the audiences of the new profile
 * @param ticket opaque; {@code previewDeliveries} of the person accepts it for 15 minutes
 */
@Schema(name = "UnmergeAudiences")
public record UnmergeAudiences(
    Instant asOf, boolean upToDate, Side stays, Side leaves, String ticket) {

  /**
   * The audiences of one of the two profiles.
   *
   * @param in all audiences that this profile would be in
   * @param enters the audiences of {@code in} that the person is not in now
   * @param exits the audiences that the person is in now, and this profile would not be in
   */
  @Schema(name = "UnmergeAudiencesSide")
  public record Side(
      List<NamedAudience> in, List<NamedAudience> enters, List<NamedAudience> exits) {
    static Side of(Set<AudienceId> now, Set<AudienceId> then, Function<AudienceId, String> names) {
      return new Side(
          named(then, names), named(without(then, now), names), named(without(now, then), names));
    }

    private static List<AudienceId> without(Set<AudienceId> all, Set<AudienceId> some) {
      return all.stream().filter(audience -> !some.contains(audience)).toList();
    }

    private static List<NamedAudience> named(
        Collection<AudienceId> audiences, Function<AudienceId, String> names) {
      return audiences.stream()
          .sorted()
          .map(audience -> new NamedAudience(audience, names.apply(audience)))
          .toList();
    }
  }

  /**
   * @param shown whether the caller may see an audience
   */
  static UnmergeAudiences of(
      ExpectedAudiences expected,
      Function<AudienceId, String> names,
      Predicate<AudienceId> shown,
      String ticket) {
    Set<AudienceId> now = only(expected.now(), shown);
    return new UnmergeAudiences(
        expected.asOf(),
        expected.upToDate(),
        Side.of(now, only(expected.stays(), shown), names),
        Side.of(now, only(expected.leaves(), shown), names),
        ticket);
  }

  private static Set<AudienceId> only(Set<AudienceId> audiences, Predicate<AudienceId> shown) {
    return audiences.stream().filter(shown).collect(Collectors.toSet());
  }
}
