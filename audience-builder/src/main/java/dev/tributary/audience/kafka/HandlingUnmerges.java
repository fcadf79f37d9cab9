package dev.tributary.audience.kafka;

import dev.tributary.audience.membership.Separation;
import dev.tributary.audience.postgres.EventFacts;
import dev.tributary.audience.postgres.PendingUnmerges;
import dev.tributary.audience.postgres.PendingUnmerges.Stated;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import dev.tributary.runtime.replica.SeparatedAlias;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Stores the unmerges of a poll. */
final class HandlingUnmerges {
  private final EventFacts facts = new EventFacts();
  private final PendingUnmerges separations = new PendingUnmerges();

  /** Returns the unmerges whose history is complete with this poll, and was not before. */
  List<Separation> handle(Connection tx, Collection<ProfileUpdate> updates) throws SQLException {
    SortedMap<EventId, EventFacts.Move> moves = new TreeMap<>();
    List<SeparatedAlias> given = new ArrayList<>();
    SortedMap<ProfileId, Separation> begun = new TreeMap<>();
    SortedMap<ProfileId, Separation> expected = new TreeMap<>();
    List<Stated> stated = new ArrayList<>();
    for (ProfileUpdate each : updates) {
      each.unmerged().forEach(unmerged -> read(unmerged, moves, given, begun));
      ProfileMessage.Separated separated = each.separated();
      if (separated != null) {
        expected.put(
            each.profile(),
            new Separation(
                each.profile(), each.workspace(), separated.from(), separated.fromVersion()));
      }
      each.stated().forEach(version -> stated.add(new Stated(each.profile(), version)));
    }
    facts.move(tx, moves.values());
    new PostgresProfileReplica(tx).separate(given);
    separations.begin(tx, begun.values());
    separations.expect(tx, expected.values());
    return separations.complete(tx, stated);
  }

  private static void read(
      ProfileMessage.Unmerged unmerged,
      SortedMap<EventId, EventFacts.Move> moves,
      List<SeparatedAlias> given,
      SortedMap<ProfileId, Separation> begun) {
    WorkspaceId workspace = unmerged.workspace();
    ProfileId into = unmerged.into();
    for (EventId event : unmerged.events()) {
      moves.merge(
          event,
          new EventFacts.Move(event, workspace, into),
          (a, b) -> a.into().compareTo(b.into()) >= 0 ? a : b);
    }
    given.addAll(SeparatedAlias.of(unmerged));
    begun.put(into, new Separation(into, workspace, unmerged.profile(), unmerged.version()));
  }
}
