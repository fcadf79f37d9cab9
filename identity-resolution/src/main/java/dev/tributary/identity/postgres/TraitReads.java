package dev.tributary.identity.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.tenancy.TraitClasses;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The dictionary of traits, and how they are classified. Thread-safe. */
public final class TraitReads {
  /** Such a trait is treated as personal, because no user has classified it. */
  public static final String UNCLASSIFIED = "unclassified";

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

  public TraitReads(RequestDatabase database) {
    this.database = database;
  }

  /**
   * @param types JSON types of the values received
   * @param classification {@code harmless}, {@code personal} or {@code sensitive}; {@code
   *     unclassified}, which is treated as personal, until a user classifies it
   * @param type how rules read its values: {@code text}, {@code number}, {@code boolean} or {@code
   *     date-time}; {@code none} reads them as they were sent
   */
  public record Trait(String trait, List<String> types, String classification, String type) {}

  /** Sorted by name. */
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
                    from trait_seen s
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

  /** The traits that users have classified. */
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
