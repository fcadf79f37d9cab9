package dev.tributary.runtime.start;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.definitions.DefinitionView;
import dev.tributary.runtime.http.InternalRoute;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** The gateway calls this route of each service while it waits for the pipeline. */
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
   */
  public record Progress(Map<String, Map<Integer, Long>> definitions, Map<String, Long> pending) {}

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public Progress answer(WorkspaceId workspace) {
    Map<String, Map<Integer, Long>> definitions = new LinkedHashMap<>();
    views.forEach(view -> definitions.put(view.topic().topicName(), view.positions()));
    Map<String, Long> pending = new LinkedHashMap<>();
    work.forEach(each -> pending.merge(each.kind(), each.pending(workspace), Long::sum));
    return new Progress(definitions, pending);
  }
}
