package dev.tributary.identity.postgres.replay;

import dev.tributary.identity.postgres.profile.ProfileIds;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.rules.IdentityRules;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.Update;

/**
 * The matches between the profiles of a workspace and those of its replay copy: two profiles match
 * if the same input belongs to both. The table {@code replay_match} holds them until the
 * transaction is rolled back.
 */
final class ReplayedProfileMatches {
  /**
   * Inputs that the replay has not processed do not count, but their profiles are marked as partly
   * known. For profiles whose inputs the log has deleted, their identifiers count in place of the
   * inputs.
   */
  private static final String MATCH_BY_INPUT =
      """
      insert into replay_match (shadow, profile, person, inputs, events, first, partly)
      select :copy, profile, person, sum(inputs), sum(events), min(first), bool_or(partly)
      from (
        select coalesce(a.survivor, here.profile) as profile,
               coalesce(b.survivor, there.profile) as person,
               count(there.event) as inputs, count(there.event) as events,
               min(there.event collate "C") as first, bool_or(there.event is null) as partly
        from accepted_event here
        left join accepted_event there on there.workspace = :copy and there.event = here.event
        left join merged_profile a on a.workspace = :workspace and a.profile = here.profile
        left join merged_profile b on b.workspace = :copy and b.profile = there.profile
        where here.workspace = :workspace and here.topic <> 'commands'
          and (here.outcome = 'applied'
              and coalesce(there.outcome, 'quarantined') in ('applied', 'quarantined')
            or here.outcome = 'quarantined' and there.outcome = 'applied')
        group by 1, 2
        union all
        select coalesce(a.survivor, here.profile), coalesce(b.survivor, there.profile),
               count(*), 0, min(here.model || '/' || here.row_key collate "C"),
               bool_or(there.profile is null)
        from model_row here
        left join model_row there
          on there.workspace = :copy and there.model = here.model
          and there.row_key = here.row_key
        left join merged_profile a on a.workspace = :workspace and a.profile = here.profile
        left join merged_profile b on b.workspace = :copy and b.profile = there.profile
        where here.workspace = :workspace
        group by 1, 2
        union all
        select here.profile, there.profile, count(*), 0,
               min(here.type || ':' || here.value collate "C"), false
        from identifier here
        left join identifier there
          on there.workspace = :copy and there.type = here.type and there.value = here.value
        where here.workspace = :workspace
          and not (here.type = any(:shared) or (:othersShared and not here.type = any(:named)))
          and (here.profile collate "C" < :horizon or here.profile in (
            select u.into_profile from profile_unmerge u where u.workspace = :workspace))
        group by 1, 2) met
      group by profile, person\
      """;

  /** Profiles that share an identifier are connected, even without a common input. */
  private static final String MATCH_BY_IDENTIFIER =
      """
      insert into replay_match (shadow, profile, person, inputs, events, identifiers)
      select :copy, here.profile, there.profile, 0, 0, count(*)
      from identifier here
      join identifier there
        on there.workspace = :copy and there.type = here.type and there.value = here.value
      where here.workspace = :workspace
        and not (here.type = any(:shared) or (:othersShared and not here.type = any(:named)))
      group by 2, 3\
      """;

  private static final String SPREAD =
      """
      update replay_match m set partly = true
      where m.shadow = :copy and not m.partly
        and (m.profile in (
            select p.profile from replay_match p
            where p.shadow = :copy and p.partly and p.profile is not null)
          or m.person in (
            select p.person from replay_match p
            where p.shadow = :copy and p.partly and p.person is not null))\
      """;

  private final Handle tx;
  private final ReplayCopy copy;

  ReplayedProfileMatches(Handle tx, ReplayCopy copy) {
    this.tx = tx;
    this.copy = copy;
  }

  /**
   * @param horizon the log may have deleted inputs that were accepted before this time
   */
  void gather(Instant horizon, IdentityRules rules) {
    statement(MATCH_BY_INPUT, rules).bind("horizon", ProfileIds.earliestAt(horizon)).execute();
    statement(MATCH_BY_IDENTIFIER, rules).execute();
    int marked = 1;
    while (marked > 0) {
      marked = statement(SPREAD).execute();
    }
  }

  /** Types that have a line of their own; or only those with shared values. */
  private static List<String> types(IdentityRules rules, boolean all) {
    return rules.types().stream()
        .filter(line -> all || !line.unique())
        .map(IdentifierType::type)
        .filter(type -> !type.equals(IdentifierType.ANY))
        .toList();
  }

  private Update statement(String sql, IdentityRules rules) {
    return statement(sql)
        .bindArray("shared", String.class, types(rules, false))
        .bindArray("named", String.class, types(rules, true))
        .bind("othersShared", rules.line("").map(line -> !line.unique()).orElse(false));
  }

  private Update statement(String sql) {
    return tx.createUpdate(sql)
        .configure(SqlStatements.class, config -> config.setUnusedBindingAllowed(true))
        .bind("workspace", copy.workspace().value())
        .bind("copy", copy.name().value());
  }
}
