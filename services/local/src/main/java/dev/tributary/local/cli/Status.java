package dev.tributary.local.cli;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.launch.Run;
import dev.tributary.local.workspace.DemoWorkspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code cdp status --json}. The fields of the workspace are absent before it exists.
 */
record Status(
    String gatewayUrl,
    String collectorUrl,
    String sandboxUrl,
    @Nullable String workspace,
    @Nullable String writeKey,
    @Nullable String username,
    @Nullable String password,
    List<ProcessStatus> processes) {

  /** The present state of one part. */
  record ProcessStatus(
      String name,
      @Nullable Long pid,
      int port,
      @Nullable Integer managementPort,
      String state,
      @Nullable String startedAt,
      @Nullable Long residentMegabytes) {

    static ProcessStatus of(Run.Entry entry, String state) {
      Long pid = entry.pid();
      return new ProcessStatus(
          entry.name(),
          pid,
          entry.port(),
          entry.managementPort(),
          state,
          entry.startedAt(),
          pid == null ? null : ResidentMemory.megabytes(pid));
    }
  }

  /** The state that the parts themselves report now. */
  static Status asked(Run run, Checkout checkout, PartHealth health) {
    return of(run, checkout, health.states(run.processes()));
  }

  /** The state that the launcher saw last, without asking the parts. */
  static Status remembered(Run run, Checkout checkout) {
    return of(run, checkout, run.processes().stream().map(Run.Entry::state).toList());
  }

  private static Status of(Run run, Checkout checkout, List<String> states) {
    List<ProcessStatus> processes = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      processes.add(ProcessStatus.of(run.processes().get(i), states.get(i)));
    }
    Optional<DemoWorkspace> workspace = DemoWorkspace.remembered(checkout);
    return new Status(
        run.gatewayUrl(),
        run.collectorUrl(),
        run.sandboxUrl(),
        workspace.map(DemoWorkspace::key).orElse(null),
        workspace.map(DemoWorkspace::writeKey).orElse(null),
        workspace.map(DemoWorkspace::username).orElse(null),
        workspace.map(DemoWorkspace::password).orElse(null),
        List.copyOf(processes));
  }

  String table() {
    var text = new StringBuilder();
    text.append(
        "%-22s %8s %6s %10s %10s %7s%n".formatted("", "pid", "port", "management", "state", "MB"));
    for (ProcessStatus process : processes) {
      text.append(
          "%-22s %8s %6d %10s %10s %7s%n"
              .formatted(
                  process.name(),
                  orDash(process.pid()),
                  process.port(),
                  orDash(process.managementPort()),
                  process.state(),
                  orDash(process.residentMegabytes())));
    }
    text.append(
        "%nGateway    %s%nCollector  %s%nSandbox    %s%n"
            .formatted(gatewayUrl, collectorUrl, sandboxUrl));
    if (workspace != null) {
      text.append(
          "Workspace  %s, write key %s%nSign in    %s, password %s%n"
              .formatted(workspace, writeKey, username, password));
    }
    return text.toString().stripTrailing();
  }

  /** For {@code eval}: addresses and keys contain no character with a meaning in a shell. */
  String variables() {
    return """
    export GATEWAY_URL=%s
    export COLLECTOR_URL=%s
    export SANDBOX_URL=%s
    export WORKSPACE=%s
    export WRITE_KEY=%s\
    """
        .formatted(gatewayUrl, collectorUrl, sandboxUrl, orEmpty(workspace), orEmpty(writeKey));
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static String orDash(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }
}
