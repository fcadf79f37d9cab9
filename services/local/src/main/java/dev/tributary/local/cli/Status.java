package dev.tributary.local.cli;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.launch.Run;
import dev.tributary.local.workspace.DemoWorkspace;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code cdp status --json} prints. Of the workspace nothing before it was made. */
record Status(
    String gatewayUrl,
    String collectorUrl,
    String sandboxUrl,
    @Nullable String workspace,
    @Nullable String writeKey,
    @Nullable String username,
    @Nullable String password,
    List<ProcessStatus> processes) {

  /** One part as it is now. */
  record ProcessStatus(
      String name,
      @Nullable Long pid,
      int port,
      @Nullable Integer managementPort,
      String state,
      @Nullable String startedAt,
      @Nullable Long residentMegabytes) {

    static ProcessStatus of(Run.Entry entry) {
      Long pid = entry.pid();
      return new ProcessStatus(
          entry.name(),
          pid,
          entry.port(),
          entry.managementPort(),
          entry.state(),
          entry.startedAt(),
          pid == null ? null : ResidentMemory.megabytes(pid));
    }
  }

  static Status of(Run run, Checkout checkout) {
    Optional<DemoWorkspace> workspace = DemoWorkspace.remembered(checkout);
    return new Status(
        run.gatewayUrl(),
        run.collectorUrl(),
        run.sandboxUrl(),
        workspace.map(DemoWorkspace::key).orElse(null),
        workspace.map(DemoWorkspace::writeKey).orElse(null),
        workspace.map(DemoWorkspace::username).orElse(null),
        workspace.map(DemoWorkspace::password).orElse(null),
        run.processes().stream().map(ProcessStatus::of).toList());
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

  /** For {@code eval}: addresses and keys hold no character that a shell would read. */
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
