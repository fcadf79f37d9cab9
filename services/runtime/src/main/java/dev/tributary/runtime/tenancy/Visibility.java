package dev.tributary.runtime.tenancy;

import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.TraitClasses;
import java.util.Collection;

/**
 * The data of people that a caller may see, on lists, examples, previews and logs. It fails closed:
 * a trait without a classification is personal, and a sensitive trait is shown to nobody.
 * Immutable.
 *
 * <p>For a caller who may not see a trait, an answer that depends on it has no examples, no count
 * for a single condition and no exact number of people ({@link Approximate}), and no condition may
 * single out one person by it. For a sensitive trait, all callers may only ask whether it exists.
 *
 * @param personalData whether the caller holds {@code personal-data:read}
 */
public record Visibility(boolean personalData, TraitClasses classes) {

  /**
   * The visibility for the caller of a request.
   *
   * @param classes the classification of the traits of the caller's workspace
   */
  public static Visibility of(Tenant tenant, TraitClasses classes) {
    return new Visibility(tenant.mayReadPersonalData(), classes);
  }

  /** Whether the values of a trait are shown. */
  public boolean trait(String trait) {
    return switch (classes.of(trait)) {
      case HARMLESS -> true;
      case PERSONAL -> personalData;
      case SENSITIVE -> false;
    };
  }

  /**
   * Whether the exact answer to a question about traits is hidden: the number of people with a
   * value reveals as much as the value.
   */
  public boolean hides(Collection<String> names) {
    return !everyTrait(names);
  }

  /**
   * As {@link #hides}, for a property of events. Properties are not classified: they are personal,
   * except those with the name of a sensitive trait.
   */
  public boolean hidesProperty(Collection<String> names) {
    return !personalData || names.stream().anyMatch(classes::isSensitive);
  }

  /**
   * Whether a value is shown that belongs to one of these traits, if it is unknown to which one.
   */
  public boolean everyTrait(Collection<String> names) {
    return names.stream().allMatch(this::trait);
  }

  /** As {@link #everyTrait}, but only by the right to personal data. */
  public boolean everyTraitByRight(Collection<String> names) {
    return everyTrait(names)
        && names.stream().anyMatch(name -> classes.of(name) != Classification.HARMLESS);
  }
}
