package dev.tributary.runtime.egress.postgres;

import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.util.GT;

/**
 * A customer's PostgreSQL server.
 *
 * @param host as the customer configured it; the certificate must be for this name
 * @param address the resolved and checked address of the host; connections go to no other address
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

  private static final String AUTHENTICATION = "requireAuth";

  /**
   * Both methods reveal the password to the server: one in plain text, the other in a form that
   * allows guessing. With SCRAM the password is never sent.
   */
  private static final String NO_PASSWORDS = "!password,!md5";

  /** The driver has no code of its own for this error. It translates the message. */
  private static final String UNSUPPORTED = "The server does not support SSL.";

  /** The driver names it in its message for a certificate of another host, in every language. */
  private static final String HOST_VERIFIER = "PgjdbcHostnameVerifier";

  private static final Pattern IPV6 = Pattern.compile("\\[?([0-9A-Fa-f:.]+)]?");

  /** How a connection is encrypted. */
  public enum Tls {
    /** Not at all. */
    OFF,
    /** Encrypted, but the server is not verified: any certificate is accepted. */
    UNVERIFIED,
    /** Encrypted, with the server that the certificate names. */
    VERIFIED
  }

  /** Why a connection failed while its encryption was agreed on. */
  public enum TlsFailure {
    /** It failed for another reason. */
    NONE,
    /** The server answered that it does not encrypt. */
    UNSUPPORTED,
    /** The certificate is not trusted, has expired, or is for another host. */
    CERTIFICATE_REFUSED
  }

  /** The reason of an error of {@link #connect}, whatever the language of the driver. */
  public static TlsFailure tlsFailure(SQLException e) {
    String message = String.valueOf(e.getMessage());
    if (message.equals(GT.tr(UNSUPPORTED))) {
      return TlsFailure.UNSUPPORTED;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return TlsFailure.CERTIFICATE_REFUSED;
      }
    }
    return message.contains(HOST_VERIFIER) ? TlsFailure.CERTIFICATE_REFUSED : TlsFailure.NONE;
  }

  /**
   * Connects. A server that is not verified never gets the password: it must use SCRAM, or require
   * no password.
   *
   * @param further the driver's properties: user, password, timeouts
   * @throws SQLInvalidAuthorizationSpecException if the server requires the password and must not
   *     get it
   * @throws SQLException from the driver; 08001 if the host is not a host name
   */
  public Connection connect(Properties further) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(further);
    properties.setProperty("socketFactory", PinnedSockets.class.getName());
    properties.setProperty("socketFactoryArg", address.getHostAddress());
    if (tls != Tls.VERIFIED) {
      properties.setProperty(AUTHENTICATION, NO_PASSWORDS);
    }
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
    try {
      Connection connection = new Driver().connect(url(), properties);
      if (connection == null) {
        throw new SQLException("The address is not one of PostgreSQL", "08001");
      }
      return connection;
    } catch (SQLException e) {
      throw asksForPassword(e) ? passwordKept(e) : e;
    }
  }

  /** The name of the property is in the driver's message in every language. */
  private static boolean asksForPassword(SQLException e) {
    return "08004".equals(e.getSQLState())
        && String.valueOf(e.getMessage()).contains(AUTHENTICATION);
  }

  private static SQLException passwordKept(SQLException e) {
    return new SQLInvalidAuthorizationSpecException(
        "The server asks for the password in clear, or for its MD5 hash. Only a server with a"
            + " verified certificate gets it. Let the server use scram-sha-256, or connect with TLS"
            + " and a verified certificate",
        "28000",
        e);
  }

  /** The host becomes part of a URL. Only this class may set the URL's parameters. */
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
