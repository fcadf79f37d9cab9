package dev.tributary.identity.replay.job;

import dev.tributary.contracts.Ids;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.replay.DryRunReport.Events;
import dev.tributary.identity.replay.DryRunReport.LeftOutCount;
import dev.tributary.identity.replay.DryRunReport.People;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.rules.IdentityRules;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The naive comparison of a workspace with its copy: row by row, with sets and maps. */
final class DryRunReference {
  private final Identity identity;
  private final ReplayCopy copy;

  private record Ended(String outcome, String profile) {}

  private record Pair(String profile, String person) {}

  record Figures(
      People people, long joined, long parted, Events events, Set<LeftOutCount> leftOut) {}

  DryRunReference(Identity identity, ReplayCopy copy) {
    this.identity = identity;
    this.copy = copy;
  }

  Figures figures(IdentityRules rules, Instant horizon) throws SQLException {
    Map<String, Ended> here = events(copy.workspace().value());
    Map<String, Ended> there = events(copy.name().value());
    Set<Pair> met = new HashSet<>();
    Set<String> before = new TreeSet<>();
    Set<String> after = new TreeSet<>();
    Set<String> partly = new HashSet<>();
    long quarantined = 0;
    long counted = 0;
    for (String event : here.keySet()) {
      Ended one = here.get(event);
      Ended other = there.get(event);
      if (one.outcome().equals("applied") && other.outcome().equals("applied")) {
        met.add(new Pair(one.profile(), other.profile()));
      } else if (one.outcome().equals("applied") && other.outcome().equals("quarantined")) {
        before.add(one.profile());
        quarantined++;
      } else if (one.outcome().equals("quarantined") && other.outcome().equals("applied")) {
        after.add(other.profile());
        counted++;
      }
    }
    Map<String, String> rowsThere = rows(copy.name().value());
    rows(copy.workspace().value())
        .forEach((row, profile) -> {
          if (rowsThere.containsKey(row)) {
            met.add(new Pair(profile, rowsThere.get(row)));
          } else {
            before.add(profile);
            partly.add(profile);
          }
        });
    identifiers(copy.workspace().value())
        .forEach((identifier, profile) -> {
          if (Ids.time(profile).isBefore(horizon) && unique(identifier, rules)) {
            before.add(profile);
          }
        });
    shared(rules).stream()
        .filter(pair -> Ids.time(pair.profile()).isBefore(horizon))
        .forEach(met::add);
    met.forEach(pair -> {
      before.add(pair.profile());
      after.add(pair.person());
    });
    List<Pair> links = new ArrayList<>(met);
    links.addAll(shared(rules));
    spread(partly, links);
    return figures(met, before, after, partly, new Events(quarantined, counted));
  }

  private Figures figures(
      Set<Pair> met, Set<String> before, Set<String> after, Set<String> partly, Events events)
      throws SQLException {
    Map<String, Set<String>> persons = new HashMap<>();
    Map<String, Set<String>> profiles = new HashMap<>();
    for (Pair pair : met) {
      if (!partly.contains(pair.profile())) {
        persons.computeIfAbsent(pair.profile(), _ -> new HashSet<>()).add(pair.person());
        profiles.computeIfAbsent(pair.person(), _ -> new HashSet<>()).add(pair.profile());
      }
    }
    long stay = before.stream().filter(partly::contains).count();
    long unchanged =
        persons.values().stream()
            .filter(theirs -> theirs.size() == 1)
            .filter(theirs -> profiles.get(theirs.iterator().next()).size() == 1)
            .count();
    return new Figures(
        new People(
            before.size(),
            after.stream().filter(each -> !partly.contains(each)).count() + stay,
            unchanged,
            stay),
        profiles.values().stream().mapToLong(theirs -> theirs.size() - 1).sum(),
        persons.values().stream().mapToLong(theirs -> theirs.size() - 1).sum(),
        events,
        leftOut());
  }

  /** To everybody who has to do with somebody. */
  private static void spread(Set<String> partly, List<Pair> links) {
    boolean more = true;
    while (more) {
      more = false;
      for (Pair link : links) {
        if (partly.contains(link.profile()) || partly.contains(link.person())) {
          more |= partly.add(link.profile());
          more |= partly.add(link.person());
        }
      }
    }
  }

  private Set<Pair> shared(IdentityRules rules) throws SQLException {
    Map<String, String> there = identifiers(copy.name().value());
    Set<Pair> shared = new HashSet<>();
    identifiers(copy.workspace().value())
        .forEach((identifier, profile) -> {
          if (unique(identifier, rules) && there.containsKey(identifier)) {
            shared.add(new Pair(profile, there.get(identifier)));
          }
        });
    return shared;
  }

  private static boolean unique(String identifier, IdentityRules rules) {
    String type = identifier.substring(0, identifier.indexOf(':'));
    return rules.line(type).map(IdentifierType::unique).orElse(true);
  }

  private Map<String, Ended> events(String workspace) throws SQLException {
    Map<String, String> survivors = survivors(workspace);
    Map<String, Ended> events = new HashMap<>();
    for (String[] row :
        table(
            "select event, outcome, profile from accepted_event where topic <> 'commands'"
                + " and workspace = '%s'",
            workspace)) {
      events.put(row[0], new Ended(row[1], survivors.getOrDefault(row[2], row[2])));
    }
    return events;
  }

  private Map<String, String> rows(String workspace) throws SQLException {
    Map<String, String> survivors = survivors(workspace);
    Map<String, String> rows = new HashMap<>();
    for (String[] row :
        table("select model, row_key, profile from model_row where workspace = '%s'", workspace)) {
      rows.put(row[0] + row[1], survivors.getOrDefault(row[2], row[2]));
    }
    return rows;
  }

  private Map<String, String> survivors(String workspace) throws SQLException {
    Map<String, String> survivors = new HashMap<>();
    for (String[] row :
        table("select profile, survivor from merged_profile where workspace = '%s'", workspace)) {
      survivors.put(row[0], row[1]);
    }
    return survivors;
  }

  private Map<String, String> identifiers(String workspace) throws SQLException {
    Map<String, String> identifiers = new HashMap<>();
    for (String[] row :
        table(
            "select type || ':' || value, profile from identifier where workspace = '%s'",
            workspace)) {
      identifiers.put(row[0], row[1]);
    }
    return identifiers;
  }

  private Set<LeftOutCount> leftOut() throws SQLException {
    Map<String, long[]> counts = new TreeMap<>();
    String[] workspaces = {copy.workspace().value(), copy.name().value()};
    for (int side = 0; side < workspaces.length; side++) {
      for (String[] row :
          table(
              "select x ->> 'type', x ->> 'reason' from accepted_event,"
                  + " jsonb_array_elements(left_out) x where workspace = '%s'",
              workspaces[side])) {
        counts.computeIfAbsent(row[0] + " " + row[1], _ -> new long[2])[side]++;
      }
    }
    Set<LeftOutCount> leftOut = new HashSet<>();
    counts.forEach((key, both) -> {
      String[] words = key.split(" ", 2);
      leftOut.add(new LeftOutCount(words[0], words[1], both[0], both[1]));
    });
    return leftOut;
  }

  private List<String[]> table(String sql, String workspace) throws SQLException {
    return identity.rows(sql.formatted(workspace)).stream().map(row -> row.split(" ", -1)).toList();
  }
}
