package dev.tributary.local.cli;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.launch.Prerequisites;
import dev.tributary.local.launch.Run;
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
    var running = Run.last(checkout).filter(last -> last.livingLauncher().isPresent());
    if (detach && running.isPresent()) {
      System.out.println("Tributary runs already. Gateway " + running.get().gatewayUrl() + ".");
      return 0;
    }
    Prerequisites.check(checkout);
    return detach
        ? new DetachedLauncher(checkout).start()
        : Foreground.run(checkout, _ -> Thread.currentThread().join());
  }
}
