package dev.tributary.identity.postgres.matching;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.suggestion.QualityMeasurement;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Labelled pairs, as a run of matching reads them. Thread-safe. */
public final class LabelTable {
  /** A suggestion joined the two if each label identifier was on its own side of the suggestion. */
  private static final String KNOWN =
      """
      select l.profile, r.profile, label.same, l.profile = r.profile and exists (
          select from suggestion s
          where s.workspace = label.workspace and s.outcome = 'merged'
            and s.left_profile in (
              select l.profile union all select a.profile from merged_profile a
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

  /** The profiles to which labels lead, for labels whose two identifiers both lead to one. */
  public List<QualityMeasurement.ResolvedLabel> known(Handle tx, WorkspaceId workspace) {
    return tx.createQuery(KNOWN)
        .bind("workspace", workspace.value())
        .map((rows, _) ->
            new QualityMeasurement.ResolvedLabel(
                rows.getString(1), rows.getString(2), rows.getBoolean(3), rows.getBoolean(4)))
        .list();
  }
}
