package dev.tributary.identity.store;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Data that only the loop writes: answers as they were given, names of traits, the last published
 * tick.
 */
public interface JournalStore {
  /**
   * One answer, as it was given.
   *
   * @param anchor the identifier that gave the answer
   */
  @RecordBuilder
  record Answered(
      WorkspaceId workspace,
      ProfileId profile,
      String about,
      String name,
      String state,
      String source,
      SourceKind by,
      String cause,
      Instant at,
      Identifier anchor) {
    public static final String CONSENT = "consent";
    public static final String SUBSCRIPTION = "subscription";
  }

  /** The name of a trait, and a JSON type of one of its values. */
  record TraitSeen(WorkspaceId workspace, String trait, String type)
      implements Comparable<TraitSeen> {
    @Override
    public int compareTo(TraitSeen other) {
      int byWorkspace = workspace.compareTo(other.workspace);
      if (byWorkspace != 0) {
        return byWorkspace;
      }
      int byTrait = trait.compareTo(other.trait);
      return byTrait != 0 ? byTrait : type.compareTo(other.type);
    }
  }

  /** Records answers; a recorded answer stays as it is. */
  void answered(Collection<Answered> answers);

  /** Inserts in sorted order, because another instance may insert the same name. */
  void seen(SortedSet<TraitSeen> traits);

  /**
   * Advances the published tick to the watermark; a tick never goes back. A new tick is published
   * if it is newer, or if it no longer holds back a workspace. If another instance is publishing a
   * tick at this moment, this one does not: a later poll will.
   *
   * @return empty if there is no tick to publish
   */
  Optional<Tick> pass(Tick watermark);
}
