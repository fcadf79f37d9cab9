package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.account.CredentialFacts;
import dev.tributary.destinations.account.KnownAccount;
import dev.tributary.destinations.credential.SessionKey;
import dev.tributary.destinations.postgres.VendorAccountRow;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.Timestamp;
import java.util.Optional;

/** Reads what users may know about credentials, as the role of requests. Thread-safe. */
public final class PostgresCredentialFacts implements CredentialFacts {
  private final RequestDatabase database;

  public PostgresCredentialFacts(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<KnownAccount> account(WorkspaceId workspace, DestinationId destination) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select "
                        + VendorAccountRow.COLUMNS
                        + " from vendor_account where workspace = :workspace and destination ="
                        + " :destination")
                .bind("workspace", workspace.value())
                .bind("destination", destination.value())
                .map((rows, context) -> VendorAccountRow.read(rows))
                .findFirst());
  }

  @Override
  public Optional<Connected> connection(WorkspaceId workspace, DestinationId destination) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select connected_by, connected_at, revoked_at from vendor_session where"
                        + " workspace = :workspace and destination = :destination and kind = :kind"
                        + " and connected_at is not null")
                .bind("workspace", workspace.value())
                .bind("destination", destination.value())
                .bind("kind", SessionKey.TOKEN)
                .map((rows, context) -> {
                  Timestamp revoked = rows.getTimestamp(3);
                  return new Connected(
                      rows.getString(1),
                      rows.getTimestamp(2).toInstant(),
                      revoked == null ? null : revoked.toInstant());
                })
                .findFirst());
  }
}
