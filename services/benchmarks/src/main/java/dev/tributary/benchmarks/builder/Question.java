package dev.tributary.benchmarks.builder;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The same question in two forms.
 *
 * @param rule as the audience builder asks
 * @param sql as an analyst would ask the tables that decide the rules. Names of {@link Asked}'s
 *     components stand for their values
 */
record Question(String name, Map<String, ?> rule, String sql) {
  /** The audience of people with a recent complaint, which a question excludes. */
  static final String AUDIENCE = "recent-complainers";

  /**
   * The parameters of a question, for both forms.
   *
   * @param now business time in epoch milliseconds
   * @param audience the id of {@link #AUDIENCE}
   */
  record Parameters(WorkspaceId workspace, long now, AudienceId audience) {}

  String at(Parameters parameters) {
    return sql.replace(":workspace", "'" + parameters.workspace() + "'")
        .replace(":audience", "'" + parameters.audience() + "'")
        .replace(":now", Long.toString(parameters.now()));
  }

  private static final String PRESENT =
      """
      from person p where p.workspace = :workspace and not p.merged
        and not exists (select from merged_profile m
          where m.workspace = p.workspace and m.profile = p.profile)
      """;
  private static final String ORDERS =
      """
      select coalesce(m.survivor, f.profile) as root, count(*) as orders, max(f.at) as newest
      from event_fact f
        left join merged_profile m on m.workspace = f.workspace and m.profile = f.profile
      where f.workspace = :workspace and f.call = 'track' and f.name = 'Order Completed'
      """;
  private static final long MONTH = Duration.ofDays(30).toMillis();

  /** A question about stored traits alone. */
  private static final Question TRAITS =
      new Question(
          "two traits",
          Map.of(
              "all",
              List.of(
                  trait("lifetimeValue", "atLeast", 1_000),
                  trait("churnScore", "greaterThan", 0.7))),
          "select count(*) "
              + PRESENT
              + """
              and (p.traits::jsonb ->> 'lifetimeValue')::float >= 1000
              and (p.traits::jsonb ->> 'churnScore')::float > 0.7
              """);

  /** A question about events and their times. */
  private static final Question LAPSED =
      new Question(
          "done, not lately",
          Map.of(
              "all",
              List.of(
                  Map.of("event", "Order Completed"),
                  Map.of("event", "Order Completed", "did", false, "window", days(30)))),
          "select count(*) from (" + ORDERS + "group by root) o where newest <= :now - " + MONTH);

  /** A question about events, stored traits, and another audience. */
  private static final Question LOYAL =
      new Question(
          "often, trait, not in",
          Map.of(
              "all",
              List.of(
                  Map.of(
                      "event",
                      "Order Completed",
                      "count",
                      Map.of("atLeast", 2),
                      "window",
                      days(30)),
                  trait("churnScore", "greaterThan", 0.7),
                  Map.of("audience", AUDIENCE, "in", false))),
          "with o as ("
              + ORDERS
              + " and f.at > :now - "
              + MONTH
              + " group by root having count(*) >= 2) select count(*) "
              + PRESENT
              + """
              and exists (select from o where o.root = p.profile)
              and (p.traits::jsonb ->> 'churnScore')::float > 0.7
              and not exists (
                select from membership s
                  join audience_state c on c.active = s.generation
                where s.profile = p.profile and s.member and c.audience = :audience)
              """);

  static final List<Question> ALL = List.of(TRAITS, LAPSED, LOYAL);

  private static Map<String, ?> trait(String name, String operator, double value) {
    return Map.of("trait", name, "operator", operator, "value", value);
  }

  private static Map<String, ?> days(int amount) {
    return Map.of("last", Map.of("amount", amount, "unit", "days"));
  }
}
