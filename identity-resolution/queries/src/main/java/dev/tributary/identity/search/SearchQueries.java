package dev.tributary.identity.search;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Finds identifiers by a part of their value. Thread-safe. */
public interface SearchQueries {
  /**
   * Types that are only found by the beginning of their value: the index of similar values leaves
   * them out.
   */
  Set<String> NEVER_SIMILAR = Set.of(Identifier.USER_ID, Identifier.PHONE, Identifier.ANONYMOUS_ID);

  /** An identifier and where it leads. */
  record Hit(Identifier identifier, ProfileId profile) {}

  /**
   * Sorted by value.
   *
   * @param types of identifiers; empty for every type
   */
  List<Hit> beginning(
      WorkspaceId workspace, Collection<String> beginnings, Collection<String> types, int limit);

  /**
   * The most similar first. Stops after two seconds, because event processing needs the database
   * too.
   *
   * @param types of identifiers; empty for every type but {@link #NEVER_SIMILAR}
   */
  List<Hit> similar(WorkspaceId workspace, String sought, Collection<String> types, int limit);
}
