package dev.tributary.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.StartFailure;
import dev.tributary.local.launch.Run;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what runs, at which addresses, and how to sign in. */
@Command(name = "status", description = "Show what runs, where, and how to get in.")
public final class StatusCommand implements Callable<Integer> {
  static final Duration PATIENCE = Duration.ofSeconds(2);

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Option(names = "--shell", description = "As variables that a shell evaluates.")
  private boolean shell;

  @Override
  public Integer call() throws JsonProcessingException {
    Checkout checkout = Checkout.locate();
    Run run =
        Run.last(checkout)
            .filter(last -> last.livingLauncher().isPresent())
            .orElseThrow(() -> new StartFailure("Tributary is not running: ./cdp up"));
    System.out.println(text(run, checkout));
    return 0;
  }

  private String text(Run run, Checkout checkout) throws JsonProcessingException {
    if (shell) {
      return Status.remembered(run, checkout).variables();
    }
    Status status = Status.asked(run, checkout, new PartHealth(PATIENCE));
    return json
        ? new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(status)
        : status.table();
  }
}
