package dev.tributary.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.runtime.problem.Problem;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FilingTest {

  @Test
  void spacesDoNotCountAndEachTagIsKeptOnce() {
    assertThat(Filing.of(List.of(" spring ", "sale", "spring"), " Campaigns ", " "))
        .hasValue(new Filing(List.of("spring", "sale"), "Campaigns", null));
  }

  @Test
  void aRequestThatFilesNothingLeavesNothing() {
    assertThat(Filing.of(null, null, null)).isEmpty();
    assertThat(Filing.of(List.of(), "", " ")).isEmpty();
  }

  @Test
  void eachWrongFieldIsNamedWithItsPlace() {
    Problem problem =
        catchThrowableOfType(
            Problem.class,
            () -> Filing.of(List.of("a", " ", "x".repeat(51)), "f".repeat(201), "o".repeat(201)));
    assertThat(problem.errors())
        .extracting(Problem.At::pointer)
        .containsExactly("/tags/1", "/tags/2", "/folder", "/owner");
  }

  @Test
  void aPatchOfTagsFolderAndOwnerChangesNothingElse() throws Exception {
    assertThat(Filing.isAllOf(patch("{\"tags\": [], \"folder\": null}"))).isTrue();
    assertThat(Filing.isAllOf(patch("{\"owner\": \"ada\", \"name\": \"Two\"}"))).isFalse();
    assertThat(Filing.isAllOf(patch("{}"))).isFalse();
    assertThat(Filing.isAllOf(patch("[]"))).isFalse();
  }

  @Test
  void theFormOfAClientHasAllThreeFields() throws Exception {
    ObjectNode written = Json.MAPPER.createObjectNode().put("name", "Loyal");
    new Filing(List.of("spring"), null, "ada").writeTo(written);
    assertThat(written)
        .isEqualTo(
            patch("{\"name\":\"Loyal\",\"folder\":null,\"owner\":\"ada\",\"tags\":[\"spring\"]}"));
  }

  private static JsonNode patch(String json) throws Exception {
    return Json.MAPPER.readTree(json);
  }

  @Test
  void moreThanTwentyTagsAreRefused() {
    List<String> tags = IntStream.range(0, 21).mapToObj(i -> "tag " + i).toList();
    Problem problem = catchThrowableOfType(Problem.class, () -> Filing.of(tags, null, null));
    assertThat(problem.errors()).extracting(Problem.At::pointer).containsExactly("/tags");
    assertThat(Filing.of(Collections.nCopies(21, "same"), null, null)).isPresent();
  }
}
