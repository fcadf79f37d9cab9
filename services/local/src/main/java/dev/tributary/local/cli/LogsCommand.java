package dev.tributary.local.cli;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.StartFailure;
import dev.tributary.local.launch.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the log of a part. */
@Command(name = "logs", description = "Show the log of a part.")
public final class LogsCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SERVICE", description = "A name from cdp status.")
  private String service = "";

  @Option(names = "--follow", description = "Go on showing what is written.")
  private boolean follow;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Run.Entry> entries = Run.last(Checkout.locate()).map(Run::processes).orElse(List.of());
    Path log =
        entries.stream()
            .filter(entry -> entry.name().equals(service))
            .map(entry -> Path.of(entry.log()))
            .findFirst()
            .orElseThrow(() -> unknown(entries));
    if (!Files.exists(log)) {
      throw new StartFailure(service + " has written nothing yet.");
    }
    List<String> line =
        follow
            ? List.of("tail", "-n", "100", "-F", log.toString())
            : List.of("cat", log.toString());
    return new ProcessBuilder(line).inheritIO().start().waitFor();
  }

  private StartFailure unknown(List<Run.Entry> entries) {
    String names = entries.stream().map(Run.Entry::name).collect(Collectors.joining(", "));
    return new StartFailure(
        entries.isEmpty()
            ? "Nothing was started yet: ./cdp up"
            : "There is no part %s; there are: %s.".formatted(service, names));
  }
}
