package dev.tributary.identity.profile;

import dev.tributary.contracts.definition.TraitClasses;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The dictionary of traits, and how they are classified. Thread-safe. */
public interface TraitQueries {
  /** Such a trait is treated as personal, because no user has classified it. */
  String UNCLASSIFIED = "unclassified";

  /**
   * A trait that profiles have received, with its types and its classification.
   *
   * @param trait the name of the trait
   * @param types JSON types of the values received
   * @param classification {@code harmless}, {@code personal} or {@code sensitive}; {@code
   *     unclassified}, which is treated as personal, until a user classifies it
   * @param type how rules read its values: {@code text}, {@code number}, {@code boolean} or {@code
   *     date-time}; {@code none} reads them as they were sent
   */
  record Trait(String trait, List<String> types, String classification, String type) {}

  /** Sorted by name. */
  List<Trait> list(WorkspaceId workspace, @Nullable String after, int limit);

  /** The traits that users have classified. */
  TraitClasses classes(WorkspaceId workspace);
}
