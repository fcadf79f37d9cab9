package dev.tributary.local.demo;

import dev.tributary.local.cli.Foreground;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.StartFailure;
import dev.tributary.local.launch.Installation;
import dev.tributary.local.launch.Prerequisites;
import dev.tributary.local.launch.Run;
import dev.tributary.local.workspace.ApiClients;
import dev.tributary.local.workspace.ApiClients.Rights;
import dev.tributary.local.workspace.ApiFailure;
import dev.tributary.local.workspace.DemoWorkspace;
import dev.tributary.local.workspace.WorkspaceSetup;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts everything (unless it runs already), fills the sample shop and plays live traffic. */
@Command(name = "demo", description = "A sample shop with live traffic; Ctrl-C stops it.")
public final class DemoCommand implements Callable<Integer> {

  private static final Duration FOREVER = Duration.ofDays(36_500);

  @Option(names = "--customers", description = "At the first demo; default ${DEFAULT-VALUE}.")
  private int customers = 5_000;

  @Option(names = "--seed", description = "At the first demo; default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--seconds", description = "End after so many seconds of live traffic.")
  private @Nullable Integer seconds;

  @Option(names = "--without-live", description = "End when the sample shop is filled.")
  private boolean withoutLive;

  @Override
  public Integer call() throws InterruptedException {
    if (customers < 1) {
      throw new StartFailure("--customers is at least 1.");
    }
    Checkout checkout = Checkout.locate();
    if (Run.last(checkout).flatMap(Run::livingLauncher).isPresent()) {
      play(Installation.running(checkout));
      return 0;
    }
    Prerequisites.check(checkout);
    return Foreground.run(checkout, this::play);
  }

  private void play(Installation installation) throws InterruptedException {
    try {
      DemoWorkspace workspace = new WorkspaceSetup(installation).ensure();
      var api = new ApiClients(installation).api(workspace.key(), Rights.ADMIN);
      var demo = new Demo(installation, api, new Demo.Workspace(workspace.key(), workspace.id()));
      demo.fill(new Scale(customers), seed, System.out::println);
      demo.places(workspace.username(), workspace.password()).forEach(System.out::println);
      if (!withoutLive) {
        demo.play(seconds == null ? FOREVER : Duration.ofSeconds(seconds));
      }
    } catch (ApiFailure e) {
      throw new StartFailure("The demo cannot go on: " + e.getMessage(), e);
    }
  }
}
