package dev.tributary.identity.postgres.replay;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.replay.ReplayCopy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The sample profiles of a dry run: those with the most events. */
final class DryRunSamples {
  /** Profiles that match several profiles of the other side, with these, largest first. */
  private static final String SEVERAL =
      """
      with met as (
        select %1$s as who, %2$s as other, inputs, events, first from replay_match
        where shadow = :copy and inputs > 0 and not partly
          and profile is not null and person is not null),
      chosen as (
        select who, count(*) as others, sum(inputs) as inputs, min(first) as first
        from met group by who having count(*) > 1
        order by sum(inputs) desc, min(first) limit :limit)
      select who, others, other, events from (
        select c.who, c.others, c.inputs as of_all, c.first as first_of_all, m.other, m.events,
               row_number() over (partition by c.who order by m.inputs desc, m.first) as place
        from chosen c join met m on m.who = c.who) numbered
      where place <= :parts
      order by of_all desc, first_of_all, place\
      """;

  private final Handle tx;
  private final ReplayCopy copy;

  DryRunSamples(Handle tx, ReplayCopy copy) {
    this.tx = tx;
    this.copy = copy;
  }

  /**
   * @param id the profile of one side
   * @param others the largest profiles of the other side, with the number of shared events
   * @param all how many profiles of the other side there are
   */
  record Several(ProfileId id, Map<ProfileId, Long> others, int all) {}

  /** Profiles of the workspace that match several of the replay copy. */
  List<Several> divided(int limit, int parts) {
    return several(SEVERAL.formatted("profile", "person"), limit, parts);
  }

  /** Profiles of the replay copy that match several of the workspace. */
  List<Several> joined(int limit, int parts) {
    return several(SEVERAL.formatted("person", "profile"), limit, parts);
  }

  private List<Several> several(String sql, int limit, int parts) {
    Map<ProfileId, Several> found = new LinkedHashMap<>();
    tx.createQuery(sql)
        .bind("copy", copy.name().value())
        .bind("limit", limit)
        .bind("parts", parts)
        .map((rows, _) -> {
          int all = rows.getInt(2);
          Several several =
              found.computeIfAbsent(
                  new ProfileId(rows.getString(1)),
                  id -> new Several(id, new LinkedHashMap<>(), all));
          several.others().put(new ProfileId(rows.getString(3)), rows.getLong(4));
          return several;
        })
        .list();
    return new ArrayList<>(found.values());
  }
}
