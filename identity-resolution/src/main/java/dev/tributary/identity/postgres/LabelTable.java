package dev.tributary.identity.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.suggestion.Label;
import dev.tributary.identity.suggestion.Measuring;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Labelled pairs: users know whether the two identifiers belong to one person. Thread-safe. */
public final class LabelTable {
  private static final String REPLACE =
      """
      insert into label (workspace, number, left_type, left_value, right_type, right_value, same,
        said_at)
      select :workspace, u.* , clock_timestamp()
      from unnest(:numbers, :leftTypes, :leftValues, :rightTypes, :rightValues, :same) u\
      """;

  /** A suggestion joined the two if each label identifier was on its own side of the suggestion. */
  private static final String KNOWN =
      """
      select l.profile, r.profile, label.same, l.profile = r.profile and exists (
          select from suggestion s
          where s.workspace = label.workspace and s.outcome = 'merged'
            and s.left_profile in (
              select l.profile union all select a.profile from profile_alias a
              where a.workspace = label.workspace and a.survivor = l.profile)
            and ((s.left_had @> one.identifier and s.right_had @> other.identifier)
              or (s.left_had @> other.identifier and s.right_had @> one.identifier)))
      from label
      join identifier l on l.workspace = label.workspace and l.type = label.left_type
        and l.value = label.left_value
      join identifier r on r.workspace = label.workspace and r.type = label.right_type
        and r.value = label.right_value
      cross join lateral (select jsonb_build_array(jsonb_build_object(
        'type', label.left_type, 'value', label.left_value)) as identifier) one
      cross join lateral (select jsonb_build_array(jsonb_build_object(
        'type', label.right_type, 'value', label.right_value)) as identifier) other
      where label.workspace = :workspace
      order by label.number\
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

  /**
   * The number of labels.
   *
   * @param unknown labels with an identifier that leads to no profile
   * @param saidAt when they were uploaded; empty if there are none
   */
  public record Counts(long pairs, long same, long unknown, Optional<Instant> saidAt) {}

  /** Replaces all labels by these. */
  public Counts replace(Handle tx, WorkspaceId workspace, List<Label> labels) {
    tx.createUpdate("delete from label where workspace = :workspace")
        .bind("workspace", workspace.value())
        .execute();
    tx.createUpdate(REPLACE)
        .bind("workspace", workspace.value())
        .bind("numbers", IntStream.range(0, labels.size()).boxed().toArray(Integer[]::new))
        .bind("leftTypes", texts(labels, label -> label.one().type()))
        .bind("leftValues", texts(labels, label -> label.one().value()))
        .bind("rightTypes", texts(labels, label -> label.other().type()))
        .bind("rightValues", texts(labels, label -> label.other().value()))
        .bind("same", labels.stream().map(Label::same).toArray(Boolean[]::new))
        .execute();
    return counts(tx, workspace);
  }

  public Counts counts(Handle tx, WorkspaceId workspace) {
    return tx.createQuery(COUNTS)
        .bind("workspace", workspace.value())
        .map(LabelTable::countsOf)
        .one();
  }

  private static Counts countsOf(ResultSet rows, StatementContext context) throws SQLException {
    return new Counts(
        rows.getLong(1),
        rows.getLong(2),
        rows.getLong(3),
        Optional.ofNullable(rows.getTimestamp(4)).map(java.sql.Timestamp::toInstant));
  }

  /** The profiles to which labels lead, for labels whose two identifiers both lead to one. */
  public List<Measuring.ResolvedLabel> known(Handle tx, WorkspaceId workspace) {
    return tx.createQuery(KNOWN)
        .bind("workspace", workspace.value())
        .map((rows, _) ->
            new Measuring.ResolvedLabel(
                rows.getString(1), rows.getString(2), rows.getBoolean(3), rows.getBoolean(4)))
        .list();
  }

  private static String[] texts(List<Label> labels, Function<Label, String> column) {
    return labels.stream().map(column).toArray(String[]::new);
  }
}
