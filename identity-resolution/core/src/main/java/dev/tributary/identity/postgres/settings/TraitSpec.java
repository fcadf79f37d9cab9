package dev.tributary.identity.postgres.settings;

import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.definition.TraitBody;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a trait, as they are stored; their key is the trait's name.
 *
 * @param classification {@code personal} until a user classifies it
 * @param classifiedBy the subject of the user who classified it last; null if none has
 * @param type how its values are read; null reads them as they were sent
 */
public record TraitSpec(
    Classification classification, @Nullable String classifiedBy, @Nullable DeclaredType type) {
  public static final String KIND = "trait";

  /** A trait for which users have set nothing. */
  public static final TraitSpec NEW = new TraitSpec(Classification.PERSONAL, null, null);

  public TraitSpec classified(Classification wanted, String by) {
    return new TraitSpec(wanted, by, type);
  }

  /**
   * @param wanted null reads values as they were sent
   */
  public TraitSpec declared(@Nullable DeclaredType wanted) {
    return new TraitSpec(classification, classifiedBy, wanted);
  }

  public TraitBody published() {
    return new TraitBody(classification, type);
  }
}
