package dev.tributary.identity.memory;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.memory.MemoryTables.Document;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.identity.store.ProfileStore;
import dev.tributary.identity.store.StoreFailure;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

record MemoryProfileStore(MemoryTransaction tx) implements ProfileStore {
  @Override
  public Map<ProfileRef, ProfileId> survivors(Collection<ProfileRef> wanted) {
    Map<ProfileRef, ProfileId> found = new HashMap<>();
    for (ProfileRef each : wanted) {
      ProfileId survivor = tx.tables().aliases.get(each);
      if (survivor != null) {
        found.put(each, survivor);
      } else if (tx.tables().profiles.containsKey(each)) {
        found.put(each, each.profile());
      }
    }
    return found;
  }

  @Override
  public SortedSet<ProfileRef> next(WorkspaceId workspace, ProfileId after, int limit) {
    SortedSet<ProfileRef> found = new TreeSet<>();
    tx.tables().profiles.keySet().stream()
        .filter(each -> each.workspace().equals(workspace))
        .filter(each -> each.profile().compareTo(after) > 0)
        .limit(limit)
        .forEach(found::add);
    return found;
  }

  @Override
  public @Nullable Profile read(ProfileRef key) {
    Document document = tx.tables().profiles.get(key);
    return document == null ? null : read(key, document);
  }

  private static Profile read(ProfileRef key, Document document) {
    return ProfileCodec.read(key.workspace(), key.profile(), document.version(), document.bytes());
  }

  @Override
  public Map<ProfileId, Profile> find(WorkspaceId workspaceOrCopy, Collection<ProfileId> profiles) {
    Map<ProfileId, Profile> found = new HashMap<>();
    for (ProfileId each : profiles) {
      Profile profile = read(new ProfileRef(workspaceOrCopy, each));
      if (profile != null) {
        found.put(each, profile);
      }
    }
    return found;
  }

  @Override
  public ProfileId newest(WorkspaceId workspace, Collection<ProfileId> profiles) {
    return profiles.stream()
        .flatMap(each -> tx.tables().family(workspace, each).stream())
        .max(Comparator.naturalOrder())
        .orElse(ProfileId.BEFORE_ALL);
  }

  @Override
  public Map<ProfileRef, Locked> lock(SortedSet<ProfileRef> wanted) {
    Map<ProfileRef, Locked> locked = new HashMap<>();
    for (ProfileRef each : wanted) {
      Document document = tx.tables().profiles.get(each);
      if (document != null) {
        locked.put(each, new Locked(read(each, document), document.bytes().length));
      }
    }
    return locked;
  }

  @Override
  public void save(Collection<Profile> changed) {
    for (Profile each : changed) {
      ProfileRef key = new ProfileRef(each.workspace(), each.id());
      Document before = tx.tables().profiles.get(key);
      if (before != null && before.version() >= each.version()) {
        throw new StoreFailure(
            new IllegalStateException("A profile has a later version already"), false);
      }
      tx.tables().profiles.put(key, new Document(each.version(), ProfileCodec.write(each)));
    }
  }

  @Override
  public void merge(List<Merger> mergers) {
    for (Merger each : mergers) {
      tx.tables().profiles.remove(each.loser());
    }
    tx.tables()
        .aliases
        .replaceAll((alias, survivor) ->
            mergers.stream()
                .filter(each -> each.loser().equals(new ProfileRef(alias.workspace(), survivor)))
                .map(Merger::survivor)
                .findFirst()
                .orElse(survivor));
    mergers.forEach(each -> tx.tables().aliases.put(each.loser(), each.survivor()));
  }

  @Override
  public void forget(WorkspaceId workspace, Collection<ProfileId> profiles) {
    Stream<ProfileRef> keys = profiles.stream().map(each -> new ProfileRef(workspace, each));
    keys.forEach(tx.tables().profiles::remove);
    tx.tables()
        .aliases
        .entrySet()
        .removeIf(each ->
            each.getKey().workspace().equals(workspace) && profiles.contains(each.getValue()));
  }
}
