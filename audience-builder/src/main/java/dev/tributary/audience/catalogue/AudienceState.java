package dev.tributary.audience.catalogue;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where an audience stands.
 *
 * @param definitionVersion the newest version of the definition that is taken into account
 * @param active the generation that decides who is a member
 * @param building the one that is evaluated over everyone, beside the active one
 * @param previous the one whose members are told of the difference
 */
public record AudienceState(
    String workspace,
    String audience,
    long definitionVersion,
    Stage stage,
    @Nullable Generation active,
    @Nullable Generation building,
    @Nullable Generation previous) {

  public enum Stage {
    BUILDING,
    SWITCHING,
    SETTLED,
    REMOVING;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Stage named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** The generation that the newest definition led to. */
  public Optional<Generation> newest() {
    return Stream.of(Optional.ofNullable(building), Optional.ofNullable(active))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Those that are kept current by changes and by time. */
  public Stream<Generation> live() {
    return Stream.of(Optional.ofNullable(active), Optional.ofNullable(building))
        .flatMap(Optional::stream);
  }
}
