package dev.tributary.local.cli;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.StartFailure;
import dev.tributary.local.launch.Run;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

/** Stops the launcher, which stops its parts. It is no error if nothing runs. */
@Command(name = "down", description = "Stop everything; the data stay.")
public final class DownCommand implements Callable<Integer> {

  private static final int PATIENCE_SECONDS = 60;

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    Optional<ProcessHandle> launcher = Run.last(Checkout.locate()).flatMap(Run::livingLauncher);
    if (launcher.isEmpty()) {
      System.out.println("Tributary is not running.");
      return 0;
    }
    launcher.get().destroy();
    try {
      launcher.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new StartFailure(
          "The launcher %d has not ended after %d s."
              .formatted(launcher.get().pid(), PATIENCE_SECONDS),
          e);
    }
    System.out.println("Tributary has stopped; its data are kept in .cdp/.");
    return 0;
  }
}
