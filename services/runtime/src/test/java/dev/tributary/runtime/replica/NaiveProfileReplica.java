package dev.tributary.runtime.replica;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ProfileRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The rules of the replica, in memory: each question looks at everything. */
final class NaiveProfileReplica implements ProfileReplica {
  private final Map<ProfileRef, ProfileId> merges = new HashMap<>();
  private final Map<ProfileRef, ProfileId> unmerged = new HashMap<>();
  private final Set<ProfileRef> known = new TreeSet<>();

  /** There is only one transaction. */
  @Override
  public void lock(Collection<Merge> more) {}

  @Override
  public void merge(Collection<Merge> more) {
    for (Merge each : more) {
      merges.putIfAbsent(each.absorbed(), each.survivor());
      known.add(each.absorbed());
      known.add(new ProfileRef(each.workspace(), each.survivor()));
    }
  }

  @Override
  public void unmerge(Collection<UnmergedAlias> aliases) {
    for (UnmergedAlias each : aliases) {
      unmerged.merge(each.alias(), each.into(), (a, b) -> a.compareTo(b) > 0 ? a : b);
      known.add(each.alias());
      known.add(new ProfileRef(each.workspace(), each.into()));
    }
  }

  private ProfileRef survivor(ProfileRef profile) {
    ProfileId next = merges.get(profile);
    return next == null ? profile : survivor(new ProfileRef(profile.workspace(), next));
  }

  private ProfileRef current(ProfileRef id) {
    return survivor(new ProfileRef(id.workspace(), unmerged.getOrDefault(id, id.profile())));
  }

  private boolean leads(ProfileRef from, ProfileRef to) {
    ProfileId next = merges.get(from);
    return from.equals(to) || next != null && leads(new ProfileRef(from.workspace(), next), to);
  }

  @Override
  public Map<ProfileRef, ProfileId> survivors(Collection<ProfileRef> profiles) {
    return lookup(profiles, this::survivor);
  }

  @Override
  public Map<ProfileRef, ProfileId> current(Collection<ProfileRef> ids) {
    return lookup(ids, this::current);
  }

  private static Map<ProfileRef, ProfileId> lookup(
      Collection<ProfileRef> ids, UnaryOperator<ProfileRef> lookup) {
    Map<ProfileRef, ProfileId> found = new HashMap<>();
    ids.forEach(each -> found.put(each, lookup.apply(each).profile()));
    return found;
  }

  @Override
  public Map<ProfileRef, List<ProfileId>> absorbed(Collection<ProfileRef> profiles) {
    Map<ProfileRef, List<ProfileId>> found = new HashMap<>();
    for (ProfileRef profile : profiles) {
      Set<ProfileRef> all = new TreeSet<>(known);
      all.add(profile);
      found.put(
          profile,
          all.stream().filter(each -> leads(each, profile)).map(ProfileRef::profile).toList());
    }
    return found;
  }

  @Override
  public Map<ProfileRef, List<ProfileId>> ids(Collection<ProfileRef> ids) {
    Map<ProfileRef, List<ProfileId>> found = new TreeMap<>();
    for (ProfileRef id : ids) {
      ProfileRef current = current(id);
      List<ProfileId> all = new ArrayList<>(List.of(current.profile()));
      known.stream()
          .filter(each -> !each.equals(current) && current(each).equals(current))
          .forEach(each -> all.add(each.profile()));
      found.put(current, all);
    }
    return found;
  }
}
