package dev.tributary.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.StartFailure;
import dev.tributary.local.launch.Run;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what runs, where, and how to get in. */
@Command(name = "status", description = "Show what runs, where, and how to get in.")
public final class StatusCommand implements Callable<Integer> {

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
    Status status = Status.of(run, checkout);
    System.out.println(text(status));
    return 0;
  }

  private String text(Status status) throws JsonProcessingException {
    if (shell) {
      return status.variables();
    }
    return json
        ? new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(status)
        : status.table();
  }
}
