package dev.tributary.runtime.purge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PurgedWorkspaceFilterTest {
  private static final Connection UNUSED =
      (Connection)
          Proxy.newProxyInstance(
              PurgedWorkspaceFilterTest.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  private final List<Input> applied = new ArrayList<>();
  private final Effects effects =
      new PurgedWorkspaceFilter(
          new Effects() {
            @Override
            public List<Output> apply(Connection transaction, Poll poll) {
              applied.addAll(poll.inputs());
              return List.of();
            }

            @Override
            public List<Output> quarantine(Connection transaction, Input input, Exception failure) {
              applied.add(input);
              return List.of();
            }
          },
          new WorkspaceId("wsp_gone")::equals);

  @Test
  void whatBelongsToADeletedWorkspaceHasNoEffect() throws Exception {
    Input late = input(new WorkspaceId("wsp_gone"));
    Input other = input(new WorkspaceId("wsp_stays"));
    effects.apply(UNUSED, new Poll(List.of(late, other), Map.of(), null));
    effects.apply(UNUSED, new Poll(List.of(late), Map.of(), null));
    effects.quarantine(UNUSED, late, new IllegalStateException());
    assertThat(applied).containsExactly(other);
  }

  private static Input input(WorkspaceId workspace) {
    return new Input(
        new TopicPartition("events", 0),
        7,
        new byte[0],
        new byte[0],
        Map.of(MessageHeaders.WORKSPACE, workspace.value().getBytes(StandardCharsets.UTF_8)));
  }
}
