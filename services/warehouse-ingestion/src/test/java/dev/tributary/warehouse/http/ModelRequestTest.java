package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.contracts.Json;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.warehouse.model.TableSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelRequestTest {

  @Test
  void aQueryThatIsTooLongIsRefusedWithItsPlaceAndTheLimit() {
    String longest = "select 1".concat(" ".repeat(ModelRequest.LONGEST_QUERY - 8));
    assertThat(request(longest).source()).isEqualTo(new TableSource.Query(longest));
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> request(longest + " ").source())
        .satisfies(problem -> {
          assertThat(problem.code()).isEqualTo(Problems.INVALID);
          assertThat(problem).hasMessageContaining("262144 characters");
          assertThat(problem.errors()).extracting(Problem.At::pointer).containsExactly("/query");
        });
  }

  private static ModelRequest request(String query) {
    return Json.MAPPER.convertValue(Map.of("query", query), ModelRequest.class);
  }
}
