package dev.tributary.identity.postgres;

import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.TraitBody;

/**
 * A classified trait as it is stored; its key is the trait's name.
 *
 * @param classifiedBy the subject of who said so last
 */
public record TraitSpec(Classification classification, String classifiedBy) {
  public static final String KIND = "trait";

  public TraitBody published() {
    return new TraitBody(classification);
  }
}
