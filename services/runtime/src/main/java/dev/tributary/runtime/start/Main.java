package dev.tributary.runtime.start;

import dev.tributary.runtime.postgres.MigrationStep;
import dev.tributary.runtime.postgres.Migrations;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The entry point of every service. With {@code --migrate} it migrates the service's database with
 * the owner's credentials and exits. Without, it serves requests and never has these credentials.
 */
@QuarkusMain
public final class Main {
  private Main() {}

  public static void main(String... args) {
    if (List.of(args).contains("--migrate")) {
      migrate();
      return;
    }
    Quarkus.run(args);
  }

  private static void migrate() {
    Migrations migrations = Migrations.of(Thread.currentThread().getContextClassLoader());
    String url = require("DATABASE_URL");
    Migrations.Credentials owner =
        new Migrations.Credentials(
            require("DATABASE_OWNER_USER"), require("DATABASE_OWNER_PASSWORD"));
    migrations.migrate(
        url, owner, require("DATABASE_WORKER_USER"), require("DATABASE_REQUEST_USER"));
    for (MigrationStep step : ServiceLoader.load(MigrationStep.class)) {
      step.run(url, owner, System::getenv);
    }
    System.out.println("The schema is at version " + migrations.newest());
  }

  private static String require(String variable) {
    String value = System.getenv(variable);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("--migrate needs the environment variable " + variable);
    }
    return value;
  }
}
