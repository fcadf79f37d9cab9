package dev.tributary.local.launch;

import dev.tributary.local.infra.StartFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Starts every part as soon as the parts that it needs are ready, keeps all of them running, and
 * stops them: services first, then the servers that they need. Thread-safe.
 */
public final class Launcher implements AutoCloseable {

  private final Installation installation;
  private final Progress progress;
  private final Instant startedAt = Instant.now();
  private final ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Prerequisite, Part> infrastructure = new EnumMap<>(Prerequisite.class);
  private final List<Service> chosen;
  private final List<Part> services = new ArrayList<>();

  public Launcher(Installation installation, Progress progress) {
    this(installation, progress, Service.ALL);
  }

  /** Runs only these of the services. */
  public Launcher(Installation installation, Progress progress, List<Service> chosen) {
    this.installation = installation;
    this.chosen = List.copyOf(chosen);
    this.progress = progress;
    Part.Listener listener = new Reporting();
    var servers = new Infrastructure(installation);
    for (Prerequisite prerequisite : Prerequisite.values()) {
      String name = Infrastructure.name(prerequisite);
      infrastructure.put(
          prerequisite,
          new Part(name, installation.port(name), () -> servers.start(prerequisite), listener));
    }
    for (Service service : chosen) {
      var process = new ServiceProcess(installation, service);
      services.add(
          new Part(service.name(), installation.port(service.name()), process::start, listener));
    }
  }

  /**
   * Returns when every part is ready.
   *
   * @throws StartFailure of the first part that could not start; the caller closes the launcher
   */
  public void start() {
    var servers = new EnumMap<Prerequisite, CompletableFuture<Void>>(Prerequisite.class);
    infrastructure.forEach((prerequisite, part) ->
        servers.put(prerequisite, CompletableFuture.runAsync(() -> start(part), starting)));
    var all = new ArrayList<>(servers.values());
    for (int i = 0; i < services.size(); i++) {
      Service service = chosen.get(i);
      Part part = services.get(i);
      CompletableFuture<?>[] needed =
          service.prerequisites().stream().map(servers::get).toArray(CompletableFuture[]::new);
      all.add(CompletableFuture.allOf(needed).thenRunAsync(() -> start(part), starting));
    }
    awaitAll(all);
  }

  /** Whether this service is one of the chosen services, and runs. */
  public boolean isReady(Service service) {
    int index = chosen.indexOf(service);
    return index >= 0 && services.get(index).state() == Part.State.READY;
  }

  @Override
  public void close() {
    starting.shutdownNow();
    stop(services);
    stop(infrastructure.values());
    starting.close();
  }

  private void start(Part part) {
    Instant begin = Instant.now();
    part.start();
    progress.ready(part, Duration.between(begin, Instant.now()));
  }

  private static void awaitAll(List<CompletableFuture<Void>> starts) {
    var done = CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new));
    // The first failure ends the waiting, because the other starts are of no use then.
    for (CompletableFuture<Void> start : starts) {
      start.whenComplete((_, failure) -> {
        if (failure != null) {
          done.completeExceptionally(failure);
        }
      });
    }
    try {
      done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StartFailure failure ? failure : e;
    }
  }

  private static void stop(Iterable<Part> parts) {
    var stops = new ArrayList<Thread>();
    for (Part part : parts) {
      stops.add(Thread.ofVirtual().start(part::stop));
    }
    try {
      for (Thread stop : stops) {
        stop.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Reporting implements Part.Listener {

    @Override
    public void changed(Part part) {
      synchronized (this) {
        new Run(
                ProcessHandle.current().pid(),
                startedAt.toString(),
                installation.url(Service.GATEWAY),
                installation.url(Service.COLLECTOR),
                installation.url(Service.SANDBOX),
                Stream.concat(infrastructure.values().stream(), services.stream())
                    .map(known -> Run.entry(known, installation))
                    .toList())
            .save(installation.checkout());
      }
    }

    @Override
    public void ended(Part part, int exitCode) {
      progress.say(
          "%s ended with exit code %d; starting it again.".formatted(part.name(), exitCode));
    }

    @Override
    public void failed(Part part, StartFailure failure) {
      progress.say("%s could not start again: %s".formatted(part.name(), failure.getMessage()));
    }
  }
}
