package dev.tributary.local.cli;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.StartFailure;
import dev.tributary.local.launch.Installation;
import dev.tributary.local.launch.Run;
import dev.tributary.local.workspace.ApiClients;
import dev.tributary.local.workspace.ApiClients.Rights;
import dev.tributary.local.workspace.ApiFailure;
import dev.tributary.local.workspace.DemoWorkspace;
import dev.tributary.local.workspace.Tokens;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints a bearer token, and nothing else, for use in a command line. */
@Command(name = "token", description = "Print a bearer token for the REST API.")
public final class TokenCommand implements Callable<Integer> {

  @Option(
      names = "--role",
      description = "viewer, marketer, engineer or admin; default ${DEFAULT-VALUE}.",
      defaultValue = "admin")
  private String role = "admin";

  @Option(
      names = "--workspace",
      description = "Key or id; default ${DEFAULT-VALUE}.",
      defaultValue = DemoWorkspace.KEY)
  private String workspace = DemoWorkspace.KEY;

  @Option(
      names = "--installation",
      description =
          "May create workspaces and do everything in all of them; not with the other options.")
  private boolean installation;

  @Option(names = "--without-personal-data", description = "Personal data are masked.")
  private boolean withoutPersonalData;

  @Override
  public Integer call() {
    Checkout checkout = Checkout.locate();
    if (Run.last(checkout).flatMap(Run::livingLauncher).isEmpty()) {
      throw new StartFailure("Tributary is not running: ./cdp up");
    }
    var clients = new ApiClients(Installation.running(checkout));
    try {
      Tokens tokens =
          installation
              ? clients.installationTokens()
              : clients.tokens(workspace, new Rights(role, !withoutPersonalData));
      System.out.println(tokens.get());
      return 0;
    } catch (ApiFailure e) {
      throw new StartFailure("No token: " + e.getMessage(), e);
    }
  }
}
