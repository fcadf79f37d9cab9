package dev.tributary.runtime.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.jspecify.annotations.Nullable;

/**
 * How Kafka clients authenticate, and how they verify the brokers. A contradiction in the settings
 * is refused when a service starts, so it does not appear later as reconnects of a client.
 * Immutable. {@code toString} shows no password.
 */
public final class KafkaSecurity {
  /** Neither TLS nor a password. */
  public static final KafkaSecurity NONE =
      of(SecurityProtocol.PLAINTEXT.name(), null, null, Login.NONE);

  private static final Map<String, Class<?>> LOGIN_MODULES =
      Map.of(
          "PLAIN", PlainLoginModule.class,
          "SCRAM-SHA-256", ScramLoginModule.class,
          "SCRAM-SHA-512", ScramLoginModule.class);

  private final Map<String, Object> settings;

  private KafkaSecurity(Map<String, Object> settings) {
    this.settings = Map.copyOf(settings);
  }

  /** A SASL login; each part is empty without one. */
  public record Login(String mechanism, String username, String password) {
    public static final Login NONE = new Login("", "", "");

    @Override
    public String toString() {
      return username + " by " + mechanism;
    }
  }

  /**
   * @param truststore a PEM file of certificate authorities, or null for those of the JVM
   * @param keystore a PEM file of our private key and certificates, or null
   * @throws IllegalArgumentException if something is missing, unknown, or would have no effect
   */
  public static KafkaSecurity of(
      String protocol, @Nullable Path truststore, @Nullable Path keystore, Login login) {
    SecurityProtocol known = protocol(protocol);
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, known.name());
    boolean encrypted = known == SecurityProtocol.SSL || known == SecurityProtocol.SASL_SSL;
    if (truststore != null) {
      requireFile("KAFKA_TRUSTSTORE", truststore, encrypted, known);
      settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
      settings.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, truststore.toString());
    }
    if (keystore != null) {
      requireFile("KAFKA_KEYSTORE", keystore, encrypted, known);
      settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
      settings.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, keystore.toString());
    }
    if (known == SecurityProtocol.SASL_PLAINTEXT || known == SecurityProtocol.SASL_SSL) {
      settings.put(SaslConfigs.SASL_MECHANISM, login.mechanism());
      settings.put(SaslConfigs.SASL_JAAS_CONFIG, jaas(login));
    } else if (!login.equals(Login.NONE)) {
      throw new IllegalArgumentException(
          "KAFKA_SASL_MECHANISM, KAFKA_USERNAME and KAFKA_PASSWORD have no effect with "
              + "KAFKA_SECURITY_PROTOCOL=%s; say SASL_SSL or SASL_PLAINTEXT.".formatted(known));
    }
    return new KafkaSecurity(settings);
  }

  /** The settings for a client's configuration. They contain the password. */
  Map<String, Object> settings() {
    return settings;
  }

  @Override
  public String toString() {
    return String.valueOf(settings.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG));
  }

  private static SecurityProtocol protocol(String name) {
    List<SecurityProtocol> known = Arrays.asList(SecurityProtocol.values());
    return known.stream()
        .filter(protocol -> protocol.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "KAFKA_SECURITY_PROTOCOL is %s; it can be %s."
                    .formatted(
                        name,
                        known.stream()
                            .map(SecurityProtocol::name)
                            .collect(Collectors.joining(", ")))));
  }

  private static void requireFile(
      String variable, Path file, boolean encrypted, SecurityProtocol protocol) {
    if (!encrypted) {
      throw new IllegalArgumentException(
          "%s has no effect with KAFKA_SECURITY_PROTOCOL=%s; say SSL or SASL_SSL."
              .formatted(variable, protocol));
    }
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(
          "%s is %s, which cannot be read; it must be a PEM file.".formatted(variable, file));
    }
  }

  private static String jaas(Login login) {
    Class<?> module = LOGIN_MODULES.get(login.mechanism());
    if (module == null) {
      throw new IllegalArgumentException(
          "KAFKA_SASL_MECHANISM is %s; it can be %s."
              .formatted(
                  login.mechanism().isEmpty() ? "not set" : login.mechanism(),
                  LOGIN_MODULES.keySet().stream().sorted().collect(Collectors.joining(", "))));
    }
    if (login.username().isEmpty() || login.password().isEmpty()) {
      throw new IllegalArgumentException("SASL needs both KAFKA_USERNAME and KAFKA_PASSWORD.");
    }
    return "%s required username=%s password=%s;"
        .formatted(module.getName(), quoted(login.username()), quoted(login.password()));
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
