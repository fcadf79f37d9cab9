package dev.tributary.destinations.pacing;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps the uses as they came, and answers what it was given. */
public final class InMemoryUseStore implements UseStore {
  public final List<Use> uses = new ArrayList<>();
  public boolean away;

  /** More at once, or more often, is refused. */
  public int most = Integer.MAX_VALUE;

  public int parts = Integer.MAX_VALUE;
  public Stored answer = new Stored(List.of(), List.of());

  @Override
  public synchronized boolean add(List<Use> added) {
    return !away && added.size() <= most && parts-- > 0 && uses.addAll(added);
  }

  @Override
  public Stored read(WorkspaceId workspace, String account, List<Asked> asked, Instant now) {
    return answer;
  }
}
