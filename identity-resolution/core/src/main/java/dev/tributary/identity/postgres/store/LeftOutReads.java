package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.profile.Explanation.LeftOutEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Identifiers that events and rows of a profile named, and that did not count. */
public final class LeftOutReads {
  /** This number of a profile's newest events is read to find one event. */
  private static final int MOST = 10_000;

  /**
   * This number of events and of rows that left out an identifier is read, of each id of the
   * profile. Each read of a profile does so.
   */
  private static final int MOST_OF_LIST = 20;

  /**
   * The newest events of a profile and of those that were merged into it, with a condition. Each id
   * of the profile reads its own range of an index.
   */
  private static final String EVENTS =
      """
      select x.* from (
        select :profile as profile union all
        select a.profile from merged_profile a
        where a.workspace = :workspace and a.survivor = :profile) family
      cross join lateral (
        select event, happened_at, left_out from accepted_event
        where workspace = :workspace and profile = family.profile%s
        order by happened_at desc, event desc limit :most) x
      order by x.happened_at desc, x.event desc limit :most\
      """;

  private static final String NEWEST =
      """
      select jsonb_build_array(l.entry), e.happened_at, e.event
      from (%s) e
      cross join lateral jsonb_array_elements(e.left_out) l(entry)
      join unnest(:types, :values) u(type, value)
        on l.entry ->> 'type' = u.type and l.entry ->> 'value' = u.value
      order by e.happened_at desc, e.event desc limit 1\
      """
          .formatted(EVENTS.formatted(""));

  /** The rows of a profile and of those that were merged into it, as they were applied last. */
  private static final String ROWS =
      """
      select x.* from (
        select :profile as profile union all
        select a.profile from merged_profile a
        where a.workspace = :workspace and a.survivor = :profile) family
      cross join lateral (
        select model, row_key, left_out_at, left_out from model_row
        where workspace = :workspace and profile = family.profile and left_out is not null
        order by left_out_at desc, model desc, row_key desc limit :most) x
      order by x.left_out_at desc, x.model desc, x.row_key desc limit :most\
      """;

  /** The conditions select partial indexes, so that other events and rows are not read. */
  private static final String LIST =
      """
      select l.left_out from (
        select cast(e.left_out as text), e.happened_at, e.event from (%s) e
        union all
        select cast(r.left_out as text), r.left_out_at, r.model || ' ' || r.row_key from (%s) r
      ) l(left_out, at, input)
      order by l.at desc, l.input desc limit :most\
      """
          .formatted(EVENTS.formatted(" and left_out is not null"), ROWS);

  private LeftOutReads() {}

  /**
   * The identifiers that the 20 newest events and rows with left-out identifiers of a profile left
   * out: each identifier once, with the reason of the newest event or row, newest first.
   */
  public static List<LeftOut> ofNewest(Handle tx, WorkspaceId workspace, ProfileId profile) {
    Map<Identifier, LeftOut> newest = new LinkedHashMap<>();
    tx.createQuery(LIST)
        .bind("workspace", workspace.value())
        .bind("profile", profile.value())
        .bind("most", MOST_OF_LIST)
        .map((rows, _) -> LeftOutCodec.read(rows.getString(1)))
        .forEach(input -> input.forEach(left -> newest.putIfAbsent(left.identifier(), left)));
    return List.copyOf(newest.values());
  }

  /**
   * The newest event that left out one of some identifiers.
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
