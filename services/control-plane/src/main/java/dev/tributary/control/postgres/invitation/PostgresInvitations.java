package dev.tributary.control.postgres.invitation;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.workspace.invitation.Invitation;
import dev.tributary.control.workspace.invitation.InvitationStore;
import dev.tributary.control.workspace.invitation.InvitationToken;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.tenancy.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Invitations in PostgreSQL. An invitee is in no workspace yet, so their queries run as the
 * worker's role. The queries of an admin run with row-level security. Thread-safe.
 */
public final class PostgresInvitations implements InvitationStore {
  private static final String SELECT =
      """
      select workspace, id, email, role, personal_data, mailed, invited_by, account, created_at,
        expires_at
      from invitation\
      """;

  private final RequestDatabase database;
  private final Jdbi worker;

  public PostgresInvitations(RequestDatabase database, DataSource worker) {
    this.database = database;
    this.worker = Jdbi.create(worker);
  }

  @Override
  public void put(Invitation invitation, InvitationToken token) {
    database.inWorkspace(
        invitation.workspace(),
        tx -> {
          tx.createUpdate(
                  "delete from invitation where workspace = :workspace and lower(email) = lower(:email)")
              .bind("workspace", invitation.workspace().value())
              .bind("email", invitation.email())
              .execute();
          return bound(
                  tx.createUpdate(
                      """
                      insert into invitation (workspace, id, email, role, personal_data, token_hash,
                        mailed, invited_by, created_at, expires_at)
                      values (:workspace, :id, :email, :role, :personalData, :token, :mailed,
                        :invitedBy, :createdAt, :expiresAt)\
                      """),
                  invitation)
              .bind("email", invitation.email())
              .bind("role", invitation.role().wireName())
              .bind("personalData", invitation.personalData())
              .bind("token", token.hash())
              .bind("mailed", invitation.mailed())
              .bind("invitedBy", invitation.invitedBy())
              .bind("createdAt", invitation.createdAt())
              .bind("expiresAt", invitation.expiresAt())
              .execute();
        });
  }

  @Override
  public void renew(Invitation invitation, InvitationToken token) {
    database.inWorkspace(
        invitation.workspace(),
        tx ->
            bound(
                    tx.createUpdate(
                        """
                        update invitation
                        set token_hash = :token, mailed = :mailed, expires_at = :expiresAt,
                          account = null
                        where workspace = :workspace and id = :id\
                        """),
                    invitation)
                .bind("token", token.hash())
                .bind("mailed", invitation.mailed())
                .bind("expiresAt", invitation.expiresAt())
                .execute());
  }

  @Override
  public List<Invitation> list(WorkspaceId workspace) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(SELECT + " where workspace = :workspace order by id")
                .bind("workspace", workspace.value())
                .map((rows, context) -> invitation(rows))
                .list());
  }

  @Override
  public boolean delete(WorkspaceId workspace, String id) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createUpdate("delete from invitation where workspace = :workspace and id = :id")
                    .bind("workspace", workspace.value())
                    .bind("id", id)
                    .execute()
                > 0);
  }

  @Override
  public Optional<Invitation> find(InvitationToken token) {
    return worker.withHandle(handle ->
        handle
            .createQuery(SELECT + " where token_hash = :token")
            .bind("token", token.hash())
            .map((rows, context) -> invitation(rows))
            .findOne());
  }

  @Override
  public List<Invitation> to(String email, Instant now) {
    return worker.withHandle(handle ->
        handle
            .createQuery(
                SELECT + " where lower(email) = lower(:email) and expires_at > :now order by id")
            .bind("email", email)
            .bind("now", now)
            .map((rows, context) -> invitation(rows))
            .list());
  }

  @Override
  public boolean opened(Invitation invitation, InvitationToken token) {
    return worker.withHandle(handle ->
        bound(
                    handle.createUpdate(
                        """
                        update invitation set account = :account
                        where workspace = :workspace and id = :id and token_hash = :token\
                        """),
                    invitation)
                .bind("account", invitation.account())
                .bind("token", token.hash())
                .execute()
            > 0);
  }

  @Override
  public boolean consume(Invitation invitation, Consumer<Invitation> work) {
    return worker.inTransaction(tx -> {
      if (!isDeleted(tx, invitation)) {
        return false;
      }
      // A failure here rolls the deletion back, and the invitation can be accepted again.
      work.accept(invitation);
      return true;
    });
  }

  /** A second caller waits for the row's lock, and then finds nothing to delete. */
  private static boolean isDeleted(Handle tx, Invitation invitation) {
    return bound(
                tx.createUpdate(
                    """
                    delete from invitation
                    where workspace = :workspace and id = :id and expires_at = :expiresAt\
                    """),
                invitation)
            .bind("expiresAt", invitation.expiresAt())
            .execute()
        > 0;
  }

  private static <S extends SqlStatement<S>> S bound(S statement, Invitation invitation) {
    return statement.bind("workspace", invitation.workspace().value()).bind("id", invitation.id());
  }

  private static Invitation invitation(ResultSet rows) throws SQLException {
    return new Invitation(
        new WorkspaceId(rows.getString("workspace")),
        rows.getString("id"),
        rows.getString("email"),
        Role.named(rows.getString("role")).orElseThrow(),
        rows.getBoolean("personal_data"),
        rows.getBoolean("mailed"),
        rows.getString("invited_by"),
        rows.getString("account"),
        rows.getTimestamp("created_at").toInstant(),
        rows.getTimestamp("expires_at").toInstant());
  }
}
