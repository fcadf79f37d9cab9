package dev.tributary.local.demo;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.local.infra.StartFailure;
import dev.tributary.local.launch.Installation;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.Api;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The sample shop in a workspace: filled once, then visited. Every step can be repeated. */
public final class Demo {

  /** The workspace of the shop. */
  public record Workspace(String key, String id) {}

  private static final int EVENTS_PER_SECOND = 20;

  private static final List<String> MODELS = List.of("customers", "orders");
  private static final int VISITED_LIVE = 2_000;
  private static final Duration WATCH = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);

  private final Installation installation;
  private final Api api;
  private final Workspace workspace;
  private final String path;
  private final Path stateFile;

  /**
   * @param api with the rights of an admin who may read personal data
   */
  public Demo(Installation installation, Api api, Workspace workspace) {
    this.installation = installation;
    this.api = api;
    this.workspace = workspace;
    this.path = "/api/v1/workspaces/" + workspace.key();
    this.stateFile = directory().resolve("state.json");
  }

  /**
   * Configures the shop, reads its warehouse and sends its past events, except the steps that are
   * done already; waits a limited time for the results.
   *
   * @param scale and seed are used the first time only
   * @param progress gets a line per step
   */
  public void fill(Scale scale, long seed, Consumer<String> progress) throws InterruptedException {
    DemoState state = DemoState.of(stateFile, seed, scale);
    Path files = installation.files(Service.WAREHOUSE).resolve("files").resolve(workspace.id());
    step(
        progress,
        "sample warehouse",
        () -> {
          new WarehouseFile(files.resolve(WarehouseFile.NAME)).ensure(state);
          return "%,d customers, %,d orders".formatted(state.customers(), state.scale().orders());
        });
    step(
        progress,
        "configuration",
        () -> new Definitions(api, path).ensureAll(values()) + " objects made");
    for (String model : MODELS) {
      step(
          progress,
          "model " + model,
          () -> "%,d rows published".formatted(new ModelRuns(api, path).ensure(model)));
    }
    var sender = new BatchSender(URI.create(installation.url(Service.COLLECTOR)), writeKeys()::of);
    step(
        progress,
        "60 days of past events",
        () -> "%,d events sent".formatted(new PastTraffic(sender, stateFile).send(state)));
    step(progress, "what follows from it", this::awaitDelivered);
  }

  /**
   * Live traffic must not wait behind the past events. After a limited time, both continue
   * together.
   */
  private String awaitDelivered() {
    Instant patience = Instant.now().plus(LONGEST_WAIT);
    while (Instant.now().isBefore(patience)) {
      if (api.get(path + "/pipeline?wait=30s&until=delivered").path("caughtUp").asBoolean()) {
        return "everything is delivered";
      }
    }
    return "deliveries are still under way";
  }

  /** Where a user finds the shop's data, and what to try first. */
  public List<String> places(String username, String password) {
    String sandbox = installation.url(Service.SANDBOX);
    String screens = installation.url(Service.GATEWAY) + "/w/" + workspace.key();
    String followed = Customer.FOLLOWED.id();
    return List.of(
        "",
        "Open %s and sign in as %s, password %s. Three things to try:"
            .formatted(screens, username, password),
        "  1. Build an audience: %s/audiences/new".formatted(screens),
        "  2. Look up %s under Profiles: she goes shopping while you watch".formatted(followed),
        "  3. See who is in Loyal but at risk, and why: %s/audiences".formatted(screens),
        "What the destinations received:",
        "  the CRM's contacts  %s/sandbox/hubspot/objects/contacts".formatted(sandbox),
        "  the webhook's calls %s/sandbox/webhook/%s".formatted(sandbox, workspace.key()),
        "  the orders          table orders of the database %s, PostgreSQL on port %d"
            .formatted(installation.shopDatabase().name(), installation.postgresPort()),
        "For curl: ./cdp status --shell, ./cdp token, and the README.",
        "");
  }

  /** Plays live traffic for this time, and shows the results, also those after the visitors end. */
  public void play(Duration bound) throws InterruptedException {
    var figures = new WorkspaceFigures(api, path, installation.url(Service.SANDBOX));
    try (var live = live(EVENTS_PER_SECOND)) {
      // Not earlier, because the first start installs the SDK.
      Instant begin = Instant.now();
      var screen = Screen.of(System.out);
      var view = new LiveView(screen, live::counts, figures::read);
      while (Duration.between(begin, Instant.now()).compareTo(bound) < 0) {
        Thread.sleep(screen.pause());
        view.refresh(Duration.between(begin, Instant.now()));
      }
    }
  }

  /**
   * Plays live traffic until the calling thread is interrupted, and reads no results.
   *
   * @throws StartFailure if the visitors end before
   */
  public void play(int eventsPerSecond) {
    try (var live = live(eventsPerSecond)) {
      while (!Thread.currentThread().isInterrupted()) {
        live.requireVisitors();
        LockSupport.parkNanos(live, WATCH.toNanos());
      }
    }
  }

  private LiveTraffic live(int eventsPerSecond) {
    DemoState state = DemoState.of(stateFile, 0, new Scale(1));
    return LiveTraffic.start(
        installation,
        directory(),
        new LiveTraffic.Visitors(
            state.seed(),
            Math.min(VISITED_LIVE, state.customers()),
            PastTraffic.events(state),
            eventsPerSecond,
            writeKeys()::of));
  }

  private WriteKeys writeKeys() {
    return new WriteKeys(api, path, installation.secrets(), workspace.key());
  }

  private Map<String, Object> values() {
    ServiceDatabase database = installation.shopDatabase();
    String sandbox = installation.url(Service.SANDBOX);
    return Map.of(
        "sandboxUrl", sandbox,
        "webhookUrl", sandbox + "/webhook/" + workspace.key(),
        "webhookSecret", webhookSecret(),
        "postgresPort", installation.postgresPort(),
        "postgresDatabase", database.name(),
        "postgresUser", database.owner().user(),
        "postgresPassword", database.owner().password());
  }

  /** A secret in the form of Standard Webhooks: a prefix and Base64. */
  private String webhookSecret() {
    byte[] bytes =
        HexFormat.of()
            .parseHex(installation.secrets().secret("demo." + workspace.key() + ".webhook"));
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }

  private Path directory() {
    return installation.directory("demo").resolve(workspace.key());
  }

  private interface Step {
    String done() throws InterruptedException;
  }

  private static void step(Consumer<String> progress, String name, Step step)
      throws InterruptedException {
    Instant begin = Instant.now();
    String result = step.done();
    progress.accept(
        "  %-22s ready in %5.1f s   %s"
            .formatted(name, Duration.between(begin, Instant.now()).toMillis() / 1e3, result));
  }
}
