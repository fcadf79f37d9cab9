package dev.tributary.destinations.declared.template;

import dev.tributary.destinations.connector.manifest.ManifestDraft;
import dev.tributary.destinations.connector.manifest.ManifestFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the mistakes of one manifest. Confined to one thread. */
public final class Faults {
  /** Nobody reads more, and a hostile file must not cost more. */
  private static final int MOST = 100;

  private final ManifestDraft draft;
  private final List<ManifestFault> all;

  public Faults(ManifestDraft draft) {
    this.draft = draft;
    this.all = new ArrayList<>(draft.faults());
  }

  public void add(String pointer, String words) {
    ManifestFault fault = draft.fault(pointer, words);
    if (all.size() < MOST && !all.contains(fault)) {
      all.add(fault);
    }
  }

  /** The line of a part, from 1. */
  public int line(String pointer) {
    return draft.fault(pointer, "").line();
  }

  /** In the order of the file. */
  public List<ManifestFault> all() {
    return all.stream()
        .sorted(
            Comparator.comparingInt(ManifestFault::line).thenComparingInt(ManifestFault::column))
        .toList();
  }
}
