package dev.tributary.destinations.postgres;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A few people, rows or events to try a sync with. Thread-safe. */
public final class SampleQueries {
  private final RequestDatabase database;

  public SampleQueries(RequestDatabase database) {
    this.database = database;
  }

  /**
   * A record or event of the ledger that still has its content.
   *
   * @param record the match value
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Known(String record, byte[] content) {}

  /**
   * @param profile exactly this one, aliases followed; null for any
   * @param audience of whom to take members; null for everyone
   */
  public List<ProfileState> people(
      String workspace, @Nullable String profile, @Nullable String audience, int limit) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    select p.state from person p
                    where p.workspace = :workspace
                      and (:profile::text is null or p.profile = coalesce(
                        (select a.into_profile from person_alias a
                         where a.workspace = :workspace and a.profile = :profile), :profile))
                      and (:audience::text is null or exists (select 1 from membership m
                        where m.workspace = p.workspace and m.profile = p.profile
                          and m.audience = :audience and m.member))
                    order by p.profile limit :limit\
                    """)
                .bind("workspace", workspace)
                .bind("profile", profile)
                .bind("audience", audience)
                .bind("limit", limit)
                .map((rows, context) -> Json.read(rows.getBytes(1), ProfileState.class))
                .list());
  }

  /** The newest that a sync has desired. */
  public List<Known> known(String workspace, String sync, int limit) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    """
                    select record_key, content from delivery
                    where workspace = :workspace and sync = :sync and content is not null
                      and hash <> 'absent' and parent is null
                    order by id desc limit :limit\
                    """)
                .bind("workspace", workspace)
                .bind("sync", sync)
                .bind("limit", limit)
                .map((rows, context) -> new Known(rows.getString(1), rows.getBytes(2)))
                .list());
  }
}
