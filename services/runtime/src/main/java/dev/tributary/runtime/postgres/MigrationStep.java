package dev.tributary.runtime.postgres;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A step of a service with its migrated database, after the scripts, such as taking over rows of
 * another database. {@code --migrate} finds the steps with a service loader and runs each of them
 * after the scripts, every time.
 */
@FunctionalInterface
public interface MigrationStep {

  /**
   * Repeating it changes nothing.
   *
   * @param url of the service's database
   * @param environment answers a variable of the environment; null if it is not set
   * @throws RuntimeException if it fails; then the migration counts as failed, and runs again
   */
  void run(
      String url, Migrations.Credentials owner, Function<String, @Nullable String> environment);
}
