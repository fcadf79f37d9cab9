package dev.tributary.identity.postgres;

import dev.tributary.identity.trial.Shadow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Whom a trial shows as examples: those who have done most. */
final class TrialSamples {
  /** Whoever meets several on the other side, with those, largest first. */
  private static final String SEVERAL =
      """
      with met as (
        select %1$s as who, %2$s as other, inputs, events, first from trial_meeting
        where shadow = :shadow and inputs > 0 and not partly
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
  private final Shadow shadow;

  TrialSamples(Handle tx, Shadow shadow) {
    this.tx = tx;
    this.shadow = shadow;
  }

  /**
   * @param who of one side
   * @param others the largest of the other side, with how many events they share
   * @param all how many others there are
   */
  record Several(String who, Map<String, Long> others, int all) {}

  /** People of the workspace who meet several of the shadow. */
  List<Several> parted(int limit, int parts) {
    return several(SEVERAL.formatted("profile", "person"), limit, parts);
  }

  /** People of the shadow who meet several of the workspace. */
  List<Several> joined(int limit, int parts) {
    return several(SEVERAL.formatted("person", "profile"), limit, parts);
  }

  private List<Several> several(String sql, int limit, int parts) {
    Map<String, Several> found = new LinkedHashMap<>();
    tx.createQuery(sql)
        .bind("shadow", shadow.name())
        .bind("limit", limit)
        .bind("parts", parts)
        .map((rows, _) -> {
          int all = rows.getInt(2);
          Several several =
              found.computeIfAbsent(
                  rows.getString(1), who -> new Several(who, new LinkedHashMap<>(), all));
          several.others().put(rows.getString(3), rows.getLong(4));
          return several;
        })
        .list();
    return new ArrayList<>(found.values());
  }
}
