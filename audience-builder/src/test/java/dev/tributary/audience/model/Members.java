package dev.tributary.audience.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.membership.AudiencesDecided;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.membership.MembershipChange.Change;
import dev.tributary.contracts.membership.MembershipChange.Reason;
import dev.tributary.runtime.loop.Output;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a reader of {@code memberships} knows; it refuses what no reader should ever see. */
final class Members {
  private final Map<String, MembershipChange> last = new HashMap<>();
  private final Set<ProfileId> decided = new TreeSet<>();
  private final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);

  /** Of whom it was told that all is decided that comes of being taken apart. */
  Set<ProfileId> decided() {
    return decided;
  }

  List<MembershipChange> read(List<Output> outputs) {
    List<MembershipChange> changes = new ArrayList<>();
    for (Output output : outputs) {
      byte[] value = output.message().value();
      if (MessageHeaders.require(output.message().headers(), MessageHeaders.TYPE)
          .equals(AudiencesDecided.TYPE)) {
        decided.add(Json.read(value, AudiencesDecided.class).profile());
      } else {
        changes.add(Json.read(value, MembershipChange.class));
      }
    }
    changes.forEach(this::read);
    return changes;
  }

  /** How many changes were told for each reason. */
  Map<Reason, Integer> reasons() {
    return reasons;
  }

  private void read(MembershipChange change) {
    reasons.merge(change.reason(), 1, Integer::sum);
    MembershipChange before = last.put(change.audience() + " " + change.profile(), change);
    if (before == null) {
      assertThat(change.sequence()).as("first of %s", change).isEqualTo(1);
      assertThat(change.change()).as("first of %s", change).isEqualTo(Change.ENTER);
    } else {
      assertThat(change.sequence())
          .as("%s after %s", change, before)
          .isEqualTo(before.sequence() + 1);
      assertThat(change.change()).as("%s after %s", change, before).isNotEqualTo(before.change());
    }
  }

  /** By audience, who is in it. */
  Map<AudienceId, Set<ProfileId>> now() {
    Map<AudienceId, Set<ProfileId>> members = new TreeMap<>();
    last.values().stream()
        .filter(change -> change.change() == Change.ENTER)
        .forEach(change ->
            members.computeIfAbsent(change.audience(), _ -> new TreeSet<>()).add(change.profile()));
    return members;
  }
}
