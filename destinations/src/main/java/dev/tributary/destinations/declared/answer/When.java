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

  /** The content has a text there that begins with this one. */
  record Begins(JsonPointer at, String text) implements When {
    @Override
    public boolean holds(JsonNode content) {
      return content.at(at).asText("").startsWith(text);
    }
  }

  /** The content has something there: no null, no empty list, no empty text. */
  record Present(JsonPointer at) implements When {
    @Override
    public boolean holds(JsonNode content) {
      JsonNode value = content.at(at);
      return value.isContainerNode()
          ? !value.isEmpty()
          : !value.asText("").isEmpty() && !value.isNull();
    }
  }
}
