package dev.tributary.local;

import dev.tributary.local.cli.AuditCommand;
import dev.tributary.local.cli.ConnectorCommand;
import dev.tributary.local.cli.DownCommand;
import dev.tributary.local.cli.LogsCommand;
import dev.tributary.local.cli.RehearsalCommand;
import dev.tributary.local.cli.ResetCommand;
import dev.tributary.local.cli.StatusCommand;
import dev.tributary.local.cli.TokenCommand;
import dev.tributary.local.cli.UpCommand;
import dev.tributary.local.demo.DemoCommand;
import dev.tributary.local.infra.StartFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The launcher's command line. A failure is one sentence and exit code 1, never a stack trace. */
@Command(
    name = "cdp",
    description = "Tributary on this machine.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      TokenCommand.class,
      AuditCommand.class,
      ConnectorCommand.class,
      RehearsalCommand.class,
      ResetCommand.class
    })
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    int exitCode =
        new CommandLine(new Main())
            .setExecutionExceptionHandler((failure, commandLine, _) -> report(failure, commandLine))
            .execute(arguments);
    System.exit(exitCode);
  }

  private static int report(Exception failure, CommandLine commandLine) throws Exception {
    if (failure instanceof StartFailure) {
      commandLine.getErr().println("cdp: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw failure;
  }
}
