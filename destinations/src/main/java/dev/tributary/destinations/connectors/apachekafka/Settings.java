package dev.tributary.destinations.connectors.apachekafka;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Target;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** The settings of a destination, and what the client of Kafka makes of them. */
final class Settings {
  static final String SERVERS = "bootstrapServers";
  static final String SECURITY = "security";
  static final String MECHANISM = "mechanism";
  static final String USER = "user";
  static final String PASSWORD = "password";
  static final String AUTHORITIES = "caCertificate";

  /** Of a sync. */
  static final String TOPIC = "topic";

  static final String PARTITIONS = "partitions";

  /** Of a sync. */
  static final String REMOVALS = "removals";

  /** Of a sync of events. */
  static final String KEY_FIELD = "keyField";

  private static final String PLAINTEXT = "plaintext";
  private static final String PLAIN = "PLAIN";
  private static final int LARGEST_PORT = 65_535;
  private static final int MOST_SERVERS = 20;

  /** In characters; some hundred certificates. */
  private static final int MOST_CERTIFICATES = 500_000;

  /**
   * @param host without the brackets of an IPv6 address
   */
  record Server(String host, int port) {}

  private Settings() {}

  /**
   * The servers of the setting.
   *
   * @throws IllegalArgumentException if it has another form
   */
  static List<Server> servers(Target target) {
    List<Server> servers =
        Arrays.stream(target.setting(SERVERS, "").split(","))
            .map(String::strip)
            .map(Settings::server)
            .toList();
    if (servers.size() > MOST_SERVERS) {
      throw new IllegalArgumentException("Must have at most %d servers".formatted(MOST_SERVERS));
    }
    return servers;
  }

  private static Server server(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String port = text.substring(colon + 1);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String plain = bracketed ? host.substring(1, host.length() - 1) : host;
    if (bracketed != plain.contains(":")
        || !port.matches("\\d{1,5}")
        || !isServer(plain, Integer.parseInt(port))) {
      throw new IllegalArgumentException(
          "Must be hosts with ports, such as broker.example.org:9092");
    }
    return new Server(plain, Integer.parseInt(port));
  }

  /**
   * Whether a host and a port can be those of a server.
   *
   * @param host a name or an address, without the brackets of an IPv6 address
   */
  static boolean isServer(String host, int port) {
    return host.matches("[A-Za-z0-9._-]{1,253}|(?=.*:)[0-9A-Fa-f:.]{2,45}")
        && port >= 1
        && port <= LARGEST_PORT;
  }

  static List<Fault> faults(Target target) {
    List<Fault> faults = new ArrayList<>();
    try {
      servers(target);
    } catch (IllegalArgumentException e) {
      faults.add(new Fault("/settings/bootstrapServers", String.valueOf(e.getMessage())));
    }
    if (signsIn(target.settings()) && target.setting(USER, "").isEmpty()) {
      faults.add(new Fault("/settings/user", "Is required for this security"));
    }
    String authorities = target.setting(AUTHORITIES, "");
    if (!authorities.isBlank() && !areCertificates(authorities)) {
      faults.add(new Fault("/settings/caCertificate", "Must be certificates in PEM"));
    }
    return faults;
  }

  /**
   * The certificates of a text, written anew: the client of Kafka gets no text of a user.
   *
   * @throws CertificateException if they are none
   */
  private static String certificates(String pem) throws CertificateException {
    if (pem.length() > MOST_CERTIFICATES || !pem.contains("-----BEGIN CERTIFICATE-----")) {
      throw new CertificateException("Not certificates in PEM");
    }
    StringBuilder text = new StringBuilder();
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
      text.append("-----BEGIN CERTIFICATE-----\n")
          .append(Base64.getMimeEncoder().encodeToString(certificate.getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    if (text.isEmpty()) {
      throw new CertificateException("No certificate");
    }
    return text.toString();
  }

  private static boolean areCertificates(String pem) {
    try {
      return !certificates(pem).isEmpty();
    } catch (CertificateException e) {
      return false;
    }
  }

  static String security(ObjectNode settings) {
    return settings.path(SECURITY).asText("sasl-tls");
  }

  static boolean signsIn(ObjectNode settings) {
    return security(settings).startsWith("sasl");
  }

  static boolean encrypted(ObjectNode settings) {
    return !security(settings).endsWith(PLAINTEXT);
  }

  /**
   * The configuration of connections, in the terms of the client of Kafka.
   *
   * @throws ConfigException if the certificates cannot be read
   */
  static Map<String, Object> connection(Target target) {
    Map<String, Object> values = new HashMap<>();
    values.put(
        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
        switch (security(target.settings())) {
          case PLAINTEXT -> "PLAINTEXT";
          case "tls" -> "SSL";
          case "sasl-plaintext" -> "SASL_PLAINTEXT";
          default -> "SASL_SSL";
        });
    // The certificate must have the name of the server. This does not depend on a default.
    values.put(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "https");
    if (signsIn(target.settings())) {
      String mechanism = target.setting(MECHANISM, "SCRAM-SHA-512");
      values.put(SaslConfigs.SASL_MECHANISM, mechanism);
      String password = target.secret(PASSWORD);
      values.put(
          SaslConfigs.SASL_JAAS_CONFIG,
          "%s required username=%s password=%s;"
              .formatted(
                  (mechanism.equals(PLAIN) ? PlainLoginModule.class : ScramLoginModule.class)
                      .getName(),
                  quoted(target.setting(USER, "")),
                  quoted(password == null ? "" : password)));
    }
    String authorities = target.setting(AUTHORITIES, "");
    if (!authorities.isBlank() && encrypted(target.settings())) {
      values.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
      try {
        values.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, certificates(authorities));
      } catch (CertificateException e) {
        throw new ConfigException("The CA certificate cannot be read");
      }
    }
    return values;
  }

  /** So that a name or a password cannot add an option. */
  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r")
        + '"';
  }

  /** The address of the topic, without user and password. */
  static String shown(Target target, ObjectNode syncSettings) {
    return "kafka://%s/%s"
        .formatted(target.setting(SERVERS, ""), syncSettings.path(TOPIC).asText(""));
  }
}
