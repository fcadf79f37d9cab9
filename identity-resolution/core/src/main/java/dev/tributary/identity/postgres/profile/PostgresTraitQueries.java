package dev.tributary.identity.postgres.profile;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.TraitClasses;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link TraitQueries} over PostgreSQL. */
public final class PostgresTraitQueries implements TraitQueries {
  private static final TypeReference<Map<String, Classification>> BY_TRAIT =
      new TypeReference<>() {};

  /** A JSON object with the traits that users have classified. */
  static final String CLASSES =
      """
      coalesce((select json_object_agg(d.key, d.spec -> 'classification') from definition d
        where d.workspace = :workspace and d.kind = 'trait' and not d.deleted
          and d.spec ->> 'classifiedBy' is not null), '{}')\
      """;

  private final RequestDatabase database;

  public PostgresTraitQueries(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public List<Trait> list(WorkspaceId workspace, @Nullable String after, int limit) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    select s.trait, array_agg(s.type order by s.type),
                           coalesce(min(d.spec ->> 'classification')
                             filter (where d.spec ->> 'classifiedBy' is not null), 'unclassified'),
                           coalesce(min(d.spec ->> 'type'), 'none')
                    from seen_trait s
                    left join definition d on d.workspace = s.workspace and d.kind = 'trait'
                      and d.key = s.trait and not d.deleted
                    where s.workspace = :workspace and s.trait > :after
                    group by s.trait order by s.trait limit :limit\
                    """)
                .bind("workspace", workspace.value())
                .bind("after", after == null ? "" : after)
                .bind("limit", limit)
                .map((rows, _) ->
                    new Trait(
                        rows.getString(1),
                        List.of((String[]) rows.getArray(2).getArray()),
                        rows.getString(3),
                        rows.getString(4)))
                .list());
  }

  @Override
  public TraitClasses classes(WorkspaceId workspace) {
    return database.byKey(
        workspace,
        tx ->
            tx.createQuery("select " + CLASSES)
                .bind("workspace", workspace.value())
                .map((rows, _) -> classes(rows.getBytes(1)))
                .one());
  }

  /**
   * @param byTrait the value of {@link #CLASSES}
   */
  static TraitClasses classes(byte[] byTrait) {
    return TraitClasses.of(Map.copyOf(Json.read(byTrait, BY_TRAIT)));
  }
}
