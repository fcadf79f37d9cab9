package dev.tributary.destinations.connectors.postgresql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Listing;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import dev.tributary.runtime.egress.postgres.Authorities;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a batch, and the record of which deliveries were made, in one transaction. */
public final class PostgresqlConnector implements Connector {
  private final Manifest manifest;

  public PostgresqlConnector(Manifest manifest) {
    this.manifest = manifest;
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public Set<String> secretsOfFixedReceiver() {
    return Set.of(Settings.PASSWORD);
  }

  /** Each table is a space of its own. */
  @Override
  public String space(String object, ObjectNode syncSettings) {
    return object + ":" + syncSettings.path(Settings.TABLE).asText("");
  }

  @Override
  public List<Fault> faults(Target target) {
    List<Fault> faults = new ArrayList<>();
    if (!target.setting(Settings.SCHEMA, "public").matches(Settings.NAME)) {
      faults.add(new Fault("/settings/schema", "Must be a name like " + Settings.NAME));
    }
    String authorities = target.setting(Settings.AUTHORITIES, "");
    if (!authorities.isBlank()) {
      try {
        Authorities.parse(authorities);
      } catch (IllegalArgumentException e) {
        faults.add(new Fault("/settings/caCertificate", String.valueOf(e.getMessage())));
      }
    }
    return faults;
  }

  @Override
  public List<String> warnings(ObjectNode settings) {
    return switch (Connections.tls(settings)) {
      case OFF -> List.of("The connection is not encrypted: the password and the data can be read");
      case UNVERIFIED ->
          List.of(
              "The server's certificate is not verified: the password and the data may go to"
                  + " another server");
      case VERIFIED -> List.of();
    };
  }

  @Override
  public Protocol protocol(Batch batch) {
    return transaction(batch, transaction -> transaction.apply(batch));
  }

  /** A row is deleted whatever was delivered before. */
  @Override
  public Protocol forget(Batch batch) {
    return transaction(
        batch,
        transaction -> {
          transaction.erase(batch);
          return Set.of();
        });
  }

  private static Protocol transaction(Batch batch, Work work) {
    Table table = Table.of(batch);
    return new Protocol.Transaction(
        Statements.of(table, batch).stream()
            .map(statement -> shown(batch.target(), statement))
            .toList(),
        (target, egress) -> attempt(batch, table, target, egress, work));
  }

  private static Egress.Exchange shown(Target target, Statements.Statement statement) {
    return Egress.Exchange.request(
        "SQL",
        Connections.shown(target),
        Map.of(),
        statement.text() + ";\n-- " + statement.shownValues());
  }

  /** Does the work of a transaction, and returns the deliveries that were not allowed. */
  @FunctionalInterface
  private interface Work {
    Set<String> refused(Transaction transaction) throws SQLException;
  }

  private static List<Outcome> attempt(
      Batch batch, Table table, Target target, Egress egress, Work work) {
    if (!table.named()) {
      return batch.each(
          new Outcome.Misconfigured("The table must be a name like " + table.pattern()));
    }
    boolean committing = false;
    try (Connection connection = Connections.open(target, egress)) {
      connection.setAutoCommit(false);
      Set<String> refused = work.refused(new Transaction(connection, table));
      committing = true;
      connection.commit();
      return batch.items().stream()
          .map(item ->
              refused.contains(item.delivery())
                  ? refusal(batch.mode())
                  : new Outcome.Delivered(null))
          .toList();
    } catch (EgressFailure e) {
      return batch.each(e.outcome());
    } catch (SQLException e) {
      return batch.each(Failures.outcome(e, committing));
    }
  }

  private static Outcome refusal(Mode mode) {
    return mode == Mode.CREATE_ONLY
        ? new Outcome.RefusedExisting("The table has a row with this key already")
        : new Outcome.RefusedMissing("The table has no row with this key");
  }

  @Override
  public boolean lists(String object) {
    return manifest
        .object(object)
        .filter(known -> known.kind() == Manifest.ObjectType.Kind.RECORD)
        .isPresent();
  }

  @Override
  public Listing listing(Listing.Scope scope) {
    return new Listing.OfConnection((target, egress) -> RowPages.page(scope, target, egress));
  }

  @Override
  public Probe probe(Target target) {
    return new Probe.OfConnection(PostgresqlConnector::checked);
  }

  private static Outcome checked(Target target, Egress egress) {
    try (Connection connection = Connections.open(target, egress)) {
      String schema = target.setting(Settings.SCHEMA, "public");
      return Transaction.mayUse(connection, schema)
          ? new Outcome.Delivered(null)
          : new Outcome.Misconfigured("The user may not use the schema " + schema);
    } catch (EgressFailure e) {
      return e.outcome();
    } catch (SQLException e) {
      return Failures.ofCheck(e);
    }
  }
}
