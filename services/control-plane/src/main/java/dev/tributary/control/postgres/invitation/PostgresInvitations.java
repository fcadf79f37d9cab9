package dev.tributary.control.postgres.invitation;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.workspace.invitation.Invitation;
import dev.tributary.control.workspace.invitation.InvitationStore;
import dev.tributary.control.workspace.invitation.InvitationToken;
import dev.tributary.definitions.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Invitations in PostgreSQL. An invitee is in no workspace yet, so their queries run as the
 * worker's role. The queries of an admin run with row-level security. Thread-safe.
 */
public final class PostgresInvitations implements InvitationStore {
  private static final String ONE = " where workspace = :workspace and id = :id";
  private static final String REPLACED =
      "delete from InvitationRow where workspace = :workspace and lower(email) = lower(:email)";
  private static final String RENEW =
      """
      update InvitationRow set tokenHash = :token, mailed = :mailed, expiresAt = :expiresAt,
        account = null\
      """
          + ONE;
  private static final String DELETE = "delete from InvitationRow" + ONE;
  private static final String OPENED =
      "update InvitationRow set account = :account" + ONE + " and tokenHash = :token";

  /** The work of an acceptance asks Keycloak. */
  private static final Duration LONGEST_WORK = Duration.ofSeconds(30);

  private final Transactions requests;
  private final Transactions worker;

  /**
   * @param requests of the role that sees one workspace
   * @param worker of the role that sees all of them
   */
  public PostgresInvitations(Transactions requests, Transactions worker) {
    this.requests = requests;
    this.worker = worker;
  }

  @Override
  public void put(Invitation invitation, InvitationToken token) {
    Transactions.await(
        requests.changing(
            invitation.workspace(),
            session ->
                session
                    .createMutationQuery(REPLACED)
                    .setParameter("workspace", invitation.workspace().value())
                    .setParameter("email", invitation.email())
                    .executeUpdate()
                    .chain(() -> session.persist(InvitationRow.of(invitation, token)))));
  }

  @Override
  public void renew(Invitation invitation, InvitationToken token) {
    Transactions.await(
        requests.changing(
            invitation.workspace(),
            session ->
                one(session, RENEW, invitation)
                    .setParameter("token", token.hash())
                    .setParameter("mailed", invitation.mailed())
                    .setParameter("expiresAt", invitation.expiresAt())
                    .executeUpdate()));
  }

  @Override
  public List<Invitation> list(WorkspaceId workspace) {
    return invitations(
        requests.inWorkspace(
            workspace,
            session ->
                session
                    .createSelectionQuery(
                        "from InvitationRow where workspace = :workspace order by id",
                        InvitationRow.class)
                    .setParameter("workspace", workspace.value())
                    .getResultList()));
  }

  @Override
  public boolean delete(WorkspaceId workspace, String id) {
    return Transactions.await(
            requests.changing(
                workspace,
                session ->
                    session
                        .createMutationQuery(DELETE)
                        .setParameter("workspace", workspace.value())
                        .setParameter("id", id)
                        .executeUpdate()))
        > 0;
  }

  @Override
  public Optional<Invitation> find(InvitationToken token) {
    return invitations(
            worker.own(session ->
                session
                    .createSelectionQuery(
                        "from InvitationRow where tokenHash = :token", InvitationRow.class)
                    .setParameter("token", token.hash())
                    .getResultList()))
        .stream()
        .findFirst();
  }

  @Override
  public List<Invitation> to(String email, Instant now) {
    return invitations(
        worker.own(session ->
            session
                .createSelectionQuery(
                    """
                    from InvitationRow where lower(email) = lower(:email) and expiresAt > :now
                    order by id\
                    """,
                    InvitationRow.class)
                .setParameter("email", email)
                .setParameter("now", now)
                .getResultList()));
  }

  @Override
  public boolean opened(Invitation invitation, InvitationToken token) {
    return Transactions.await(
            worker.own(session ->
                one(session, OPENED, invitation)
                    .setParameter("account", invitation.account())
                    .setParameter("token", token.hash())
                    .executeUpdate()))
        > 0;
  }

  /** If the work fails, the deletion is rolled back, and the invitation can be accepted again. */
  @Override
  public boolean consume(Invitation invitation, Consumer<Invitation> work) {
    return Transactions.await(
        worker.own(session ->
            deleted(session, invitation)
                .call(mine ->
                    mine
                        ? Transactions.blocking(() -> work.accept(invitation))
                        : Uni.createFrom().voidItem())),
        LONGEST_WORK);
  }

  /** A second caller waits for the row's lock, and then finds nothing to delete. */
  private static Uni<Boolean> deleted(Mutiny.Session session, Invitation invitation) {
    return one(session, DELETE + " and expiresAt = :expiresAt", invitation)
        .setParameter("expiresAt", invitation.expiresAt())
        .executeUpdate()
        .map(rows -> rows > 0);
  }

  private static Mutiny.MutationQuery one(
      Mutiny.Session session, String statement, Invitation invitation) {
    return session
        .createMutationQuery(statement)
        .setParameter("workspace", invitation.workspace().value())
        .setParameter("id", invitation.id());
  }

  private static List<Invitation> invitations(Uni<List<InvitationRow>> rows) {
    return Transactions.await(rows).stream().map(InvitationRow::invitation).toList();
  }
}
