package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.profile.Explanation.LeftOutEvent;
import java.util.Collection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Events of a profile that also named another profile, whose identifier was left out. */
public final class LeftOutReads {
  /** This number of a profile's newest events is read. */
  private static final int MOST = 10_000;

  /** Each id of the profile reads its own range of the index. */
  private static final String NEWEST =
      """
      select jsonb_build_array(l.entry), e.happened_at, e.event
      from (
        select x.* from (
          select :profile as profile union all
          select a.profile from merged_profile a
          where a.workspace = :workspace and a.survivor = :profile) family
        cross join lateral (
          select event, happened_at, left_out from accepted_event
          where workspace = :workspace and profile = family.profile
          order by happened_at desc, event desc limit :most) x
        order by x.happened_at desc, x.event desc limit :most) e
      cross join lateral jsonb_array_elements(e.left_out) l(entry)
      join unnest(:types, :values) u(type, value)
        on l.entry ->> 'type' = u.type and l.entry ->> 'value' = u.value
      order by e.happened_at desc, e.event desc limit 1\
      """;

  private LeftOutReads() {}

  /**
   * The newest of these events.
   *
   * @param profile the profile whose events are read, with those of profiles that were merged into
   *     it
   * @param named one of these was left out
   */
  public static Optional<LeftOutEvent> newest(
      Handle tx, WorkspaceId workspace, ProfileId profile, Collection<Identifier> named) {
    return tx.createQuery(NEWEST)
        .bind("workspace", workspace.value())
        .bind("profile", profile.value())
        .bind("most", MOST)
        .bind("types", named.stream().map(Identifier::type).toArray(String[]::new))
        .bind("values", named.stream().map(Identifier::value).toArray(String[]::new))
        .map((rows, _) ->
            new LeftOutEvent(
                LeftOutCodec.read(rows.getString(1)).getFirst(),
                profile,
                new Stamp(rows.getTimestamp(2).toInstant(), rows.getString(3))))
        .findOne();
  }
}
