package dev.tributary.runtime.egress.postgres;

import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * A customer's PostgreSQL server.
 *
 * @param host as the customer names it; the certificate must be for this name
 * @param address what the host was resolved to and checked; nothing else is connected to
 * @param authorities PEM of the certificate authorities to trust; null for the system's
 */
public record CustomerPostgres(
    String host,
    InetAddress address,
    int port,
    String database,
    Tls tls,
    @Nullable String authorities) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}");
  private static final Pattern IPV6 = Pattern.compile("\\[?([0-9A-Fa-f:.]+)]?");

  /** How a connection is encrypted. */
  public enum Tls {
    /** Not at all. */
    OFF,
    /** Encrypted, with whoever answers: any certificate is accepted. */
    UNVERIFIED,
    /** Encrypted, with the server that the certificate names. */
    VERIFIED
  }

  /**
   * @param further the driver's properties: user, password, timeouts
   * @throws SQLException as the driver says it; 08001 if the host is no name of a host
   */
  public Connection connect(Properties further) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(further);
    properties.setProperty("socketFactory", PinnedSockets.class.getName());
    properties.setProperty("socketFactoryArg", address.getHostAddress());
    switch (tls) {
      case OFF -> properties.setProperty("sslmode", "disable");
      case UNVERIFIED -> properties.setProperty("sslmode", "require");
      case VERIFIED -> {
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("sslfactory", Authorities.class.getName());
        if (authorities != null) {
          properties.setProperty("sslfactoryarg", authorities);
        }
      }
    }
    Connection connection = new Driver().connect(url(), properties);
    if (connection == null) {
      throw new SQLException("The address is not one of PostgreSQL", "08001");
    }
    return connection;
  }

  /** The host stands in a URL, whose parameters nobody but this class may set. */
  private String url() throws SQLException {
    Matcher ipv6 = IPV6.matcher(host);
    String name;
    if (NAME.matcher(host).matches()) {
      name = host;
    } else if (ipv6.matches()) {
      name = "[" + ipv6.group(1) + "]";
    } else {
      throw new SQLException("The host is neither a name nor an address", "08001");
    }
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(name, port, URLEncoder.encode(database, StandardCharsets.UTF_8));
  }
}
