package dev.tributary.testkit.definitions;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.TraitBody;
import java.time.Instant;

/** What identity resolution says of a trait that somebody classified. */
public final class ClassifiedTrait {
  private ClassifiedTrait() {}

  public static Message message(
      String workspace, String trait, long version, Classification classification) {
    String id = "trt_" + workspace + trait;
    Definition definition =
        new Definition(
            workspace,
            id,
            version,
            trait,
            trait,
            false,
            Json.MAPPER.valueToTree(new TraitBody(classification)));
    return Message.of(
        Topic.TRAITS,
        id,
        Json.write(definition),
        new MessageHeaders("msg", Definition.TYPE, workspace, "msg", Instant.now(), null));
  }
}
