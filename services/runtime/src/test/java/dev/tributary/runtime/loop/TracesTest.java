package dev.tributary.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TracesTest {
  private static final TopicPartition PARTITION = new TopicPartition("events", 0);
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void aMessageCarriesTheTraceOfItsCause() {
    List<Output> outputs =
        Traces.follow(
            "identity",
            Instant.EPOCH,
            List.of(input("evt_1", PARENT), input("evt_2", null)),
            List.of(output("evt_1"), output("evt_2"), output(null)));
    assertThat(outputs)
        .extracting(TracesTest::traceId)
        .containsExactly(PARENT.substring(3, 35), null, null);
    assertThat(outputs).allSatisfy(output -> assertThat(output.because()).isEqualTo(PARTITION));
  }

  @Test
  void withoutTracesNothingIsTouched() {
    List<Output> outputs = List.of(output("evt_1"));
    assertThat(Traces.follow("identity", Instant.EPOCH, List.of(input("evt_1", null)), outputs))
        .isSameAs(outputs);
  }

  @Test
  void whatIsNoTraceContextIsHandedOnWithoutHarm() {
    List<Output> outputs =
        Traces.follow(
            "identity",
            Instant.EPOCH,
            List.of(input("evt_1", "nonsense")),
            List.of(output("evt_1")));
    assertThat(outputs).hasSize(1);
  }

  private static Input input(String id, @Nullable String traceParent) {
    Map<String, byte[]> headers = new HashMap<>(headers(id, null).toHeaders());
    if (traceParent != null) {
      headers.put(MessageHeaders.TRACE_PARENT, traceParent.getBytes(StandardCharsets.UTF_8));
    }
    return new Input(PARTITION, 0, new byte[0], new byte[0], headers);
  }

  private static Output output(@Nullable String cause) {
    return new Output(
        PARTITION, Message.of(Topic.PROFILES, "key", new byte[0], headers("msg", cause)));
  }

  private static MessageHeaders headers(String id, @Nullable String cause) {
    return new MessageHeaders(id, "type", new WorkspaceId("wsp_a"), id, Instant.EPOCH, cause);
  }

  private static @Nullable String traceId(Output output) {
    String header = MessageHeaders.text(output.message().headers(), MessageHeaders.TRACE_PARENT);
    return header == null ? null : header.substring(3, 35);
  }
}
