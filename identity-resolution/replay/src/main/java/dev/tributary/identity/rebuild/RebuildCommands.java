package dev.tributary.identity.rebuild;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.command.Command;
import dev.tributary.identity.input.LoopInput;
import dev.tributary.identity.input.Publication;
import dev.tributary.identity.loop.ActiveRules;
import dev.tributary.identity.loop.Overtaken;
import dev.tributary.identity.loop.RebuildHandler;
import dev.tributary.identity.store.replay.ReplayTransaction;
import java.util.List;

/** Processes the commands of rebuilds, each by a {@link Rebuilding} of its own. Thread-safe. */
public final class RebuildCommands implements RebuildHandler<ReplayTransaction> {
  /**
   * After this number of bytes, the remaining profiles wait for the next command; at least one
   * connected component is always processed.
   */
  public static final long MOST_BYTES = 1024 * 1024;

  private final Ids ids;

  public RebuildCommands(Ids ids) {
    this.ids = ids;
  }

  @Override
  public List<Publication> rebuild(
      ReplayTransaction tx, LoopInput.Asked asked, Command.RebuildPeople command, ActiveRules rules)
      throws Overtaken {
    return new Rebuilding(tx, ids, rules).run(asked, command);
  }
}
