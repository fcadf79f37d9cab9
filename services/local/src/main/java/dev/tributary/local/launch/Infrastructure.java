package dev.tributary.local.launch;

import dev.tributary.local.infra.ChildProcess;
import dev.tributary.local.infra.Databases;
import dev.tributary.local.infra.EmbeddedKafka;
import dev.tributary.local.infra.EmbeddedPostgres;
import dev.tributary.local.infra.EmbeddedPostgres.Durability;
import dev.tributary.local.infra.EmbeddedRedis;
import dev.tributary.local.infra.ServiceDatabase;
import java.util.Locale;
import java.util.Map;

/** Starts the servers that the services need. Each method returns when its server is ready. */
record Infrastructure(Installation installation) {

  ChildProcess start(Prerequisite prerequisite) {
    return switch (prerequisite) {
      case KAFKA -> kafka();
      case POSTGRES -> postgres();
      case REDIS -> redis();
      case KEYCLOAK -> Keycloak.start(installation).process();
    };
  }

  static String name(Prerequisite prerequisite) {
    return switch (prerequisite) {
      case KAFKA -> Installation.KAFKA;
      case POSTGRES -> Installation.POSTGRES;
      case REDIS -> Installation.REDIS;
      case KEYCLOAK -> Installation.KEYCLOAK;
    };
  }

  private ChildProcess kafka() {
    return EmbeddedKafka.startForLong(
            installation.checkout(),
            installation.directory(Installation.KAFKA),
            installation.port(Installation.KAFKA),
            installation.detours().entrySet().stream()
                .map(each -> listener(each.getKey(), each.getValue()))
                .toArray(EmbeddedKafka.Listener[]::new))
        .process();
  }

  private static EmbeddedKafka.Listener listener(Service service, Installation.Detour detour) {
    String name = "DETOUR_" + service.name().replace('-', '_').toUpperCase(Locale.ROOT);
    return new EmbeddedKafka.Listener(
        name, "PLAINTEXT", detour.listener(), detour.port(), Map.of());
  }

  private ChildProcess redis() {
    return EmbeddedRedis.start(
            installation.checkout(),
            installation.directory(Installation.REDIS),
            installation.port(Installation.REDIS),
            installation.secrets().secret(Installation.REDIS))
        .process();
  }

  private ChildProcess postgres() {
    EmbeddedPostgres server =
        EmbeddedPostgres.start(
            installation.checkout(),
            installation.directory(Installation.POSTGRES),
            installation.port(Installation.POSTGRES),
            Durability.CRASH_SAFE);
    var databases = new Databases(server.server());
    for (Service service : Service.ALL) {
      ServiceDatabase database = installation.database(service);
      if (database != null) {
        databases.ensure(database);
      }
    }
    databases.ensure(installation.shopDatabase());
    return server.process();
  }
}
