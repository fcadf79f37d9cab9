package dev.tributary.identity.profile;

import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.id.WorkspaceId;
import org.jspecify.annotations.Nullable;

/** The settings of traits: who may see the values, and how they are read. Thread-safe. */
public interface TraitSettings {
  /** The classification of a trait; personal until a user classifies it. */
  Classification classification(WorkspaceId workspace, String trait);

  /**
   * @param actor the subject of the user
   */
  void classify(WorkspaceId workspace, String trait, Classification wanted, String actor);

  /**
   * Changes the declared type. The trait is decided again for all profiles if its policy uses the
   * type.
   *
   * @param wanted null reads values as they were sent
   * @param actor the subject of the user
   */
  void declare(WorkspaceId workspace, String trait, @Nullable DeclaredType wanted, String actor);
}
