package dev.tributary.identity.memory;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.memory.MemoryTables.ConflictKey;
import dev.tributary.identity.memory.MemoryTables.ConflictRow;
import dev.tributary.identity.store.FoundConflictStore;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

record MemoryFoundConflictStore(MemoryTransaction tx) implements FoundConflictStore {
  static final String KEPT_APART = "kept-apart";
  private static final int OF_ONE_PERSON = 100;

  @Override
  public void keep(List<FoundConflict> found) {
    Map<ConflictKey, FoundConflict> fresh = new LinkedHashMap<>();
    for (FoundConflict each : found) {
      Identifier identifier = each.conflict().identifier();
      ProfileId profile = countedBy(each.workspace(), each.conflict().profile(), identifier);
      fresh.merge(
          new ConflictKey(each.workspace(), profile, identifier),
          each.countedBy(profile),
          FoundConflict::and);
    }
    fresh.forEach(this::keep);
  }

  private void keep(ConflictKey key, FoundConflict found) {
    ConflictRow before = tx.tables().conflicts.get(key);
    String outcome = found.conflict().reason() == Reason.KEPT_APART ? KEPT_APART : null;
    if (before != null) {
      FoundConflict counted = before.found().and(found);
      tx.tables()
          .conflicts
          .put(
              key, new ConflictRow(counted, before.outcome() == null ? outcome : before.outcome()));
    } else if (open(key) < OF_ONE_PERSON) {
      tx.tables().conflicts.put(key, new ConflictRow(found, outcome));
    }
  }

  private long open(ConflictKey key) {
    return tx.tables().conflicts.entrySet().stream()
        .filter(each -> each.getKey().workspace().equals(key.workspace()))
        .filter(each -> each.getKey().profile().equals(key.profile()))
        .filter(each ->
            each.getValue().outcome() == null
                || each.getValue().found().conflict().reason() == Reason.KEPT_APART)
        .count();
  }

  /** The profile with the oldest row of this conflict, among the survivor and its aliases. */
  private ProfileId countedBy(WorkspaceId workspace, ProfileId profile, Identifier identifier) {
    ProfileId owner = tx.tables().survivor(workspace, profile);
    Set<ProfileId> family = tx.tables().family(workspace, owner);
    return tx.tables().conflicts.entrySet().stream()
        .filter(each -> each.getKey().workspace().equals(workspace))
        .filter(each -> each.getKey().identifier().equals(identifier))
        .filter(each -> family.contains(each.getKey().profile()))
        .min(Comparator.comparing(each -> each.getValue().found().id()))
        .map(each -> each.getKey().profile())
        .orElse(owner);
  }
}
