package dev.tributary.identity.loop;

import dev.tributary.contracts.command.Command;
import dev.tributary.identity.input.LoopInput;
import dev.tributary.identity.input.Publication;
import dev.tributary.identity.store.IdentityTransaction;
import java.util.List;

/**
 * Processes the command that replaces profiles by those of a replay.
 *
 * @param <T> the transaction, with the stores that the command needs
 */
public interface RebuildHandler<T extends IdentityTransaction> {
  /**
   * @throws Overtaken if another instance was faster; roll back and try again
   */
  List<Publication> rebuild(
      T tx, LoopInput.Asked asked, Command.RebuildPeople command, ActiveRules rules)
      throws Overtaken;
}
