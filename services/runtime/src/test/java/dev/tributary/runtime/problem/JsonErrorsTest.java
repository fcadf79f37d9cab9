package dev.tributary.runtime.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JacksonException;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.AudienceId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonErrorsTest {
  private record Request(AudienceId audience) {}

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "5", "true"})
  void anotherValueInPlaceOfAnIdMustBeAText(String value) {
    String body = "{\"audience\": " + value + "}";
    JacksonException refused =
        catchThrowableOfType(
            JacksonException.class, () -> Json.MAPPER.readValue(body, Request.class));
    assertThat(JsonErrors.problem(refused).errors())
        .containsExactly(new Problem.At("/audience", "This must be a text"));
  }
}
