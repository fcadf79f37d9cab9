package dev.tributary.identity.rules;

import dev.tributary.contracts.Identifier;
import java.util.List;
import java.util.Optional;

/**
 * Which identifiers count, and which profiles they may join. Immutable.
 *
 * @param maxIdentifiers of one profile, of all types
 * @param maxMerges of one profile: how many other profiles may ever be merged into it
 * @param suspectAfter a value that was seen beside more profiles than this is suspected to be
 *     shared
 * @param types in priority order, each type once
 */
public record IdentityRules(
    Strategy strategy,
    int maxIdentifiers,
    int maxMerges,
    int suspectAfter,
    List<IdentifierType> types) {
  public static final IdentityRules DEFAULT = DefaultRules.table();

  /** The line of a type, or the line for all other types; empty if there is neither. */
  public Optional<IdentifierType> line(String type) {
    return own(type).or(() -> own(IdentifierType.ANY));
  }

  /** Whether a type has a line of its own. */
  public boolean names(String type) {
    return own(type).isPresent();
  }

  private Optional<IdentifierType> own(String type) {
    // No stream here: this method runs for every identifier of every event.
    for (IdentifierType line : types) {
      if (line.type().equals(type)) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the rules connect a profile with the anonymous profile of a device that was left out. A
   * shared device connects no profiles.
   */
  public boolean links() {
    return strategy == Strategy.LINK
        && line(Identifier.ANONYMOUS_ID).map(IdentifierType::unique).orElse(false);
  }

  /** Whether a type names a device, not a person. */
  public static boolean device(String type) {
    return type.equals(Identifier.ANONYMOUS_ID);
  }
}
