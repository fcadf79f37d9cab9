package dev.tributary.identity.replay.job;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.input.PeopleModels;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.loop.RuleBook;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.store.replay.ReplayConnection;
import dev.tributary.identity.store.replay.ReplayDatabase;
import dev.tributary.identity.store.replay.ReplayTransaction;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** Opens replay copies of workspaces, and makes replays. Thread-safe. */
public final class Replays {
  private static final System.Logger LOG = System.getLogger(Replays.class.getName());

  private final ReplayDatabase database;
  private final Function<WorkspaceId, InputHistory> logs;
  private final PeopleModels models;
  private final Function<WorkspaceId, String> regionOf;
  private final Ids ids;
  private final Clock clock;

  /**
   * @param logs opens the log of a workspace
   * @param regionOf a workspace's region for phone numbers without a country code
   */
  public Replays(
      ReplayDatabase database,
      Function<WorkspaceId, InputHistory> logs,
      PeopleModels models,
      Function<WorkspaceId, String> regionOf,
      Ids ids,
      Clock clock) {
    this.database = database;
    this.logs = logs;
    this.models = models;
    this.regionOf = regionOf;
    this.ids = ids;
    this.clock = clock;
  }

  /** The work on a replay copy while it is open. */
  interface Work<T> {
    /**
     * @param stores in the transactions of {@code tx}
     */
    T run(ReplayConnection tx, ReplayTransaction stores, ReplayCopy copy, InputHistory log)
        throws Exception;
  }

  /**
   * Opens a replay copy, and deletes it afterwards. Its name is new, because the deletion of the
   * copy of an earlier attempt may not have finished. The result counts even if something cannot be
   * closed.
   *
   * @param job the job to which the copy belongs
   * @param prefix of its name
   */
  <T> T within(Job job, String prefix, Work<T> work) throws Exception {
    ReplayCopy copy = new ReplayCopy(job.workspace(), new WorkspaceId(ids.next(prefix)));
    ReplayConnection tx = database.open();
    try {
      return within(job, copy, tx, work);
    } finally {
      close(copy, tx::close);
      close(copy, () -> close(copy));
    }
  }

  private <T> T within(Job job, ReplayCopy copy, ReplayConnection tx, Work<T> work)
      throws Exception {
    InputHistory log = logs.apply(copy.workspace());
    try {
      ReplayTransaction stores = tx.stores();
      stores.replays().copies().open(copy, job.id());
      tx.commit();
      return work.run(tx, stores, copy, log);
    } finally {
      close(copy, tx::rollback);
      close(copy, log::close);
    }
  }

  /** Logs a failure only: retention deletes what remains. */
  private static void close(ReplayCopy copy, Runnable closing) {
    try {
      closing.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Not everything of " + copy.name() + " could be closed", e);
    }
  }

  private void close(ReplayCopy copy) {
    database.withoutTransaction(stores -> stores.replays().copies().close(copy.name().value()));
  }

  IdentifierReader reader(WorkspaceId workspace, IdentityRules rules, long version) {
    return new IdentifierReader(rules, version, regionOf.apply(workspace));
  }

  /** The reader of identifiers in the workspace, under the rules in force. */
  IdentifierReader readerInForce(ReplayTransaction stores, WorkspaceId workspace) {
    return new RuleBook(regionOf).read(stores.rules(), List.of(workspace)).of(workspace);
  }

  /** A replay with the present policies of traits. */
  Replay replay(ReplayConnection tx, ReplayCopy copy, InputHistory log, IdentifierReader reader) {
    return new Replay(
        tx,
        copy,
        log,
        models,
        ids,
        reader,
        tx.stores().rules().policies(copy.workspace()),
        clock.instant().minus(AcceptedEvent.KEPT));
  }
}
