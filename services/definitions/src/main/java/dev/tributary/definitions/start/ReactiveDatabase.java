package dev.tributary.definitions.start;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives the address and the TLS settings of {@code DATABASE_URL} to the reactive driver, so that an
 * operator configures the database once. The driver gets the users and passwords from the data
 * sources.
 */
public final class ReactiveDatabase implements ConfigSourceFactory {
  private static final String ADDRESS = "DATABASE_URL";

  /** Above the defaults of the runtime, below everything that an operator sets. */
  private static final int ORDINAL = 95;

  private static final List<String> DATA_SOURCES = List.of("worker", "request");

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    @Nullable ConfigValue address = context.getValue(ADDRESS);
    return address == null || address.getValue() == null || address.getValue().isBlank()
        ? List.of()
        : List.of(
            new PropertiesConfigSource(settings(address.getValue()), "ReactiveDatabase", ORDINAL));
  }

  /**
   * The settings of both data sources.
   *
   * @param jdbc as the JDBC driver takes it
   * @throws IllegalArgumentException if the reactive driver has no equal setting
   */
  static Map<String, String> settings(String jdbc) {
    ReactiveUrl url = ReactiveUrl.of(jdbc);
    Map<String, String> settings = new HashMap<>();
    for (String source : DATA_SOURCES) {
      url.settings()
          .forEach((name, value) ->
              settings.put("quarkus.datasource." + source + ".reactive." + name, value));
    }
    return settings;
  }
}
