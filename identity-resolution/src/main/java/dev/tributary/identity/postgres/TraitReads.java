package dev.tributary.identity.postgres;

import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The dictionary of traits, and which of them are harmless. Thread-safe. */
public final class TraitReads {
  public static final String HARMLESS = "harmless";
  public static final String PERSONAL = "personal";

  private final RequestDatabase database;

  public TraitReads(RequestDatabase database) {
    this.database = database;
  }

  /**
   * @param types JSON types that it was seen with
   * @param classification {@code personal} until someone says {@code harmless}
   */
  public record Trait(String trait, List<String> types, String classification) {}

  /** By name. */
  public List<Trait> list(String workspace, @Nullable String after, int limit) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    select s.trait, array_agg(s.type order by s.type),
                           coalesce(min(c.classification), 'personal')
                    from trait_seen s
                    left join trait_classification c
                      on c.workspace = s.workspace and c.trait = s.trait
                    where s.workspace = :workspace and s.trait > :after
                    group by s.trait order by s.trait limit :limit\
                    """)
                .bind("workspace", workspace)
                .bind("after", after == null ? "" : after)
                .bind("limit", limit)
                .map((rows, _) ->
                    new Trait(
                        rows.getString(1),
                        List.of((String[]) rows.getArray(2).getArray()),
                        rows.getString(3)))
                .list());
  }

  /** The traits that everybody who may see the person may see. */
  public Set<String> harmless(String workspace) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select trait from trait_classification"
                        + " where workspace = :workspace and classification = 'harmless'")
                .bind("workspace", workspace)
                .mapTo(String.class)
                .collect(Collectors.toUnmodifiableSet()));
  }

  public void classify(
      String workspace, String trait, String classification, String who, Instant at) {
    database.inWorkspace(
        workspace,
        tx ->
            tx.createUpdate(
                    """
                    insert into trait_classification
                      (workspace, trait, classification, classified_by, classified_at)
                    values (:workspace, :trait, :classification, :who, :at)
                    on conflict (workspace, trait) do update
                    set classification = excluded.classification,
                        classified_by = excluded.classified_by,
                        classified_at = excluded.classified_at\
                    """)
                .bind("workspace", workspace)
                .bind("trait", trait)
                .bind("classification", classification)
                .bind("who", who)
                .bind("at", at)
                .execute());
  }
}
