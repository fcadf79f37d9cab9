package dev.tributary.testkit.definitions;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.testkit.audit.WholeTopic;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The definitions of a workspace on a compacted topic. */
public final class PublishedDefinitions {
  private PublishedDefinitions() {}

  /** The newest version of each definition. */
  public static Collection<Definition> newest(
      String bootstrapServers, Topic topic, WorkspaceId workspace) {
    Map<String, Definition> newest =
        WholeTopic.values(bootstrapServers, topic, workspace).stream()
            .filter(Objects::nonNull)
            .map(value -> Json.read(value, Definition.class))
            .collect(
                Collectors.toMap(
                    Definition::id,
                    Function.identity(),
                    BinaryOperator.maxBy(Comparator.comparing(Definition::version))));
    return newest.values();
  }
}
