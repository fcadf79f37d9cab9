package dev.tributary.identity.postgres.replay;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.postgres.store.Jdbc;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.replay.ReplayedInputs;
import dev.tributary.identity.store.replay.ReplayDifferences;
import java.sql.Connection;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/** {@link ReplayDifferences} over PostgreSQL. */
public final class PostgresReplayDifferences implements ReplayDifferences {
  /**
   * Connects profiles of the two sides, and finds those that differ. Events, rows, answers, and
   * identifiers that lead to both connect profiles; commands connect only if the replay copy has
   * them, because some commands are not replayed. Answers of an earlier version of a row remain
   * with the former profile of the row. Profiles also differ by answers that only one side has, and
   * by evidence, because a shared identifier leads to only one of the profiles that share it. If
   * the log has deleted no inputs, profiles also differ by the number of their merges and by the
   * times since when they have their identifiers, because caps and limits count these. Replay seeds
   * do not contain these two.
   */
  private static final String COMPARISON =
      """
      with met as materialized (
        select distinct coalesce(a.survivor, e.profile) as profile,
               coalesce(b.survivor, o.profile, '') as person
        from accepted_event e
        left join accepted_event o on o.workspace = :copy and o.event = e.event
        left join merged_profile a on a.workspace = e.workspace and a.profile = e.profile
        left join merged_profile b on b.workspace = o.workspace and b.profile = o.profile
        where e.workspace = :workspace and e.outcome = 'applied' and e.profile is not null
          and (o.event is not null or e.topic <> 'commands')
        union
        select coalesce(a.survivor, e.profile), coalesce(b.survivor, o.profile, '')
        from model_row e
        left join model_row o
          on o.workspace = :copy and o.model = e.model and o.row_key = e.row_key
        left join merged_profile a on a.workspace = e.workspace and a.profile = e.profile
        left join merged_profile b on b.workspace = o.workspace and b.profile = o.profile
        where e.workspace = :workspace
        union
        select e.profile, o.profile
        from identifier e
        join identifier o on o.workspace = :copy and o.type = e.type and o.value = e.value
        where e.workspace = :workspace
        union
        select coalesce(a.survivor, e.profile), coalesce(b.survivor, o.profile)
        from answer e
        join answer o on o.workspace = :copy and o.cause = e.cause
          and o.about = e.about and o.name = e.name and o.happened_at = e.happened_at
        left join merged_profile a on a.workspace = e.workspace and a.profile = e.profile
        left join merged_profile b on b.workspace = o.workspace and b.profile = o.profile
        where e.workspace = :workspace),
      persons as (
        select person from met where person <> '' group by person having count(*) > 1),
      other as (
        select profile from met group by profile having count(*) > 1 or max(person) = ''
        union
        select profile from met where person in (select person from persons)
        union
        select e.profile from identifier e
        left join identifier o on o.workspace = :copy and o.type = e.type and o.value = e.value
        where e.workspace = :workspace and o.value is null
        union
        select m.profile from identifier o
        left join identifier e on e.workspace = :workspace and e.type = o.type and e.value = o.value
        join met m on m.person = o.profile
        where o.workspace = :copy and e.value is null
        union
        select i.profile from edge e
        left join edge o on o.workspace = :copy
          and o.left_type = e.left_type and o.left_value = e.left_value
          and o.right_type = e.right_type and o.right_value = e.right_value
        join identifier i on i.workspace = e.workspace and (i.type, i.value) in (
          (e.left_type, e.left_value), (e.right_type, e.right_value))
        where e.workspace = :workspace and o.cause is null
        union
        select m.profile from edge o
        left join edge e on e.workspace = :workspace
          and e.left_type = o.left_type and e.left_value = o.left_value
          and e.right_type = o.right_type and e.right_value = o.right_value
        join identifier i on i.workspace = o.workspace and (i.type, i.value) in (
          (o.left_type, o.left_value), (o.right_type, o.right_value))
        join met m on m.person = i.profile
        where o.workspace = :copy and e.cause is null
        union
        select coalesce(a.survivor, e.profile) from answer e
        left join answer o on o.workspace = :copy and o.cause = e.cause
          and o.about = e.about and o.name = e.name and o.happened_at = e.happened_at
        left join merged_profile a on a.workspace = e.workspace and a.profile = e.profile
        where e.workspace = :workspace and o.cause is null
        union
        select m.profile from answer o
        left join answer e on e.workspace = :workspace and e.cause = o.cause
          and e.about = o.about and e.name = o.name and e.happened_at = o.happened_at
        left join merged_profile b on b.workspace = o.workspace and b.profile = o.profile
        join met m on m.person = coalesce(b.survivor, o.profile)
        where o.workspace = :copy and e.cause is null
        union
        select coalesce(a.survivor, e.profile) from accepted_event e
        join accepted_event o on o.workspace = :copy and o.event = e.event
        left join merged_profile a on a.workspace = e.workspace and a.profile = e.profile
        where e.workspace = :workspace and e.outcome = 'applied' and e.profile is not null
          and (e.anchor_type, e.anchor_value, e.left_out)
            is distinct from (o.anchor_type, o.anchor_value, o.left_out)
        union
        select m.profile from met m
        join profile e on e.workspace = :workspace and e.profile = m.profile
        join profile o on o.workspace = :copy and o.profile = m.person
        cross join lateral (
          select convert_from(e.document, 'UTF8')::json as here,
                 convert_from(o.document, 'UTF8')::json as there) d
        where :whole
          and ((d.here -> 'merges')::text, (d.here -> 'identifiers')::text)
            is distinct from ((d.there -> 'merges')::text, (d.there -> 'identifiers')::text))
      """;

  private static final String OTHER =
      COMPARISON
          + """
          select o.profile from (
            select p.profile from other o
            join profile p on p.workspace = :workspace and p.profile = o.profile
            union
            select p.profile from profile p
            where p.workspace = :copy
              and not exists (select from met where met.person = p.profile)) o
          left join rebuilt_profile r on r.shadow = :copy and r.profile = o.profile
          where coalesce(r.ending, 'incomplete') not in ('partly', 'too-large')
          order by o.profile\
          """;

  /** Of rows, only the newest version. */
  private static final String COUNT_NOW =
      """
      select q.id from quarantined_input q
      where q.workspace = :workspace and q.state = 'waiting' and q.stage = 'identity'
        and q.reason = any(:reasons)
        and (exists (
            select from accepted_event o
            where o.workspace = :copy and o.event = q.id and o.outcome = 'applied')
          or exists (
            select from replay_row s
            join model_row o on o.workspace = s.shadow and o.model = s.model
              and o.row_key = s.row_key and o.hash = s.hash and o.run = s.run
            where s.shadow = :copy and s.input = q.id))
        and q.id > :after
      order by q.id limit 1000\
      """;

  private final Connection tx;

  public PostgresReplayDifferences(Connection tx) {
    this.tx = tx;
  }

  @Override
  public List<ProfileId> differing(ReplayCopy copy) {
    return Jdbc.query(() -> {
      return query(tx, OTHER, copy)
          .bind("whole", new PostgresReplayCopyStore(tx).isWholeHistory(copy))
          .mapTo(String.class)
          .map(ProfileId::new)
          .list();
    });
  }

  @Override
  public List<String> countNow(ReplayCopy copy, String after) {

    return query(tx, COUNT_NOW, copy)
        .bindArray("reasons", String.class, ReplayedInputs.DEPENDS_ON_RULES)
        .bind("after", after)
        .mapTo(String.class)
        .list();
  }

  private static Query query(Connection tx, String sql, ReplayCopy copy) {
    return TransactionHandle.of(tx)
        .createQuery(sql)
        .bind("workspace", copy.workspace().value())
        .bind("copy", copy.name().value());
  }
}
