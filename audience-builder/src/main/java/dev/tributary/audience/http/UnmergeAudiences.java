package dev.tributary.audience.http;

import dev.tributary.audience.postgres.Foresight.Foreseen;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Which audiences the two would be in whom an unmerge makes of one person.
 *
 * @param asOf business time of the answer
 * @param upToDate false while events of the person are still being read, which may change it
 * @param ticket opaque; for 15 minutes {@code previewDeliveries} of the person goes on from it
 */
@Schema(name = "UnmergeAudiences")
public record UnmergeAudiences(
    Instant asOf, boolean upToDate, Side stays, Side leaves, String ticket) {

  /**
   * @param in all that this side would be in
   * @param enters those of them that the person is not in now
   * @param exits those that the person is in now, and this side would not be
   */
  @Schema(name = "UnmergeAudiencesSide")
  public record Side(List<Named> in, List<Named> enters, List<Named> exits) {
    static Side of(Set<String> now, Set<String> then, Function<String, String> names) {
      return new Side(
          named(then, names), named(without(then, now), names), named(without(now, then), names));
    }

    private static List<String> without(Set<String> all, Set<String> some) {
      return all.stream().filter(audience -> !some.contains(audience)).toList();
    }

    private static List<Named> named(Collection<String> audiences, Function<String, String> names) {
      return audiences.stream()
          .sorted()
          .map(audience -> new Named(audience, names.apply(audience)))
          .toList();
    }
  }

  @Schema(name = "NamedAudience")
  public record Named(String audience, String name) {}

  /**
   * @param shown whether an audience may be told of
   */
  static UnmergeAudiences of(
      Foreseen foreseen, Function<String, String> names, Predicate<String> shown, String ticket) {
    Set<String> now = only(foreseen.now(), shown);
    return new UnmergeAudiences(
        foreseen.asOf(),
        foreseen.upToDate(),
        Side.of(now, only(foreseen.stays(), shown), names),
        Side.of(now, only(foreseen.leaves(), shown), names),
        ticket);
  }

  private static Set<String> only(Set<String> audiences, Predicate<String> shown) {
    return audiences.stream().filter(shown).collect(Collectors.toSet());
  }
}
