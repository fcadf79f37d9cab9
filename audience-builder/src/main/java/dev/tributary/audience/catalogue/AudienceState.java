package dev.tributary.audience.catalogue;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of an audience.
 *
 * @param definitionVersion the newest version of the definition that this state includes
 * @param active the generation that decides who is a member
 * @param building the generation that is evaluated over all profiles, while the active one still
 *     decides
 * @param previous the generation before the active one, while the differences between the two are
 *     published
 */
public record AudienceState(
    WorkspaceId workspace,
    AudienceId audience,
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

  /** The generation of the newest definition. */
  public Optional<Generation> newest() {
    return Stream.of(Optional.ofNullable(building), Optional.ofNullable(active))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Whether its stage waits for an instance that can read the newest rule. */
  public boolean waitsForReader() {
    return newest().filter(each -> !each.readable()).isPresent();
  }

  /** The generations that changes and time keep current. */
  public Stream<Generation> live() {
    return Stream.of(Optional.ofNullable(active), Optional.ofNullable(building))
        .flatMap(Optional::stream);
  }
}
