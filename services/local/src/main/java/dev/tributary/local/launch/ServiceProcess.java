package dev.tributary.local.launch;

import dev.tributary.local.infra.ChildProcess;
import dev.tributary.local.infra.HttpProbe;
import dev.tributary.local.infra.JvmFlags;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.local.infra.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a built service: once to migrate its database, then to serve. */
record ServiceProcess(Installation installation, Service service) {

  private static final Duration MIGRATION_BOUND = Duration.ofMinutes(3);
  private static final Duration START_BOUND = Duration.ofMinutes(5);

  /** Migrates, unless the same build did so before, and returns after the service is ready. */
  ChildProcess start() {
    if (!Files.isRegularFile(jar())) {
      throw new StartFailure(
          "%s is not built: there is no %s; ./cdp up builds it.".formatted(service.name(), jar()));
    }
    try {
      Files.createDirectories(installation.files(service));
    } catch (IOException e) {
      throw new StartFailure("Cannot create the directory of " + service.name(), e);
    }
    ServiceDatabase database = installation.database(service);
    if (database != null) {
      new Migration(installation, service).runOnce(() -> migrate(database));
    }
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Command(
                    service.name(), line(List.of()), installation.log(service.name()))
                .with(environment()));
    String health = installation.managementUrl(service) + "/q/health/ready";
    process.awaitReady(() -> HttpProbe.answers(health), START_BOUND);
    return process;
  }

  private void migrate(ServiceDatabase owned) {
    Map<String, String> environment = environment();
    environment.putAll(ServiceEnvironment.databaseOwner(owned));
    ServiceDatabase former = installation.formerGatewayDatabase();
    if (former != null && service.equals(Service.CONTROL)) {
      environment.putAll(ServiceEnvironment.formerDatabase(former));
    }
    ChildProcess.start(
            new ChildProcess.Command(
                    "the migration of " + service.name(),
                    line(List.of("--migrate")),
                    installation.log(service.name()))
                .with(environment))
        .awaitSuccess(MIGRATION_BOUND);
  }

  private Map<String, String> environment() {
    var environment = new HashMap<>(ServiceEnvironment.running(installation, service));
    ServiceDatabase database = installation.database(service);
    if (database != null) {
      environment.putAll(ServiceEnvironment.database(database));
    }
    return environment;
  }

  private List<String> line(List<String> arguments) {
    var line =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    line.addAll(JvmFlags.chosen());
    line.addAll(List.of("-jar", jar().toString()));
    line.addAll(arguments);
    return line;
  }

  private Path jar() {
    return service.application(installation.checkout().root()).resolve("quarkus-run.jar");
  }
}
