package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** A condition on the content of an answer. */
sealed interface When {
  boolean holds(JsonNode content);

  /** Every content. */
  record Always() implements When {
    @Override
    public boolean holds(JsonNode content) {
      return true;
    }
  }

  /**
   * @param values texts; numbers and booleans as texts
   */
  record Is(JsonPointer at, Set<String> values) implements When {
    @Override
    public boolean holds(JsonNode content) {
      JsonNode value = content.at(at);
      return value.isValueNode() && values.contains(value.asText());
    }
  }

  /**
   * The text there begins with one of these, such as the code of an error before its words.
   *
   * @param starts not empty
   */
  record StartsWith(JsonPointer at, Set<String> starts) implements When {
    @Override
    public boolean holds(JsonNode content) {
      JsonNode value = content.at(at);
      return value.isTextual() && starts.stream().anyMatch(value.asText()::startsWith);
    }
  }

  /** The content has something there: no null, no empty list, no empty text, no number 0. */
  record Present(JsonPointer at) implements When {
    @Override
    public boolean holds(JsonNode content) {
      JsonNode value = content.at(at);
      if (value.isContainerNode()) {
        return !value.isEmpty();
      }
      boolean zero = value.isNumber() && value.decimalValue().signum() == 0;
      return !zero && !value.isNull() && !value.asText("").isEmpty();
    }
  }
}
