package dev.tributary.runtime.start;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.http.installation.InternalRoute;
import dev.tributary.runtime.view.DefinitionView;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The control plane calls this route of each service while it waits for the pipeline. */
@Singleton
public class PipelineRoute implements InternalRoute.OfOneWorkspace {
  private final Instance<DefinitionView> views;
  private final Instance<PendingWork> work;

  public PipelineRoute(@Any Instance<DefinitionView> views, @Any Instance<PendingWork> work) {
    this.views = views;
    this.work = work;
  }

  /**
   * @param definitions by topic, per partition the offset of the next definition to read
   * @param pending by kind of work, how much of it this workspace still waits for
   * @param notWaitedFor the ids of the destinations whose work {@code pending} does not count
   * @param syncsNotWaitedFor the ids of the syncs of other destinations whose work {@code pending}
   *     does not count; a service of the version before does not send it
   */
  public record Progress(
      Map<String, Map<Integer, Long>> definitions,
      Map<String, Long> pending,
      List<DestinationId> notWaitedFor,
      List<SyncId> syncsNotWaitedFor) {}

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public Progress answer(WorkspaceId workspace) {
    Map<String, Map<Integer, Long>> definitions = new LinkedHashMap<>();
    views.forEach(view -> definitions.put(view.topic().topicName(), view.positions()));
    Map<String, Long> pending = new LinkedHashMap<>();
    List<DestinationId> notWaitedFor = new ArrayList<>();
    List<SyncId> syncsNotWaitedFor = new ArrayList<>();
    work.forEach(each -> {
      PendingWork.Pending found = each.pending(workspace);
      pending.merge(each.kind(), found.items(), Long::sum);
      notWaitedFor.addAll(found.notWaitedFor());
      syncsNotWaitedFor.addAll(found.syncsNotWaitedFor());
    });
    return new Progress(definitions, pending, notWaitedFor, syncsNotWaitedFor);
  }
}
