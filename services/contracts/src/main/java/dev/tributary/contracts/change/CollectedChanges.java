package dev.tributary.contracts.change;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes of one workspace that nobody has got yet. Its memory is bounded: a subject with more than
 * {@value #MOST_IDS} ids keeps none of them. Not thread-safe.
 */
public final class CollectedChanges {
  static final int MOST_IDS = 20;

  /** An empty set stands for objects of any id. */
  private final Map<ChangeSubject, Set<String>> bySubject = new EnumMap<>(ChangeSubject.class);

  /**
   * @param ids empty if objects of any id may have changed
   */
  public void add(ChangeSubject subject, Collection<String> ids) {
    if (isOfAnyId(subject)) {
      return;
    }
    Set<String> before = bySubject.get(subject);
    Set<String> all = new LinkedHashSet<>(before == null ? Set.of() : before);
    all.addAll(ids);
    boolean any = ids.isEmpty() || all.size() > MOST_IDS;
    bySubject.put(subject, any ? Set.of() : all);
  }

  /** Whether objects of any id of the subject may have changed: further ids add nothing. */
  public boolean isOfAnyId(ChangeSubject subject) {
    Set<String> ids = bySubject.get(subject);
    return ids != null && ids.isEmpty();
  }

  public boolean isEmpty() {
    return bySubject.isEmpty();
  }

  /** All changes, by subject. */
  public List<ChangedObjects> list() {
    return bySubject.entrySet().stream()
        .map(each -> new ChangedObjects(each.getKey(), List.copyOf(each.getValue())))
        .toList();
  }
}
