package dev.tributary.runtime.tenancy;

import dev.tributary.contracts.definition.Classification;
import java.util.Collection;

/**
 * What a caller may see of people, on lists, examples, previews and logs alike. It fails closed: a
 * trait that nobody has classified is personal, and a sensitive one is shown to nobody. Immutable.
 *
 * @param personalData whether the caller holds {@code personal-data:read}
 */
public record Sight(boolean personalData, TraitClasses classes) {

  /** Whether the values of a trait are shown. */
  public boolean trait(String trait) {
    return switch (classes.of(trait)) {
      case HARMLESS -> true;
      case PERSONAL -> personalData;
      case SENSITIVE -> false;
    };
  }

  /** Whether a value is shown of which only this is known: it is of one of these traits. */
  public boolean everyTrait(Collection<String> names) {
    return names.stream().allMatch(this::trait);
  }

  /** Whether a value of which only this is known is shown for the right to personal data alone. */
  public boolean everyTraitByRight(Collection<String> names) {
    return everyTrait(names)
        && names.stream().anyMatch(name -> classes.of(name) != Classification.HARMLESS);
  }
}
