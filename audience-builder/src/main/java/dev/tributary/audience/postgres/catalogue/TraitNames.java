package dev.tributary.audience.postgres.catalogue;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of the traits that people have. Thread-safe. */
public final class TraitNames {
  private static final int SAMPLE = 1_000;

  private final RequestDatabase database;

  public TraitNames(RequestDatabase database) {
    this.database = database;
  }

  /** Ends at the first person who has the trait; only for an unknown name are all people read. */
  public boolean isKnown(WorkspaceId workspace, String trait) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    select exists (select 1 from person where workspace = :workspace
                      and case when strpos(traits, :written) > 0
                            then jsonb_exists(traits::jsonb, :trait) else false end)\
                    """)
                .bind("workspace", workspace.value())
                // A search for the name in the text is far faster than a parse of every document.
                .bind("written", TextNode.valueOf(trait).toString())
                .bind("trait", trait)
                .mapTo(Boolean.class)
                .one());
  }

  /** The names of the traits of some people. */
  public List<String> some(WorkspaceId workspace) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    select distinct jsonb_object_keys(traits::jsonb) as name from
                      (select traits from person where workspace = :workspace limit :sample) few
                    order by name\
                    """)
                .bind("workspace", workspace.value())
                .bind("sample", SAMPLE)
                .mapTo(String.class)
                .list());
  }

  /**
   * When a profile last received each trait; without traits that were not received since this time
   * is stored.
   */
  public Map<String, Instant> lastSeen(WorkspaceId workspace, Collection<String> traits) {
    return database.inWorkspace(
        workspace,
        tx -> {
          Map<String, Instant> seen = new HashMap<>();
          tx.createQuery(
                  """
                  select trait, at from seen_trait
                  where workspace = :workspace and trait = any(:traits)\
                  """)
              .bind("workspace", workspace.value())
              .bindArray("traits", String.class, traits.toArray())
              .map((rows, context) ->
                  seen.put(rows.getString(1), Instant.ofEpochMilli(rows.getLong(2))))
              .list();
          return seen;
        });
  }
}
