package dev.tributary.local.cli;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.launch.Installation;
import dev.tributary.local.launch.InstallationLock;
import dev.tributary.local.launch.Launcher;
import dev.tributary.local.launch.Progress;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.WorkspaceSetup;
import java.time.Duration;
import java.time.Instant;

/** Runs the installation as children of this process, for the duration of a use. */
public final class Foreground {

  /** The work while everything runs. When it returns, everything stops. */
  @FunctionalInterface
  public interface Use {
    void of(Installation installation) throws InterruptedException;
  }

  private Foreground() {}

  public static int run(Checkout checkout, Use use) throws InterruptedException {
    Instant begin = Instant.now();
    var progress = new Progress(System.out);
    try (var _ = InstallationLock.acquire(checkout)) {
      Installation installation = Installation.toStart(checkout);
      var launcher = new Launcher(installation, progress);
      // Closing twice is harmless: the hook serves Ctrl-C, the block a failed start.
      Runtime.getRuntime().addShutdownHook(new Thread(launcher::close, "stop"));
      try (launcher) {
        launcher.start();
        new WorkspaceSetup(installation).ensure();
        progress.say(
            "%s after %.0f s. Gateway %s, collector %s."
                .formatted(
                    DetachedLauncher.READY,
                    Duration.between(begin, Instant.now()).toMillis() / 1e3,
                    installation.url(Service.GATEWAY),
                    installation.url(Service.COLLECTOR)));
        use.of(installation);
        return 0;
      }
    }
  }
}
