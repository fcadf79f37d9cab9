package dev.tributary.identity.kafka;

import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.command.CommandLog;
import dev.tributary.identity.command.LogUnavailable;
import dev.tributary.identity.profile.DueRedecisions;
import dev.tributary.identity.profile.Redecisions;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;

/** Asks the loop to decide traits again after their policy has changed. Thread-safe. */
public final class RedecisionSender implements Redecisions {
  private final DueRedecisions due;
  private final CommandLog commands;
  private final WorkspaceDirectory workspaces;

  public RedecisionSender(DueRedecisions due, CommandLog commands, WorkspaceDirectory workspaces) {
    this.due = due;
    this.commands = commands;
    this.workspaces = workspaces;
  }

  /**
   * Call it after the change has been committed, because the command reads the change.
   *
   * @throws LogUnavailable if the log cannot be written to; the decision stays due
   */
  @Override
  public void send(WorkspaceId workspace) {
    due.sendDue(
        workspace,
        each ->
            commands.send(
                new Command.RedecideTrait(
                    workspace,
                    each.trait(),
                    each.actor(),
                    workspaces.businessNow(workspace),
                    ProfileId.BEFORE_ALL)));
  }

  /** Sends the due commands of every workspace. */
  public void sendAll() {
    workspaces.all().forEach(workspace -> send(workspace.id()));
  }
}
