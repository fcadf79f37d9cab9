package dev.tributary.audience.kafka;

import dev.tributary.audience.membership.PendingUnmerge;
import dev.tributary.audience.postgres.EventFacts;
import dev.tributary.audience.postgres.PendingUnmerges;
import dev.tributary.audience.postgres.PendingUnmerges.Stated;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import dev.tributary.runtime.replica.UnmergedAlias;
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
  private final PendingUnmerges pendingUnmerges = new PendingUnmerges();

  /** Returns the unmerges whose history is complete with this poll, and was not before. */
  List<PendingUnmerge> handle(Connection tx, Collection<ProfileUpdate> updates)
      throws SQLException {
    SortedMap<EventId, EventFacts.Move> moves = new TreeMap<>();
    List<UnmergedAlias> given = new ArrayList<>();
    SortedMap<ProfileId, PendingUnmerge> begun = new TreeMap<>();
    SortedMap<ProfileId, PendingUnmerge> expected = new TreeMap<>();
    List<Stated> stated = new ArrayList<>();
    for (ProfileUpdate each : updates) {
      each.unmerged().forEach(unmerged -> read(unmerged, moves, given, begun));
      ProfileMessage.UnmergedFrom unmergedFrom = each.unmergedFrom();
      if (unmergedFrom != null) {
        expected.put(
            each.profile(),
            new PendingUnmerge(
                each.profile(), each.workspace(), unmergedFrom.from(), unmergedFrom.fromVersion()));
      }
      each.stated().forEach(version -> stated.add(new Stated(each.profile(), version)));
    }
    facts.move(tx, moves.values());
    new PostgresProfileReplica(tx).unmerge(given);
    pendingUnmerges.begin(tx, begun.values());
    pendingUnmerges.expect(tx, expected.values());
    return pendingUnmerges.complete(tx, stated);
  }

  private static void read(
      ProfileMessage.Unmerged unmerged,
      SortedMap<EventId, EventFacts.Move> moves,
      List<UnmergedAlias> given,
      SortedMap<ProfileId, PendingUnmerge> begun) {
    WorkspaceId workspace = unmerged.workspace();
    ProfileId into = unmerged.into();
    for (EventId event : unmerged.events()) {
      moves.merge(
          event,
          new EventFacts.Move(event, workspace, into),
          (a, b) -> a.into().compareTo(b.into()) >= 0 ? a : b);
    }
    given.addAll(UnmergedAlias.of(unmerged));
    begun.put(into, new PendingUnmerge(into, workspace, unmerged.profile(), unmerged.version()));
  }
}
