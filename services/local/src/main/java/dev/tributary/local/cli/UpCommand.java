package dev.tributary.local.cli;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.launch.Installation;
import dev.tributary.local.launch.InstallationLock;
import dev.tributary.local.launch.Launcher;
import dev.tributary.local.launch.Prerequisites;
import dev.tributary.local.launch.Progress;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.WorkspaceSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts everything and stays until Ctrl-C, or until {@code down} when detached. */
@Command(name = "up", description = "Start everything; Ctrl-C stops it.")
public final class UpCommand implements Callable<Integer> {

  @Option(names = "--detach", description = "Return when everything is ready; stop with cdp down.")
  private boolean detach;

  @Override
  public Integer call() throws InterruptedException {
    Checkout checkout = Checkout.locate();
    Prerequisites.check(checkout);
    return detach ? new DetachedLauncher(checkout).start() : run(checkout);
  }

  private static int run(Checkout checkout) throws InterruptedException {
    Instant begin = Instant.now();
    var progress = new Progress(System.out);
    try (var _ = InstallationLock.acquire(checkout)) {
      Installation installation = Installation.toStart(checkout);
      var launcher = new Launcher(installation, progress);
      // Closing twice is harmless: the hook serves Ctrl-C, the block a failed start.
      Runtime.getRuntime().addShutdownHook(new Thread(launcher::close, "stop"));
      try (launcher) {
        launcher.start();
        if (launcher.isReady(Service.GATEWAY) && launcher.isReady(Service.COLLECTOR)) {
          new WorkspaceSetup(installation).ensure();
        }
        progress.say(
            "%s after %.0f s. Gateway %s, collector %s."
                .formatted(
                    DetachedLauncher.READY,
                    Duration.between(begin, Instant.now()).toMillis() / 1e3,
                    installation.url(Service.GATEWAY),
                    installation.url(Service.COLLECTOR)));
        Thread.currentThread().join();
        return 0;
      }
    }
  }
}
