package dev.tributary.control.postgres.audit;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.audit.ReadQueries;
import dev.tributary.definitions.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** {@link ReadQueries} over PostgreSQL. */
public final class PostgresReadQueries implements ReadQueries {
  private final Transactions requests;

  /**
   * @param requests of the role that sees one workspace
   */
  public PostgresReadQueries(Transactions requests) {
    this.requests = requests;
  }

  @Override
  public List<Entry> list(
      WorkspaceId workspace,
      @Nullable List<ProfileId> profiles,
      @Nullable String actor,
      @Nullable String after,
      int limit) {
    Conditions conditions =
        new Conditions()
            .and("workspace = :workspace", "workspace", workspace.value())
            .and("profile in (:profiles)", "profiles", texts(profiles))
            .and("(actor = :actor or actorName = :actor)", "actor", actor)
            .and("id < :after", "after", after);
    return Transactions.await(
            requests.inWorkspace(workspace, session -> rows(session, conditions, limit)))
        .stream()
        .map(ReadRow::entry)
        .toList();
  }

  private static @Nullable List<String> texts(@Nullable List<ProfileId> profiles) {
    return profiles == null ? null : profiles.stream().map(ProfileId::value).toList();
  }

  private static Uni<List<ReadRow>> rows(Mutiny.Session session, Conditions conditions, int limit) {
    return conditions
        .bind(
            session.createSelectionQuery(
                "from ReadRow where 1 = 1" + conditions.hql() + " order by id desc", ReadRow.class))
        .setMaxResults(limit)
        .getResultList();
  }
}
