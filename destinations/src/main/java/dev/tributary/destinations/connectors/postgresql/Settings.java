package dev.tributary.destinations.connectors.postgresql;

/** The names of settings in the manifest. */
final class Settings {
  static final String HOST = "host";
  static final String PORT = "port";
  static final String DATABASE = "database";
  static final String USER = "user";
  static final String PASSWORD = "password";
  static final String SCHEMA = "schema";
  static final String TLS = "tls";
  static final String VERIFY = "verifyCertificate";
  static final String AUTHORITIES = "caCertificate";
  static final String TABLE = "table";
  static final String CREATE_TABLE = "createTable";

  /** A name that needs only quotes, and no escapes. */
  static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0,62}";

  private Settings() {}
}
