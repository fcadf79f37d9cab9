package dev.tributary.identity.loop;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.resolution.Conflict;
import dev.tributary.identity.resolution.Decision;
import dev.tributary.identity.resolution.WorkspaceIdentifier;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import dev.tributary.identity.store.FoundConflictStore.FoundConflict;
import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.identity.store.LinkStore.DeviceLink;
import dev.tributary.identity.store.SharedIdentifierStore.SharedIdentifierEvidence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The suspicious findings of one poll: conflicts, and values that were seen beside several
 * profiles.
 */
final class SuspiciousFindings {
  private final Ids ids;
  private final Map<Kind, FoundConflict> conflicts = new LinkedHashMap<>();
  private final Set<SharedIdentifierEvidence> sightings = new HashSet<>();
  private final List<DeviceLink> links = new ArrayList<>();
  private final SortedSet<ProfileRef> capped = new TreeSet<>();

  /** A conflict is reported once per kind. */
  private record Kind(WorkspaceId workspace, ProfileId profile, Identifier identifier) {}

  SuspiciousFindings(Ids ids) {
    this.ids = ids;
  }

  void note(Decision decision, IdentityRules rules, long rulesVersion) {
    WorkspaceId workspace = decision.claim().workspace();
    Stamp stamp = decision.claim().stamp();
    if (decision.claim().leftOut().stream().anyMatch(left -> left.reason().cap())) {
      capped.add(new ProfileRef(workspace, decision.resolution().profile()));
    }
    if (rules.links()) {
      links(decision);
    }
    beyondLimits(decision, rules);
    for (Conflict conflict : decision.conflicts()) {
      if (rules.strategy() == Strategy.ISOLATE
          && conflict.reason() == Reason.SOMEONE_ELSES_DEVICE) {
        continue;
      }
      sighting(workspace, conflict.identifier(), conflict.profile().value(), rules, stamp);
      sighting(workspace, conflict.anchor(), conflict.other().value(), rules, stamp);
      if (concernsPeople(conflict)) {
        Kind kind = new Kind(workspace, conflict.profile(), conflict.identifier());
        conflicts.merge(
            kind,
            new FoundConflict(
                workspace,
                ids.next(Ids.CONFLICT),
                conflict,
                1,
                stamp.time(),
                stamp.time(),
                stamp.cause(),
                rulesVersion),
            FoundConflict::and);
      }
    }
  }

  private void links(Decision decision) {
    Claim claim = decision.claim();
    claim.leftOut().stream()
        .filter(left -> left.reason() == Reason.SOMEONE_ELSES_DEVICE)
        .map(LeftOut::identifier)
        .map(device ->
            new DeviceLink(
                claim.workspace(), device, claim.identifiers().getFirst(), claim.stamp()))
        .forEach(links::add);
  }

  /**
   * A profile over a limit may not be one person, for example if fresh devices share a default id:
   * each identifier beyond the limit may belong to a different person.
   */
  private void beyondLimits(Decision decision, IdentityRules rules) {
    Claim claim = decision.claim();
    Set<Identifier> conflicting = new HashSet<>();
    decision.conflicts().forEach(conflict -> conflicting.add(conflict.identifier()));
    for (LeftOut left : claim.leftOut()) {
      boolean oneMore =
          left.reason() == Reason.LIMIT || left.reason() == Reason.TOO_MANY_IDENTIFIERS;
      if (oneMore && !conflicting.contains(left.identifier())) {
        sighting(
            claim.workspace(),
            claim.identifiers().getFirst(),
            hashed(left.identifier()),
            rules,
            claim.stamp());
      }
    }
  }

  /** A hash is enough to count different values, and stores no personal data. */
  private static String hashed(Identifier identifier) {
    String text = identifier.type() + ' ' + identifier.value();
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Many people may use one device: a device that was left out needs no decision by a user. */
  private static boolean concernsPeople(Conflict conflict) {
    return !IdentityRules.device(conflict.identifier().type())
        || conflict.reason() == Reason.TOO_MANY_MERGES
        || conflict.reason() == Reason.MAY_NOT_MERGE;
  }

  private void sighting(
      WorkspaceId workspace,
      Identifier identifier,
      String beside,
      IdentityRules rules,
      Stamp stamp) {
    sightings.add(
        new SharedIdentifierEvidence(
            new WorkspaceIdentifier(workspace, identifier),
            beside,
            rules.suspectAfter(),
            stamp.time()));
  }

  void save(IdentityTransaction tx) {
    tx.conflicts().keep(List.copyOf(conflicts.values()));
    tx.shared().keep(sightings);
    tx.links().keep(links);
    tx.capped().keep(capped);
  }
}
