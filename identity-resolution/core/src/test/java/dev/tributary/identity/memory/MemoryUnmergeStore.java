package dev.tributary.identity.memory;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.memory.MemoryTables.AnswerKey;
import dev.tributary.identity.memory.MemoryTables.ConflictRow;
import dev.tributary.identity.memory.MemoryTables.Pair;
import dev.tributary.identity.memory.MemoryTables.Unmerged;
import dev.tributary.identity.profile.Unmerge;
import dev.tributary.identity.profile.UnmergeResult.Cut;
import dev.tributary.identity.resolution.Cuts;
import dev.tributary.identity.store.JournalStore.Answered;
import dev.tributary.identity.store.JournalStoreAnsweredBuilder;
import dev.tributary.identity.store.ModelRowStore;
import dev.tributary.identity.store.UnmergeStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

record MemoryUnmergeStore(MemoryTransaction tx) implements UnmergeStore {
  private static final Set<String> ACTIONS = Set.of("track", "page", "screen", "group");

  @Override
  public List<ProfileId> aliasesToMove(
      WorkspaceId workspace, ProfileId profile, Set<Identifier> leaving) {
    Set<ProfileId> family = tx.tables().family(workspace, profile);
    return tx.tables().merges.stream()
        .filter(each -> each.workspace().equals(workspace))
        .map(each -> each.merge())
        .filter(merge -> !merge.profile().equals(profile) && family.contains(merge.profile()))
        .filter(merge ->
            !merge.had().identifiers().isEmpty() && leaving.containsAll(merge.had().identifiers()))
        .map(merge -> merge.profile())
        .sorted()
        .toList();
  }

  @Override
  public boolean tooMany(WorkspaceId workspace, ProfileId profile) {
    Set<ProfileId> family = tx.tables().family(workspace, profile);
    return tx.tables().accepted.values().stream()
            .filter(each -> each.workspace().equals(workspace))
            .filter(each -> each.profile() != null && family.contains(each.profile()))
            .count()
        > Unmerge.MOST_EVENTS;
  }

  @Override
  public void redirect(Parties parties, List<ProfileId> aliases) {
    for (ProfileId each : aliases) {
      tx.tables()
          .aliases
          .replace(new ProfileRef(parties.workspace(), each), parties.from(), parties.into());
    }
  }

  @Override
  public List<EventId> move(Parties parties, Set<Identifier> leaving, List<ProfileId> aliases) {
    Moving moving =
        new Moving(
            parties.workspace(),
            tx.tables().family(parties.workspace(), parties.from()),
            leaving,
            aliases);
    tx.tables()
        .rows
        .replaceAll((key, row) ->
            moving.has(key.workspace(), row.applied().profile(), row.anchor())
                ? moved(row, parties.into())
                : row);
    moveAnswers(moving, parties.into());
    List<EventId> actionEvents = new ArrayList<>();
    tx.tables()
        .accepted
        .replaceAll((_, event) -> {
          if (!moving.has(event.workspace(), event.profile(), event.anchor())) {
            return event;
          }
          if (event.outcome() == Outcome.APPLIED && ACTIONS.contains(event.type())) {
            actionEvents.add(event.event());
          }
          return moved(event, parties.into());
        });
    actionEvents.sort(null);
    return actionEvents;
  }

  private record Moving(
      WorkspaceId workspace,
      Set<ProfileId> family,
      Set<Identifier> leaving,
      List<ProfileId> aliases) {
    boolean has(WorkspaceId of, @Nullable ProfileId profile, @Nullable Identifier anchor) {
      return of.equals(workspace)
          && profile != null
          && family.contains(profile)
          && (aliases.contains(profile) || (anchor != null && leaving.contains(anchor)));
    }
  }

  private void moveAnswers(Moving moving, ProfileId into) {
    for (Map.Entry<AnswerKey, Answered> each : Map.copyOf(tx.tables().answers).entrySet()) {
      Answered answer = each.getValue();
      if (moving.has(answer.workspace(), answer.profile(), answer.anchor())) {
        AnswerKey key = each.getKey();
        tx.tables().answers.remove(key);
        tx.tables()
            .answers
            .put(
                new AnswerKey(
                    key.workspace(), into, key.about(), key.name(), key.at(), key.cause()),
                JournalStoreAnsweredBuilder.builder(answer).profile(into).build());
      }
    }
  }

  private static ModelRowStore.Fresh moved(ModelRowStore.Fresh row, ProfileId into) {
    ModelRowStore.Applied applied = row.applied();
    return new ModelRowStore.Fresh(
        new ModelRowStore.Applied(into, applied.hash(), applied.run(), applied.modelVersion()),
        row.anchor(),
        row.leftOut(),
        row.at());
  }

  private static AcceptedEvent moved(AcceptedEvent event, ProfileId into) {
    return event.ended(event.outcome(), event.reason(), into);
  }

  @Override
  public void cut(WorkspaceId workspace, List<Cut> cuts, CommandCause by) {
    for (Cut each : cuts) {
      tx.tables().edges.remove(new Pair(workspace, each.left(), each.right()));
      tx.tables().cuts.put(new Cuts.Pair(workspace, each.left(), each.right()), by);
    }
  }

  @Override
  public void settle(Parties parties, CommandCause by) {
    Set<ProfileId> from = tx.tables().family(parties.workspace(), parties.from());
    Set<ProfileId> into = tx.tables().family(parties.workspace(), parties.into());
    tx.tables()
        .conflicts
        .replaceAll((key, row) -> {
          ProfileId other = row.found().conflict().other();
          boolean between =
              (from.contains(key.profile()) && into.contains(other))
                  || (into.contains(key.profile()) && from.contains(other));
          return between && key.workspace().equals(parties.workspace())
              ? new ConflictRow(row.found(), MemoryFoundConflictStore.KEPT_APART)
              : row;
        });
  }

  @Override
  public void note(Parties parties, Set<Identifier> leaving, CommandCause by) {
    tx.tables()
        .unmerges
        .add(
            new Unmerged(
                parties.workspace(), parties.from(), parties.into(), Set.copyOf(leaving), by));
  }
}
