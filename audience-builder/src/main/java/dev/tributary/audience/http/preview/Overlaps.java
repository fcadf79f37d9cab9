package dev.tributary.audience.http.preview;

import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.definitions.StoredDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The other audiences that the same people are in.
 *
 * @param data the audiences with the most of these people first
 * @param more how many further audiences hold some of these people
 */
@Schema(name = "PreviewedOverlaps")
public record Overlaps(List<Overlap> data, long more) {
  private static final int SHOWN = 5;

  /**
   * Another audience that some of these people are in.
   *
   * @param audience the id of the other audience
   * @param key the key of the other audience
   * @param name the name of the other audience
   * @param count people in both; exact
   */
  @Schema(name = "PreviewedOverlap")
  public record Overlap(AudienceId audience, String key, String name, long count) {}

  /**
   * @param except the audience that the people are compared with; null if none
   * @param memberships by audience, how many of the people are in it
   */
  public static Overlaps of(
      List<StoredDefinition<AudienceSpec>> audiences,
      @Nullable AudienceId except,
      Map<AudienceId, Long> memberships) {
    List<Overlap> all =
        audiences.stream()
            .map(audience -> overlap(audience, memberships))
            .filter(overlap -> overlap.count() > 0 && !overlap.audience().equals(except))
            .sorted(
                Comparator.comparingLong(Overlap::count)
                    .reversed()
                    .thenComparing(Overlap::name)
                    .thenComparing(Overlap::key))
            .toList();
    return new Overlaps(all.stream().limit(SHOWN).toList(), Math.max(0, all.size() - SHOWN));
  }

  private static Overlap overlap(
      StoredDefinition<AudienceSpec> audience, Map<AudienceId, Long> memberships) {
    AudienceId id = new AudienceId(audience.id());
    return new Overlap(id, audience.key(), audience.name(), memberships.getOrDefault(id, 0L));
  }
}
