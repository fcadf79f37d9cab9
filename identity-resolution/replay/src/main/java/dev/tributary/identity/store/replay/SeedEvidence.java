package dev.tributary.identity.store.replay;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.replay.ReplayCopy;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The evidence of a workspace from inputs that the log no longer holds, as seeds of a replay. */
public interface SeedEvidence {
  /**
   * Evidence that several identifiers belong to one person.
   *
   * @param identifiers as the workspace reads them
   */
  record StoredEvidence(
      long number,
      String source,
      Stamp stamp,
      @Nullable String messageId,
      Set<Identifier> identifiers) {}

  /**
   * Lists the evidence that counted. Call it after the inputs of the log were listed, so that no
   * evidence is missing from both lists.
   */
  void listFirst(ReplayCopy copy);

  /**
   * Lists identifiers that did not count, and evidence of older row versions that the log no longer
   * holds and that the replay copy does not have.
   */
  void listLast(ReplayCopy copy);

  /** The next evidence on the list. */
  List<StoredEvidence> page(ReplayCopy copy, long after, int limit);
}
