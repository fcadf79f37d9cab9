package dev.tributary.testkit.infra;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The resources of a service as they were before one of its migrations, for the tests of this
 * migration.
 */
public final class EarlierMigrations extends ClassLoader {
  private static final String LIST = "db/migration/migrations.list";

  private final int version;

  /**
   * @param now the resources of today
   * @param version the number of the first migration that is left out
   */
  public EarlierMigrations(ClassLoader now, int version) {
    super(now);
    this.version = version;
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    if (!name.equals(LIST)) {
      return super.getResourceAsStream(name);
    }
    StringBuilder list = new StringBuilder();
    try (InputStream now = Objects.requireNonNull(super.getResourceAsStream(name))) {
      new String(now.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(each -> number(each) < version)
          .forEach(each -> list.append(each).append('\n'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ByteArrayInputStream(list.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static int number(String migration) {
    return Integer.parseInt(migration.substring(1, migration.indexOf("__")));
  }
}
