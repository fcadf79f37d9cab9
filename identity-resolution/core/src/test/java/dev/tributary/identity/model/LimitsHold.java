package dev.tributary.identity.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is true of people under limits in whatever order their inputs came: nobody has more than the
 * table allows, an identifier leads to the one person who has it, and whatever an event named is
 * that person's or on record as left out.
 */
final class LimitsHold {
  private static final Map<String, Long> LIMITS =
      Map.of("user_id", 1L, "email", 2L, "anonymous_id", 3L);

  static final IdentityRules TABLE =
      Tables.of(Strategy.MERGE, "user_id 1", "email 2", "anonymous_id 3");

  private final Identity identity;
  private final WorkspaceId workspace;
  private final Map<String, Set<String>> people = new HashMap<>();

  private LimitsHold(Identity identity, WorkspaceId workspace) {
    this.identity = identity;
    this.workspace = workspace;
    for (ProfileState state : identity.people()) {
      if (state.workspace().equals(workspace)) {
        people.put(state.profile().value(), IdentityModelTest.person(state).ids());
      }
    }
  }

  /** Returns how many people there are. */
  static int check(Identity identity, WorkspaceId workspace, History history, String seed)
      throws SQLException {
    LimitsHold found = new LimitsHold(identity, workspace);
    found.people.forEach((profile, ids) -> withinLimits(ids, seed + ", " + profile));
    assertThat(found.led()).as(seed).isEqualTo(found.people);
    found.eachNameCounts(history, seed);
    IdentityModelTest.eachEventOnce(identity, workspace, history, seed);
    return found.people.size();
  }

  private static void withinLimits(Set<String> ids, String as) {
    Map<String, Long> values =
        ids.stream()
            .collect(Collectors.groupingBy(id -> id.split(":", 2)[0], Collectors.counting()));
    values.forEach((type, count) ->
        assertThat(count).as("%s: %s", as, type).isLessThanOrEqualTo(LIMITS.get(type)));
  }

  /** By profile, the identifiers that lead there. */
  private Map<String, Set<String>> led() throws SQLException {
    return identity
        .rows(
            "select profile, type || ':' || value from identifier where workspace = '%s'"
                .formatted(workspace))
        .stream()
        .map(row -> row.split(" ", 2))
        .collect(
            Collectors.groupingBy(
                row -> row[0], Collectors.mapping(row -> row[1], Collectors.toSet())));
  }

  private void eachNameCounts(History history, String seed) throws SQLException {
    Map<String, Set<String>> leftOut =
        identity
            .rows(
                "select event, l ->> 'type' || ':' || (l ->> 'value') from accepted_event,"
                    + " jsonb_array_elements(left_out) l where workspace = '%s'"
                        .formatted(workspace))
            .stream()
            .map(row -> row.split(" ", 2))
            .collect(
                Collectors.groupingBy(
                    row -> row[0], Collectors.mapping(row -> row[1], Collectors.toSet())));
    for (String event : applied()) {
      Set<String> counted = people.get(identity.owner(workspace, new EventId(event)).value());
      List<String> lost =
          history.said(identity.events().get(event).messageId()).ids().stream()
              .filter(id -> !counted.contains(id))
              .filter(id -> !leftOut.getOrDefault(event, Set.of()).contains(id))
              .toList();
      assertThat(lost).as("%s: %s", seed, event).isEmpty();
    }
  }

  private List<String> applied() throws SQLException {
    return identity.rows(
        "select event from accepted_event where workspace = '%s' and outcome = 'applied'"
            .formatted(workspace));
  }
}
