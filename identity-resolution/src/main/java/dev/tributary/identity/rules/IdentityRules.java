package dev.tributary.identity.rules;

import dev.tributary.contracts.Identifier;
import java.util.List;
import java.util.Optional;

/**
 * Which identifiers count, and whom they may join. Immutable.
 *
 * @param maxIdentifiers of one person, of all types
 * @param maxMerges of one person: how many others may ever have been taken in
 * @param suspectAfter a value that was seen beside more people is suspected to be shared
 * @param types in priority order, each type once
 */
public record IdentityRules(
    Strategy strategy,
    int maxIdentifiers,
    int maxMerges,
    int suspectAfter,
    List<IdentifierType> types) {
  public static final IdentityRules DEFAULT = DefaultRules.table();

  /** A type's own line, else the line of all others; empty where neither is there. */
  public Optional<IdentifierType> line(String type) {
    return own(type).or(() -> own(IdentifierType.ANY));
  }

  /** Whether a type has a line of its own. */
  public boolean names(String type) {
    return own(type).isPresent();
  }

  private Optional<IdentifierType> own(String type) {
    // With every identifier of every event.
    for (IdentifierType line : types) {
      if (line.type().equals(type)) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a person and the anonymous past of a device that was left out beside them are
   * connected. A device that many people have tells nothing of any of them.
   */
  public boolean links() {
    return strategy == Strategy.LINK
        && line(Identifier.ANONYMOUS_ID).map(IdentifierType::unique).orElse(false);
  }

  /** Whether a type names a device and not a person. */
  public static boolean device(String type) {
    return type.equals(Identifier.ANONYMOUS_ID);
  }
}
