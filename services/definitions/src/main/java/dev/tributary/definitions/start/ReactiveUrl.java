package dev.tributary.definitions.start;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An address of PostgreSQL, as the JDBC driver takes it, in the terms of the reactive driver.
 *
 * @param address without parameters
 * @param sslMode as {@code sslmode}; {@code prefer} if it is not given
 * @param rootCertificate as {@code sslrootcert}, a PEM file; null if it is not given
 */
record ReactiveUrl(String address, String sslMode, @Nullable String rootCertificate) {
  private static final String JDBC = "jdbc:";
  private static final String PREFER = "prefer";

  /**
   * @throws IllegalArgumentException if the address names several hosts, or a client certificate
   */
  static ReactiveUrl of(String jdbc) {
    if (!jdbc.startsWith(JDBC + "postgresql://")) {
      throw new IllegalArgumentException("DATABASE_URL must begin with jdbc:postgresql://");
    }
    int question = jdbc.indexOf('?');
    String address = jdbc.substring(JDBC.length(), question < 0 ? jdbc.length() : question);
    if (address.contains(",")) {
      throw new IllegalArgumentException("DATABASE_URL must name one host");
    }
    Map<String, String> parameters = parameters(question < 0 ? "" : jdbc.substring(question + 1));
    if (parameters.containsKey("sslcert") || parameters.containsKey("sslkey")) {
      throw new IllegalArgumentException("DATABASE_URL cannot name a client certificate");
    }
    return new ReactiveUrl(
        URI.create(address).toString(),
        parameters.getOrDefault("sslmode", PREFER),
        parameters.get("sslrootcert"));
  }

  /**
   * The settings below {@code reactive}.
   *
   * @throws IllegalArgumentException if the mode is unknown, or has no certificate to verify with
   */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("url", address);
    settings.put("postgresql.ssl-mode", sslMode);
    switch (sslMode) {
      case "disable" -> {}
      case "allow", PREFER, "require" -> settings.put("trust-all", "true");
      case "verify-ca" -> verify(settings, "NONE");
      case "verify-full" -> verify(settings, "HTTPS");
      default -> throw new IllegalArgumentException("Unknown sslmode " + sslMode);
    }
    return settings;
  }

  private void verify(Map<String, String> settings, String host) {
    if (rootCertificate == null) {
      throw new IllegalArgumentException("sslmode=" + sslMode + " needs sslrootcert");
    }
    settings.put("trust-certificate-pem", "true");
    settings.put("trust-certificate-pem.certs", rootCertificate);
    settings.put("hostname-verification-algorithm", host);
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parameters.put(
            parameter.substring(0, equals),
            URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }
}
