package dev.tributary.identity.memory;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.MessageKey;
import dev.tributary.identity.acceptance.QuarantinedMessage;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.resolution.Cuts;
import dev.tributary.identity.resolution.WorkspaceIdentifier;
import dev.tributary.identity.rules.VersionedRules;
import dev.tributary.identity.store.AcceptedEventStore.EventKey;
import dev.tributary.identity.store.FoundConflictStore.FoundConflict;
import dev.tributary.identity.store.JournalStore.Answered;
import dev.tributary.identity.store.JournalStore.TraitSeen;
import dev.tributary.identity.store.MergeStore.Done;
import dev.tributary.identity.store.ModelRowStore.Fresh;
import dev.tributary.identity.store.ModelRowStore.Key;
import dev.tributary.identity.store.QuarantineStore;
import dev.tributary.identity.store.RuleReads.Versions;
import dev.tributary.identity.store.UnmergeStore.CommandCause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All rows. Values are immutable, so that a copy of the maps is a copy of everything. */
final class MemoryTables {
  final Map<WorkspaceIdentifier, ProfileId> identifiers;
  final TreeMap<ProfileRef, Document> profiles;
  final Map<ProfileRef, ProfileId> aliases;
  final Map<Pair, Edge> edges;
  final List<Done> merges;
  final Map<EventKey, AcceptedEvent> accepted;
  final Map<MessageKey, EventId> holders;
  final Map<QuarantineStore.Key, Waiting> quarantine;
  final Map<Key, Fresh> rows;
  final Map<Key, RunId> removedRows;
  final Map<AnswerKey, Answered> answers;
  final Set<TraitSeen> traits;
  final Map<ConflictKey, ConflictRow> conflicts;
  final Map<WorkspaceIdentifier, Shared> shared;
  final Map<LinkKey, Link> links;
  final SortedSet<ProfileRef> capped;
  final Map<Cuts.Pair, CommandCause> cuts;
  final List<Unmerged> unmerges;
  final Map<WorkspaceId, VersionedRules> rules;
  final Map<WorkspaceId, TraitPolicies> policies;
  final Map<WorkspaceId, Versions> versions;
  @Nullable Tick passed;

  record Document(long version, byte[] bytes) {}

  record Pair(WorkspaceId workspace, Identifier left, Identifier right) {}

  record Waiting(QuarantinedMessage message, boolean waits) {}

  /** The key of an answer: of one cause, a profile has one answer about one name. */
  record AnswerKey(
      WorkspaceId workspace,
      ProfileId profile,
      String about,
      String name,
      Instant at,
      String cause) {}

  record ConflictKey(WorkspaceId workspace, ProfileId profile, Identifier identifier) {}

  record ConflictRow(FoundConflict found, @Nullable String outcome) {}

  record Shared(Set<String> beside, boolean suspected) {}

  record LinkKey(WorkspaceId workspace, Identifier device, Identifier person) {}

  record Link(long events, Instant first, Instant last, String lastEvent) {}

  record Unmerged(
      WorkspaceId workspace,
      ProfileId from,
      ProfileId into,
      Set<Identifier> leaving,
      CommandCause by) {}

  MemoryTables() {
    identifiers = new HashMap<>();
    profiles = new TreeMap<>();
    aliases = new HashMap<>();
    edges = new HashMap<>();
    merges = new ArrayList<>();
    accepted = new HashMap<>();
    holders = new HashMap<>();
    quarantine = new HashMap<>();
    rows = new HashMap<>();
    removedRows = new HashMap<>();
    answers = new HashMap<>();
    traits = new HashSet<>();
    conflicts = new HashMap<>();
    shared = new HashMap<>();
    links = new HashMap<>();
    capped = new TreeSet<>();
    cuts = new HashMap<>();
    unmerges = new ArrayList<>();
    rules = new HashMap<>();
    policies = new HashMap<>();
    versions = new HashMap<>();
  }

  private MemoryTables(MemoryTables other) {
    identifiers = new HashMap<>(other.identifiers);
    profiles = new TreeMap<>(other.profiles);
    aliases = new HashMap<>(other.aliases);
    edges = new HashMap<>(other.edges);
    merges = new ArrayList<>(other.merges);
    accepted = new HashMap<>(other.accepted);
    holders = new HashMap<>(other.holders);
    quarantine = new HashMap<>(other.quarantine);
    rows = new HashMap<>(other.rows);
    removedRows = new HashMap<>(other.removedRows);
    answers = new HashMap<>(other.answers);
    traits = new HashSet<>(other.traits);
    conflicts = new HashMap<>(other.conflicts);
    shared = new HashMap<>(other.shared);
    links = new HashMap<>(other.links);
    capped = new TreeSet<>(other.capped);
    cuts = new HashMap<>(other.cuts);
    unmerges = new ArrayList<>(other.unmerges);
    rules = new HashMap<>(other.rules);
    policies = new HashMap<>(other.policies);
    versions = new HashMap<>(other.versions);
    passed = other.passed;
  }

  MemoryTables copy() {
    return new MemoryTables(this);
  }

  /** The profile, and the ids that lead to it. */
  Set<ProfileId> family(WorkspaceId workspace, ProfileId profile) {
    Set<ProfileId> family = new HashSet<>(Set.of(profile));
    aliases.forEach((alias, survivor) -> {
      if (alias.workspace().equals(workspace) && survivor.equals(profile)) {
        family.add(alias.profile());
      }
    });
    return family;
  }

  /** The surviving profile; the id itself if it was not merged. */
  ProfileId survivor(WorkspaceId workspace, ProfileId profile) {
    return aliases.getOrDefault(new ProfileRef(workspace, profile), profile);
  }
}
