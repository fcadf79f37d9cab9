package dev.tributary.identity.store.replay;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.replay.HistoricalInput;
import dev.tributary.identity.replay.ReplayCopy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replay copies, and the inputs that their workspaces have accepted. */
public interface ReplayCopyStore {
  /**
   * A row that was read.
   *
   * @param origin the origin of the values of all its versions
   * @param input the id of its message
   * @param mapped whether its model has a mapping for it
   */
  record ReadRow(RowChange change, Origin.Row origin, String input, boolean mapped) {
    /** Of two versions, the one of the later run; within one run, the one that was read later. */
    public ReadRow newer(ReadRow later) {
      return later.change().run().compareTo(change.run()) < 0 ? this : later;
    }
  }

  /**
   * Creates a replay copy, with the cuts of the workspace. Commands that an earlier attempt of the
   * job has sent lose their effect, unless they were processed already.
   *
   * @param job the job to which the copy belongs
   */
  void open(ReplayCopy copy, String job);

  /** Whether the replay copy is open; if so, it stays open until the transaction ends. */
  boolean isOpen(ReplayCopy copy);

  /**
   * @param horizon the log may have deleted inputs that were accepted before this time
   */
  void keepHorizon(ReplayCopy copy, Instant horizon);

  /**
   * Whether retention has deleted no input of the workspace: each of its profiles was made after
   * the horizon of the replay.
   */
  boolean isWholeHistory(ReplayCopy copy);

  /**
   * Appends to the list the inputs that the workspace has accepted since.
   *
   * @return how long the list is now
   */
  long list(ReplayCopy copy);

  /** The next inputs on the list. */
  List<HistoricalInput> page(ReplayCopy copy, long after, int limit);

  /**
   * Records rows that were read.
   *
   * @param rows each key once, in the version of its latest run
   */
  void read(ReplayCopy copy, Collection<ReadRow> rows);

  /**
   * Records the versions of rows that the replay has decided, so that their edges are not replayed
   * again as evidence.
   *
   * @param rows of models with a mapping; a key may have several versions
   */
  void readVersions(ReplayCopy copy, Collection<ReadRow> rows);

  /** The profile to which an identifier leads in a replay copy. */
  @Nullable ProfileId owner(ReplayCopy copy, Identifier identifier);

  /** Replay copies that are older than a day, and whose job no longer runs. */
  List<String> left();

  /**
   * Deletes a replay copy, in short transactions, after all transactions that saw it open have
   * ended. Call it outside of a transaction.
   */
  void close(String copy);
}
