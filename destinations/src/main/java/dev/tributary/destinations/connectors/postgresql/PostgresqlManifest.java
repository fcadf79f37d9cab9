package dev.tributary.destinations.connectors.postgresql;

import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.ObjectType.Kind;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.ManifestBuilder;
import dev.tributary.destinations.connector.ManifestObjectTypeBuilder;
import java.util.List;

/** The manifest of the PostgreSQL connector. */
final class PostgresqlManifest {
  static final String HOST = "host";
  static final String PORT = "port";
  static final String DATABASE = "database";
  static final String USER = "user";
  static final String PASSWORD = "password";
  static final String SCHEMA = "schema";
  static final String TLS = "tls";
  static final String VERIFY = "verifyCertificate";
  static final String AUTHORITIES = "caCertificate";
  static final String ROWS = "rows";
  static final String EVENTS = "events";
  static final String TABLE = "table";
  static final String CREATE_TABLE = "createTable";

  /** The column with the id of an event. */
  static final String EVENT_ID = "event_id";

  /** A name that needs only quotes, and no escapes. */
  static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0,62}";

  private static final int BATCH_SIZE = 500;
  private static final int CONCURRENCY = 2;

  private static final List<Setting> TABLE_SETTINGS =
      List.of(
          Setting.required(TABLE, "Table", "The table to write to, without its schema"),
          Setting.optional(
              CREATE_TABLE,
              "Create what is missing",
              "Creates the table and columns that the mapping names (default: yes)",
              Setting.Type.BOOLEAN));

  static final Manifest MANIFEST =
      ManifestBuilder.builder()
          .id("postgresql")
          .name("PostgreSQL")
          .description("Keeps the rows of a table up to date, exactly once.")
          .effectClass(EffectClass.D)
          .settings(
              List.of(
                  Setting.required(HOST, "Host", "Name or address of the server").asOrigin(),
                  Setting.optional(PORT, "Port", "5432 if left out", Setting.Type.NUMBER)
                      .asOrigin(),
                  Setting.required(DATABASE, "Database", "The database's name"),
                  Setting.required(
                          USER, "User", "A user who may write, and create tables if needed")
                      .asOrigin(),
                  Setting.secret(PASSWORD, "Password", "The user's password"),
                  Setting.optional(SCHEMA, "Schema", "public if left out", Setting.Type.TEXT),
                  Setting.optional(
                          TLS,
                          "Encrypted connection",
                          "Required unless set to no",
                          Setting.Type.BOOLEAN)
                      .asOrigin(),
                  Setting.optional(
                          VERIFY,
                          "Verify the server's certificate",
                          "Verified unless set to no; without it, an attacker on the network can"
                              + " read the password",
                          Setting.Type.BOOLEAN)
                      .asOrigin(),
                  Setting.optional(
                          AUTHORITIES,
                          "CA certificate",
                          "In PEM, for a server whose certificate no public authority has signed",
                          Setting.Type.TEXT)
                      .asOrigin()))
          .objects(List.of(object(ROWS, "Rows", Kind.RECORD), object(EVENTS, "Events", Kind.EVENT)))
          .rateLimits(List.of())
          .concurrency(CONCURRENCY)
          .addressOverridable(false)
          .sources(List.of("https://www.postgresql.org/docs/18/sql-insert.html"))
          .build();

  private PostgresqlManifest() {}

  private static ObjectType object(String name, String label, Kind kind) {
    return ManifestObjectTypeBuilder.builder()
        .name(name)
        .label(label)
        .kind(kind)
        .fields(List.of())
        .otherFields(NAME)
        .matchFields(List.of())
        .batchSize(BATCH_SIZE)
        .removal(Removal.DELETED)
        .memberships(null)
        .settings(TABLE_SETTINGS)
        .build();
  }
}
