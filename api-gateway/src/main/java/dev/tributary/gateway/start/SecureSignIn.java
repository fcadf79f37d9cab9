package dev.tributary.gateway.start;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Derives the TLS settings of Quarkus from {@code GATEWAY_URL}: behind a proxy that terminates TLS,
 * every request looks like plain HTTP.
 */
public final class SecureSignIn implements ConfigSourceFactory {
  private static final String SETTING = "GATEWAY_URL";

  /** Lower than the operator's settings, higher than the defaults. */
  private static final int ORDINAL = 240;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    ConfigValue url = context.getValue(SETTING);
    boolean secure = url != null && url.getValue() != null && url.getValue().startsWith("https:");
    return secure
        ? List.of(
            new PropertiesConfigSource(
                Map.of(
                    "quarkus.oidc.authentication.force-redirect-https-scheme", "true",
                    "quarkus.oidc.authentication.cookie-force-secure", "true"),
                SecureSignIn.class.getSimpleName(),
                ORDINAL))
        : List.of();
  }
}
