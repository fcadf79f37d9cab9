package dev.tributary.runtime.tenancy;

import dev.tributary.contracts.definition.Classification;
import java.util.Collection;

/**
 * What a caller may see of people, on lists, examples, previews and logs alike. It fails closed: a
 * trait that nobody has classified is personal, and a sensitive one is shown to nobody. Immutable.
 *
 * <p>For who may not see a trait, an answer that rests on it has no examples, no figure for a
 * single condition and no exact number of people ({@link Approximate}), and no condition may single
 * somebody out by it. Of a sensitive trait, everybody may only ask whether there is one.
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

  /**
   * Whether what is asked of a trait may not be told exactly: the number of people with a value is
   * as telling as the value.
   */
  public boolean hides(Collection<String> names) {
    return !everyTrait(names);
  }

  /**
   * The same of a property of events. Properties are not classified: they are personal, but for
   * those named like a sensitive trait.
   */
  public boolean hidesProperty(Collection<String> names) {
    return !personalData || names.stream().anyMatch(classes::isSensitive);
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
