package dev.tributary.destinations.pacing;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps the uses as they came, and answers what it was given. */
public final class InMemoryUseStore implements UseStore {
  public final List<Use> uses = new ArrayList<>();
  public boolean away;
  public Stored answer = new Stored(List.of(), List.of());

  @Override
  public synchronized boolean add(List<Use> added) {
    return !away && uses.addAll(added);
  }

  @Override
  public Stored read(WorkspaceId workspace, String account, List<Asked> asked, Instant now) {
    return answer;
  }
}
