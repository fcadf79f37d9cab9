package dev.tributary.identity.kafka;

import dev.tributary.contracts.command.Command;
import dev.tributary.identity.postgres.DueRedecisions;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;

/** Asks the loop to decide traits anew whose policy has changed. Thread-safe. */
public final class RedecisionSender {
  private final DueRedecisions due;
  private final CommandSender commands;
  private final WorkspaceDirectory workspaces;

  public RedecisionSender(
      DueRedecisions due, CommandSender commands, WorkspaceDirectory workspaces) {
    this.due = due;
    this.commands = commands;
    this.workspaces = workspaces;
  }

  /**
   * After the change has been committed, because the command reads it.
   *
   * @throws Problem 503 if the log cannot be written to; what is due stays so
   */
  public void send(String workspace) {
    due.tell(
        workspace,
        each ->
            commands.send(
                new Command.RedecideTrait(
                    workspace, each.trait(), each.actor(), workspaces.businessNow(workspace), "")));
  }

  /** The same for every workspace. */
  public void sendAll() {
    workspaces.all().forEach(workspace -> send(workspace.id()));
  }
}
