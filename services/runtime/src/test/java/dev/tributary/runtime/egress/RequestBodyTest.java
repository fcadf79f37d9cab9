package dev.tributary.runtime.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
  private final List<String> seen = new ArrayList<>();

  private RequestBody body(String content) {
    return new RequestBody(content.getBytes(StandardCharsets.UTF_8))
        .handler(part -> seen.add(part.toString()))
        .endHandler(_ -> seen.add("the end"))
        .exceptionHandler(failure -> seen.add("failed"));
  }

  @Test
  void aBodyIsReadOnceAndIsThenTooLateToWithdraw() {
    RequestBody body = body("content").pause();
    assertThat(seen).isEmpty();
    body.resume().resume().fetch(1);
    assertThat(seen).containsExactly("content", "the end");
    assertThat(body.withdraw()).isFalse();
  }

  @Test
  void anEmptyBodyEndsWithoutAPart() {
    body("").resume();
    assertThat(seen).containsExactly("the end");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aWithdrawnBodyIsNeverRead(int times) {
    RequestBody body = body("content");
    for (int i = 0; i < times; i++) {
      assertThat(body.withdraw()).isTrue();
    }
    body.resume();
    assertThat(seen).containsExactly("failed");
  }

  @Test
  void aBodyWithoutAReaderWaits() {
    RequestBody body = new RequestBody(new byte[1]).resume();
    assertThat(body.withdraw()).isTrue();
  }
}
