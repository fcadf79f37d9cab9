package dev.tributary.identity.loop;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.resolution.WorkspaceIdentifier;
import dev.tributary.identity.store.IdentityTransaction;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes, for log messages, which profiles now hold what an attempt had read before it held the
 * locks. Profiles are named by their ids, without personal data. Each question is a statement of
 * its own, so it sees what other transactions have committed since.
 */
public final class CurrentHolders {
  private static final int NAMED = 5;
  private static final String NOBODY = "nobody";
  private final IdentityTransaction tx;

  public CurrentHolders(IdentityTransaction tx) {
    this.tx = tx;
  }

  /**
   * The profiles into which profiles were merged.
   *
   * @param wanted profiles that were read
   * @param there those of them that still exist
   */
  public String ofProfiles(Collection<ProfileRef> wanted, Set<ProfileRef> there) {
    Set<ProfileRef> gone = new TreeSet<>(wanted);
    gone.removeAll(there);
    Map<ProfileRef, ProfileId> survivors = tx.profiles().survivors(gone);
    return said(
        gone.stream()
            .map(key ->
                survivors.containsKey(key)
                    ? "%s was merged into %s".formatted(key.profile(), survivors.get(key))
                    : key.profile() + " is gone"));
  }

  /**
   * The profiles to which identifiers lead now.
   *
   * @param before the profiles to which they led before
   */
  public String ofIdentifiers(SortedMap<WorkspaceIdentifier, ProfileId> before) {
    Map<WorkspaceIdentifier, ProfileId> now = tx.identifiers().locate(before.keySet());
    return said(
        before.entrySet().stream()
            .map(each ->
                "an identifier of %s is %s's now"
                    .formatted(each.getValue(), name(now.get(each.getKey())))));
  }

  /**
   * The profiles to which identifiers lead now that led to no profile before.
   *
   * @param taken by this attempt, unless another instance was faster
   * @param absent identifiers that must still lead to no profile
   */
  public String ofNewIdentifiers(
      SortedMap<WorkspaceIdentifier, ProfileId> taken, Collection<WorkspaceIdentifier> absent) {
    SortedSet<WorkspaceIdentifier> all = new TreeSet<>(taken.keySet());
    all.addAll(absent);
    return said(
        new TreeMap<>(tx.identifiers().locate(all))
            .entrySet().stream()
                .filter(each -> !each.getValue().equals(taken.get(each.getKey())))
                .map(each ->
                    "an identifier that was nobody's is %s's now".formatted(each.getValue())));
  }

  /**
   * The profiles to which profile ids lead after an unmerge.
   *
   * @param before the profiles to which they led before
   */
  public String ofSubjects(Map<ProfileRef, ProfileId> before) {
    Map<ProfileRef, ProfileId> now = tx.profiles().survivors(before.keySet());
    return said(
        new TreeMap<>(before)
            .entrySet().stream()
                .filter(each -> !each.getValue().equals(now.get(each.getKey())))
                .map(each ->
                    "%s leads to %s now, no longer to %s"
                        .formatted(
                            each.getKey().profile(),
                            name(now.get(each.getKey())),
                            each.getValue())));
  }

  private static String name(@Nullable ProfileId profile) {
    return profile == null ? NOBODY : profile.value();
  }

  /** The rows that belong to other profiles now. */
  public static String ofRows(Collection<String> moved) {
    return said(moved.stream());
  }

  private static String said(Stream<String> all) {
    return all.distinct().limit(NAMED).collect(Collectors.joining(", "));
  }
}
