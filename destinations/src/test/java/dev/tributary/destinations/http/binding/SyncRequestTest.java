package dev.tributary.destinations.http.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JacksonException;
import dev.tributary.contracts.Json;
import dev.tributary.runtime.problem.JsonErrors;
import dev.tributary.runtime.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncRequestTest {
  @Test
  void aStepThatIsNullIsNamedWithItsPlace() {
    JacksonException refused =
        catchThrowableOfType(
            JacksonException.class,
            () ->
                Json.MAPPER.readValue(
                    """
                    {"mapping": [{"field": "a", "from": {"kind": "trait", "name": "a"},
                      "transform": [{"kind": "list"}, null]}]}\
                    """,
                    SyncRequest.class));
    Problem.At fault = JsonErrors.problem(refused).errors().getFirst();
    assertThat(fault.pointer()).startsWith("/mapping/0");
    assertThat(fault.detail()).contains("The step transform/1 is null", "or leave it out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "{'kind':'template','template':'Dear {{name | shout}}'} # Column 14: Unknown function"
            + " shout; known are trim, lower, upper, capitalize, digits, url, default, truncate",
        "{'kind':'jsonata','expression':'1 + $now()'} # Column 5: $now gives another value each"
            + " time; use a time of the record",
        "{'kind':'get','path':'a[x]'} # The path a[x] cannot be read; write for example"
            + " address.city, items[0].sku or items[].sku",
        "{'kind':'shout'} # Unknown type shout",
        "{'kind':'hash','as':'crc32'} # crc32",
      })
  void aStepThatCannotWorkIsNamedWithItsPlaceAndTheRemedy(String step, String words) {
    String body =
        "{'mapping': [{'field': 'a', 'from': {'kind': 'trait', 'name': 'a'}, 'transform':"
            + " [{'kind': 'list'}, %s]}]}";
    JacksonException refused =
        catchThrowableOfType(
            JacksonException.class,
            () ->
                Json.MAPPER.readValue(body.formatted(step).replace('\'', '"'), SyncRequest.class));
    Problem.At fault = JsonErrors.problem(refused).errors().getFirst();
    assertThat(fault.pointer()).startsWith("/mapping/0/transform/1");
    assertThat(fault.detail()).contains(words);
  }
}
