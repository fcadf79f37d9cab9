package dev.tributary.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.ErrorCode.Kind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ErrorReferenceTest compares the status of each code with the documentation. */
class HttpProblemsTest {
  @Test
  void eachKindHasAStatusOfItsOwn() {
    assertThat(Arrays.stream(Kind.values()).map(kind -> status("any", kind)).distinct())
        .hasSize(Kind.values().length)
        .allMatch(status -> status >= 400 && status < 600);
  }

  @Test
  void aProblemOfHttpItselfHasItsOwnStatus() {
    assertThat(status("address-too-long", Kind.MALFORMED)).isEqualTo(414);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 405, 406, 413, 415, 429, 500, 503})
  void theCodeOfAStatusHasThisStatus(int status) {
    assertThat(HttpProblems.status(HttpProblems.ofStatus(status))).isEqualTo(status);
  }

  private static int status(String code, Kind kind) {
    return HttpProblems.status(new ErrorCode(code, kind, "A title"));
  }
}
