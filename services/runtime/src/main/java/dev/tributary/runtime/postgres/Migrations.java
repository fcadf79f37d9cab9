package dev.tributary.runtime.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The migrations of one service: those of the runtime, then its own. They are listed by name in
 * {@code db/migration/migrations.list}, because the class path of a packaged service cannot be
 * searched.
 */
public final class Migrations {
  private static final List<String> FOLDERS = List.of("db/runtime", "db/migration");
  private static final String LIST = "migrations.list";

  /**
   * A transaction that holds the lock would let a concurrent build of an index wait for its end.
   */
  private static final Map<String, String> LOCK_OF_THE_SESSION =
      Map.of("flyway.postgresql.transactional.lock", "false");

  private final Map<String, String> scripts;

  private Migrations(Map<String, String> scripts) {
    this.scripts = scripts;
  }

  /**
   * @throws IllegalStateException if a listed file is missing
   */
  public static Migrations of(ClassLoader resources) {
    Map<String, String> scripts = new LinkedHashMap<>();
    for (String folder : FOLDERS) {
      String list = text(resources, folder + "/" + LIST);
      if (list != null) {
        list.lines()
            .filter(name -> !name.isBlank())
            .forEach(name -> scripts.put(name, script(resources, folder + "/" + name)));
      }
    }
    return new Migrations(scripts);
  }

  /**
   * Brings a database to the newest version; repeating it changes nothing. A script that builds an
   * index concurrently runs without a transaction. If it fails, the next call repeats it, so it
   * must drop what an attempt before has left.
   *
   * @param owner the role that owns the schema
   * @param worker the role of loops and delivery workers, with the rights that the scripts grant
   * @param request the role of HTTP requests
   */
  public void migrate(String url, Credentials owner, String worker, String request) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(url, owner.user(), owner.password())
            .resourceProvider(new Scripts(scripts))
            .placeholders(Map.of("worker", worker, "request", request))
            .configuration(LOCK_OF_THE_SESSION)
            .outOfOrder(false)
            .load();
    if (Stream.of(flyway.info().all()).anyMatch(each -> each.getState().isFailed())) {
      flyway.repair();
    }
    flyway.migrate();
  }

  public record Credentials(String user, String password) {}

  /** The newest version, as Flyway writes it; null for a service without migrations. */
  public @Nullable String newest() {
    return scripts.keySet().stream()
        .map(name -> name.substring(1, name.indexOf("__")).replace('_', '.'))
        .max(Comparator.comparing(MigrationVersion::fromVersion))
        .orElse(null);
  }

  /** Null if the database has exactly the newest version, else a description of the difference. */
  public @Nullable String mismatch(Connection connection) throws SQLException {
    String wanted = newest();
    try (PreparedStatement statement =
            connection.prepareStatement(
                """
                select version from flyway_schema_history
                where success and version is not null order by installed_rank desc limit 1\
                """);
        ResultSet rows = statement.executeQuery()) {
      String found = rows.next() ? rows.getString(1) : null;
      return found != null && found.equals(wanted)
          ? null
          : "The schema is at version " + found + ", this service needs " + wanted;
    }
  }

  private static String script(ClassLoader resources, String path) {
    String text = text(resources, path);
    if (text == null) {
      throw new IllegalStateException("The migration " + path + " is listed but missing");
    }
    return text;
  }

  private static @Nullable String text(ClassLoader resources, String path) {
    try (InputStream in = resources.getResourceAsStream(path)) {
      if (in == null) {
        return null;
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .readAllAsString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the scripts to Flyway without a search of the class path. */
  private record Scripts(Map<String, String> scripts) implements ResourceProvider {
    @Override
    public @Nullable LoadableResource getResource(String name) {
      String script = scripts.get(name);
      return script == null ? null : new Script(name, script);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      List<LoadableResource> found = new ArrayList<>();
      scripts.forEach((name, script) -> {
        if (name.startsWith(prefix) && List.of(suffixes).stream().anyMatch(name::endsWith)) {
          found.add(new Script(name, script));
        }
      });
      return found;
    }
  }

  private static final class Script extends LoadableResource {
    private final String name;
    private final String script;

    Script(String name, String script) {
      this.name = name;
      this.script = script;
    }

    @Override
    public Reader read() {
      return new StringReader(script);
    }

    @Override
    public String getAbsolutePath() {
      return name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
