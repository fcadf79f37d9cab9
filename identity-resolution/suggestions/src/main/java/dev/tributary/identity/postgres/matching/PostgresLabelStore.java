package dev.tributary.identity.postgres.matching;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.suggestion.Label;
import dev.tributary.identity.suggestion.LabelStore;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link LabelStore} over PostgreSQL. */
public final class PostgresLabelStore implements LabelStore {
  private static final String INSERT =
      """
      insert into label (workspace, number, left_type, left_value, right_type, right_value, same,
        said_at)
      select :workspace, u.* , clock_timestamp()
      from unnest(:numbers, :leftTypes, :leftValues, :rightTypes, :rightValues, :same) u\
      """;

  private static final String COUNTS =
      """
      select count(*), count(*) filter (where label.same),
             count(*) filter (where l.profile is null or r.profile is null), max(label.said_at)
      from label
      left join identifier l on l.workspace = label.workspace and l.type = label.left_type
        and l.value = label.left_value
      left join identifier r on r.workspace = label.workspace and r.type = label.right_type
        and r.value = label.right_value
      where label.workspace = :workspace\
      """;

  private final RequestDatabase database;

  public PostgresLabelStore(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public Counts replace(WorkspaceId workspace, List<Label> labels) {
    return database.inWorkspace(
        workspace,
        tx -> {
          tx.createUpdate("delete from label where workspace = :workspace")
              .bind("workspace", workspace.value())
              .execute();
          insert(tx, workspace, labels);
          return counts(tx, workspace);
        });
  }

  private static void insert(Handle tx, WorkspaceId workspace, List<Label> labels) {
    tx.createUpdate(INSERT)
        .bind("workspace", workspace.value())
        .bind("numbers", IntStream.range(0, labels.size()).boxed().toArray(Integer[]::new))
        .bind("leftTypes", texts(labels, label -> label.one().type()))
        .bind("leftValues", texts(labels, label -> label.one().value()))
        .bind("rightTypes", texts(labels, label -> label.other().type()))
        .bind("rightValues", texts(labels, label -> label.other().value()))
        .bind("same", labels.stream().map(Label::same).toArray(Boolean[]::new))
        .execute();
  }

  @Override
  public Counts counts(WorkspaceId workspace) {
    return database.inWorkspace(workspace, tx -> counts(tx, workspace));
  }

  private static Counts counts(Handle tx, WorkspaceId workspace) {
    return tx.createQuery(COUNTS)
        .bind("workspace", workspace.value())
        .map(PostgresLabelStore::countsOf)
        .one();
  }

  private static Counts countsOf(ResultSet rows, StatementContext context) throws SQLException {
    return new Counts(
        rows.getLong(1),
        rows.getLong(2),
        rows.getLong(3),
        Optional.ofNullable(rows.getTimestamp(4)).map(Timestamp::toInstant));
  }

  private static String[] texts(List<Label> labels, Function<Label, String> column) {
    return labels.stream().map(column).toArray(String[]::new);
  }
}
