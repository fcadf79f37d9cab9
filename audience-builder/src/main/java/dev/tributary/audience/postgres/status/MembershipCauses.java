package dev.tributary.audience.postgres.status;

import dev.tributary.audience.membership.MembershipCause;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Stores which event last changed each membership. */
public final class MembershipCauses {
  private static final String PUT =
      """
      insert into membership_cause (profile, audience, workspace, root_event, entered, at)
      select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bool[], ?::bigint[])
      on conflict (profile, audience) do update
      set root_event = excluded.root_event, entered = excluded.entered, at = excluded.at\
      """;

  private record Key(ProfileId profile, AudienceId audience) {}

  /**
   * @param moved in order; the last change of a membership counts
   */
  public void put(Connection tx, Collection<MembershipCause> moved) throws SQLException {
    if (moved.isEmpty()) {
      return;
    }
    Map<Key, MembershipCause> last = new LinkedHashMap<>();
    moved.forEach(each -> last.put(new Key(each.profile(), each.audience()), each));
    try (PreparedStatement statement = tx.prepareStatement(PUT)) {
      new Columns<>(statement, last.values())
          .profile(MembershipCause::profile)
          .text(each -> each.audience().value())
          .workspace(MembershipCause::workspace)
          .text(MembershipCause::rootEvent)
          .flags(MembershipCause::entered)
          .longs(MembershipCause::at);
      statement.executeUpdate();
    }
  }
}
