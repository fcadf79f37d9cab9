package dev.tributary.identity.loop;

import dev.tributary.contracts.command.Command;
import dev.tributary.identity.input.LoopInput;
import dev.tributary.identity.input.Publication;
import dev.tributary.identity.store.IdentityTransaction;
import java.util.List;

/** Processes the command that replaces profiles by those of a replay. */
public interface RebuildHandler {
  /**
   * @throws Overtaken if another instance was faster; roll back and try again
   */
  List<Publication> rebuild(
      IdentityTransaction tx,
      LoopInput.Asked asked,
      Command.RebuildPeople command,
      ActiveRules rules)
      throws Overtaken;
}
