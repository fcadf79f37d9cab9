package dev.tributary.identity.postgres.replay;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.postgres.store.PostgresQuarantineStore;
import dev.tributary.identity.replay.ConnectedComponent;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.store.QuarantineStore;
import dev.tributary.identity.store.replay.Reassignment;
import java.sql.Connection;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.Update;

/** {@link Reassignment} over PostgreSQL. */
public final class PostgresReassignment implements Reassignment {
  /**
   * For profiles of the replay, and for ids that lead to them there: the profile in the workspace.
   */
  private static final String BECOME =
      """
      with become as (
        select u.person, u.profile
        from unnest(cast(:persons as text[]), cast(:living as text[])) u(person, profile)
        union all
        select a.profile, u.profile
        from unnest(cast(:persons as text[]), cast(:living as text[])) u(person, profile)
        join merged_profile a on a.workspace = :copy and a.survivor = u.person)
      """;

  /** The profiles before the change, and the ids that led to them. */
  private static final String FAMILY =
      """
      with family as (
        select u.profile from unnest(cast(:profiles as text[])) u(profile)
        union all
        select a.profile from merged_profile a
        where a.workspace = :workspace and a.survivor = any(cast(:profiles as text[])))
      """;

  private static final String NAMED =
      " unnest(cast(:types as text[]), cast(:values as text[])) u(type, value) ";

  private static final String FORGET_IDENTIFIERS =
      """
      delete from identifier i using %s
      where i.workspace = :workspace and i.type = u.type and i.value = u.value
        and i.profile = any(cast(:profiles as text[]))\
      """
          .formatted(NAMED);

  private static final String IDENTIFIERS =
      BECOME
          + """
          insert into identifier (workspace, type, value, profile)
          select :workspace, i.type, i.value, b.profile
          from %s
          join identifier i on i.workspace = :copy and i.type = u.type and i.value = u.value
          join become b on b.person = i.profile
          order by i.type, i.value
          on conflict do nothing\
          """
              .formatted(NAMED);

  private static final String FORGET_EDGES =
      """
      delete from edge e using %s
      where e.workspace = :workspace and e.left_type = u.type and e.left_value = u.value
        and (e.right_type, e.right_value) in (
          select r.type, r.value
          from unnest(cast(:types as text[]), cast(:values as text[])) r(type, value))\
      """
          .formatted(NAMED);

  private static final String EDGES =
      """
      insert into edge (workspace, left_type, left_value, right_type, right_value, source, cause,
                        happened_at, message_id, rules_version)
      select :workspace, e.left_type, e.left_value, e.right_type, e.right_value, e.source, e.cause,
             e.happened_at, e.message_id, e.rules_version
      from %s
      join edge e on e.workspace = :copy and e.left_type = u.type and e.left_value = u.value
      where (e.right_type, e.right_value) in (
        select r.type, r.value
        from unnest(cast(:types as text[]), cast(:values as text[])) r(type, value))
      on conflict do nothing\
      """
          .formatted(NAMED);

  /** Only events that change get a new decision. */
  private static final String EVENTS =
      BECOME
          + """
          update accepted_event e
          set profile = b.profile, outcome = o.outcome, reason = o.reason, left_out = o.left_out,
              anchor_type = o.anchor_type, anchor_value = o.anchor_value,
              decided = pg_current_xact_id()
          from accepted_event o left join become b on b.person = o.profile
          where e.workspace = :workspace and e.event = any(cast(:events as text[]))
            and o.workspace = :copy and o.event = e.event
            and (e.profile, e.outcome, e.reason, e.left_out, e.anchor_type, e.anchor_value)
              is distinct from
              (b.profile, o.outcome, o.reason, o.left_out, o.anchor_type, o.anchor_value)\
          """;

  private static final String FORGET_ANSWERS =
      FAMILY
          + """
          delete from answer a using family f
          where a.workspace = :workspace and a.profile = f.profile\
          """;

  private static final String ANSWERS =
      BECOME
          + """
          insert into answer (workspace, profile, about, name, state, source, key_kind, cause,
                              happened_at, anchor_type, anchor_value)
          select :workspace, b.profile, a.about, a.name, a.state, a.source, a.key_kind, a.cause,
                 a.happened_at, a.anchor_type, a.anchor_value
          from become b join answer a on a.workspace = :copy and a.profile = b.person
          on conflict do nothing\
          """;

  /**
   * Rows that name no profile in the replay. They count as removed by the run that removed them
   * there, so that late copies of older changes have no effect.
   */
  private static final String FORGET_ROWS =
      FAMILY
          + """
          , gone as (
            delete from model_row r using family f, replay_row s
            where r.workspace = :workspace and r.profile = f.profile
              and s.shadow = :copy and s.model = r.model and s.row_key = r.row_key
              and not s.unmapped
              and not exists (select from model_row o where o.workspace = :copy
                and o.model = r.model and o.row_key = r.row_key)
            returning r.model, r.row_key, s.input),
          noted as (
            insert into removed_row as n (workspace, model, row_key, run)
            select :workspace, o.model, o.row_key, o.run
            from gone g
            join removed_row o
              on o.workspace = :copy and o.model = g.model and o.row_key = g.row_key
            order by o.model, o.row_key
            on conflict (workspace, model, row_key)
            do update set run = excluded.run, removed_at = excluded.removed_at
            where n.run < excluded.run)
          select input from gone\
          """;

  /**
   * Rows without a mapping follow their identifiers, because their values came from replay seeds.
   */
  private static final String UNMAPPED_ROWS =
      FAMILY
          + """
          update model_row r set profile = i.profile
          from family f, replay_row s, identifier i
          where r.workspace = :workspace and r.profile = f.profile
            and s.shadow = :copy and s.model = r.model and s.row_key = r.row_key and s.unmapped
            and i.workspace = r.workspace and i.type = r.anchor_type and i.value = r.anchor_value\
          """;

  private static final String ROWS =
      BECOME
          + """
          update model_row r
          set profile = b.profile, anchor_type = o.anchor_type, anchor_value = o.anchor_value,
              hash = o.hash, run = o.run, model_version = o.model_version,
              left_out = o.left_out, left_out_at = o.left_out_at
          from become b
          join model_row o on o.workspace = :copy and o.profile = b.person
          where r.workspace = :workspace and r.model = o.model and r.row_key = o.row_key\
          """;

  private static final String FORGET_CAPPED =
      FAMILY
          + """
          delete from capped_profile c using family f
          where c.workspace = :workspace and c.profile = f.profile\
          """;

  private static final String CAPPED =
      BECOME
          + """
          insert into capped_profile (workspace, profile, since, last_at)
          select :workspace, b.profile, min(c.since), max(c.last_at)
          from become b join capped_profile c on c.workspace = :copy and c.profile = b.person
          group by b.profile on conflict do nothing\
          """;

  private static final String FORGET_CONFLICTS =
      FAMILY
          + """
          delete from conflict c using family f
          where c.workspace = :workspace and c.profile = f.profile and c.outcome is null\
          """;

  /**
   * If the other profile is in another connected component, it is the one to which the identifier
   * leads.
   */
  private static final String CONFLICTS =
      BECOME
          + """
          insert into conflict (workspace, id, profile, type, value, reason, anchor_type,
            anchor_value, other, events, first_at, last_at, last_event, rules_version,
            broken_limit)
          select distinct on (b.profile, c.type, c.value) :workspace, c.id, b.profile, c.type,
            c.value, c.reason, c.anchor_type, c.anchor_value, coalesce(o.profile, i.profile),
            c.events, c.first_at, c.last_at, c.last_event, c.rules_version, c.broken_limit
          from become b
          join conflict c on c.workspace = :copy and c.profile = b.person
          left join become o on o.person = c.other
          left join identifier i
            on i.workspace = :workspace and i.type = c.type and i.value = c.value
          where coalesce(o.profile, i.profile, b.profile) <> b.profile
          order by b.profile, c.type, c.value, c.id
          on conflict do nothing\
          """;

  private final Handle handle;
  private final ReplayCopy copy;
  private final ConnectedComponent component;
  private final Map<ProfileId, ProfileId> living;
  private final QuarantineStore quarantine;

  /**
   * @param living the workspace's profile for each profile of the replay
   */
  public PostgresReassignment(
      Connection tx,
      ReplayCopy copy,
      ConnectedComponent component,
      Map<ProfileId, ProfileId> living) {
    this.handle = TransactionHandle.of(tx);
    this.quarantine = new PostgresQuarantineStore(tx);
    this.copy = copy;
    this.component = component;
    this.living = living;
  }

  @Override
  public void identifiers(Collection<Identifier> before, Collection<Identifier> after) {

    update(FORGET_IDENTIFIERS, before);
    update(IDENTIFIERS, after);
    update(FORGET_EDGES, before);
    update(EDGES, after);
  }

  @Override
  public void moveData(Collection<EventId> events) {
    statement(EVENTS)
        .bindArray("events", String.class, (Object[]) EventId.values(events))
        .execute();
    copyQuarantined(List.of(EventId.values(events)));
    statement(FORGET_ANSWERS).execute();
    statement(ANSWERS).execute();
    copyQuarantined(bind(handle.createQuery(FORGET_ROWS)).mapTo(String.class).list());
    statement(UNMAPPED_ROWS).execute();
    statement(ROWS).execute();
    statement(FORGET_CAPPED).execute();
    statement(CAPPED).execute();
    statement(FORGET_CONFLICTS).execute();
    statement(CONFLICTS).execute();
  }

  private void update(String sql, Collection<Identifier> identifiers) {
    statement(sql)
        .bindArray("types", String.class, identifiers.stream().map(Identifier::type).toList())
        .bindArray("values", String.class, identifiers.stream().map(Identifier::value).toList())
        .execute();
  }

  /**
   * Copies those of these inputs that the replay has quarantined into the workspace's quarantine.
   */
  private void copyQuarantined(Collection<String> inputs) {
    Set<QuarantineStore.Key> keys = new HashSet<>();
    inputs.forEach(input -> keys.add(new QuarantineStore.Key(copy.name(), input)));
    quarantine.keep(
        quarantine.waiting(keys).values().stream()
            .map(message -> message.in(copy.workspace().value()))
            .toList());
  }

  private Update statement(String sql) {
    return bind(handle.createUpdate(sql));
  }

  private <S extends SqlStatement<S>> S bind(S statement) {
    List<ProfileId> persons = List.copyOf(living.keySet());
    return statement
        .configure(SqlStatements.class, config -> config.setUnusedBindingAllowed(true))
        .bind("workspace", copy.workspace().value())
        .bind("copy", copy.name().value())
        .bindArray("persons", String.class, ProfileId.values(persons))
        .bindArray(
            "living", String.class, ProfileId.values(persons.stream().map(living::get).toList()))
        .bindArray("profiles", String.class, ProfileId.values(component.profiles()));
  }
}
