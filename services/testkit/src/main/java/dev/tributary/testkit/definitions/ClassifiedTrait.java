package dev.tributary.testkit.definitions;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.TraitBody;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;

/**
 * The definition that identity resolution publishes for a trait with a classification or a type.
 */
public final class ClassifiedTrait {
  private ClassifiedTrait() {}

  public static Message message(
      WorkspaceId workspace, String trait, long version, Classification classification) {
    return message(workspace, trait, version, new TraitBody(classification, null));
  }

  public static Message message(WorkspaceId workspace, String trait, long version, TraitBody body) {
    String id = "trt_" + workspace + trait;
    Definition definition =
        new Definition(workspace, id, version, trait, trait, false, Json.MAPPER.valueToTree(body));
    return Message.of(
        Topic.TRAITS,
        id,
        Json.write(definition),
        new MessageHeaders("msg", Definition.TYPE, workspace, "msg", Instant.now(), null));
  }
}
