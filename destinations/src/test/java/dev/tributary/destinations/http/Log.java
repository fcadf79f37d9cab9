package dev.tributary.destinations.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.AudienceBody;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.EventPropertyBody;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.definition.TraitBody;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.AudiencesDecided;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.membership.MembershipChangeBuilder;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.AppliedEventBuilder;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.contracts.row.RowChangeBuilder;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.definitions.ClassifiedTrait;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/** Writes to the log what other services would. */
final class Log {
  private static final Ids IDS = new Ids(Clock.systemUTC(), new SecureRandom());

  private Log() {}

  static void workspace(String id) {
    WorkspaceBody body =
        new WorkspaceBody(WorkspaceBody.Kind.TEST, "UTC", 0, List.of("orders"), "NL");
    Definition definition =
        new Definition(
            new WorkspaceId(id),
            id,
            1,
            id.replace('_', '-'),
            id,
            false,
            Json.MAPPER.valueToTree(body));
    publish(
        Message.of(
            Topic.WORKSPACES,
            id,
            Json.write(definition),
            headers(new WorkspaceId(id), Definition.TYPE)));
  }

  /** As the control plane says that a workspace is deleted for good. */
  static void deletedWorkspace(WorkspaceId workspace) {
    String id = workspace.value();
    Definition definition =
        new Definition(
            workspace, id, 2, id.replace('_', '-'), id, true, Json.MAPPER.createObjectNode());
    publish(
        Message.of(
            Topic.WORKSPACES, id, Json.write(definition), headers(workspace, Definition.TYPE)));
  }

  /** As identity resolution says that a trait is classified. */
  static void classify(
      WorkspaceId workspace, String trait, long version, Classification classification) {
    publish(ClassifiedTrait.message(workspace, trait, version, classification));
  }

  /** As identity resolution says that values of a trait are read as a type. */
  static void declare(WorkspaceId workspace, String trait, DeclaredType type) {
    publish(
        ClassifiedTrait.message(workspace, trait, 1, new TraitBody(Classification.PERSONAL, type)));
  }

  /** As the audience builder says the same of a property of the event {@code Order Completed}. */
  static void declareProperty(WorkspaceId workspace, String property, DeclaredType type) {
    String id = "epr_" + workspace + property;
    EventPropertyBody body =
        new EventPropertyBody(CallType.TRACK, "Order Completed", property, type);
    Definition definition =
        new Definition(workspace, id, 1, property, property, false, Json.MAPPER.valueToTree(body));
    publish(
        Message.of(
            Topic.EVENT_PROPERTIES,
            id,
            Json.write(definition),
            headers(workspace, Definition.TYPE)));
  }

  static void model(WorkspaceId workspace, String id, List<String> columns) {
    model(workspace, id, "order", columns, ModelBody.Mapping.NONE);
  }

  static void model(
      WorkspaceId workspace,
      String id,
      String entity,
      List<String> columns,
      ModelBody.Mapping mapping) {
    ModelBody body =
        new ModelBody(
            entity,
            List.of(columns.getFirst()),
            columns.stream().collect(Collectors.toMap(column -> column, column -> "text")),
            mapping);
    Definition definition =
        new Definition(workspace, id, 1, id, id, false, Json.MAPPER.valueToTree(body));
    publish(
        Message.of(Topic.MODELS, id, Json.write(definition), headers(workspace, Definition.TYPE)));
  }

  static void audience(WorkspaceId workspace, AudienceId id) {
    Definition definition =
        new Definition(
            workspace,
            id.value(),
            1,
            id.value(),
            id.value(),
            false,
            Json.MAPPER.valueToTree(new AudienceBody(List.of())));
    publish(
        Message.of(
            Topic.AUDIENCES,
            id.value(),
            Json.write(definition),
            headers(workspace, Definition.TYPE)));
  }

  static void enters(WorkspaceId workspace, AudienceId audience, ProfileId profile) {
    publish(
        MembershipChangeBuilder.builder()
            .workspace(workspace)
            .audience(audience)
            .audienceVersion(1)
            .profile(profile)
            .change(MembershipChange.Change.ENTER)
            .reason(MembershipChange.Reason.PROFILE)
            .sequence(1)
            .profileVersion(1)
            .at(Instant.EPOCH)
            .build()
            .toMessage(headers(workspace, MembershipChange.TYPE)));
  }

  static void row(WorkspaceId workspace, ModelId model, String id, Map<String, JsonNode> columns) {
    publish(
        RowChangeBuilder.builder()
            .workspace(workspace)
            .model(model)
            .modelVersion(1)
            .change(RowChange.Change.ADDED)
            .key(Map.of("id", TextNode.valueOf(id)))
            .row(columns)
            .columnTimes(Map.of())
            .changed(List.copyOf(columns.keySet()))
            .hash("")
            .run(new RunId(IDS.next(Ids.RUN)))
            .runStartedAt(Instant.EPOCH)
            .build()
            .toMessage(model + id, headers(workspace, RowChange.TYPE)));
  }

  static void event(WorkspaceId workspace, ProfileId profile, long version, EventId event) {
    person(workspace, profile, version, Map.of(), applied(event, Map.of()));
  }

  static void person(
      WorkspaceId workspace,
      ProfileId profile,
      long version,
      Map<String, ConsentState> consent,
      @Nullable AppliedEvent event) {
    person(workspace, profile, version, Map.of("name", TextNode.valueOf("Ann")), consent, event);
  }

  static void person(
      WorkspaceId workspace,
      ProfileId profile,
      long version,
      Map<String, JsonNode> traits,
      Map<String, ConsentState> consent,
      @Nullable AppliedEvent event) {
    String email = profile + "@example.org";
    Map<String, JsonNode> all = new TreeMap<>(traits);
    all.put("email", TextNode.valueOf(email));
    ProfileState state =
        ProfileStateBuilder.builder()
            .workspace(workspace)
            .profile(profile)
            .version(version)
            .identifiers(List.of(new Identifier(Identifier.EMAIL, email)))
            .traits(all)
            .consent(consent)
            .subscriptions(Map.of())
            .lastGroup(null)
            .firstSeen(Instant.EPOCH)
            .lastSeen(Instant.EPOCH)
            .build();
    publish(
        new ProfileMessage.Updated(state, event, List.of())
            .toMessage(headers(workspace, ProfileMessage.TYPE)));
  }

  static AppliedEvent applied(EventId event, Map<String, Boolean> consent) {
    return applied(event, Json.MAPPER.createObjectNode().put("total", 12), consent);
  }

  static AppliedEvent applied(EventId event, ObjectNode properties, Map<String, Boolean> consent) {
    return AppliedEventBuilder.builder()
        .eventId(event)
        .messageId("message-" + event)
        .source(new SourceId("src_1"))
        .type(CallType.TRACK)
        .name("Order Completed")
        .timestamp(Instant.EPOCH)
        .receivedAt(Instant.EPOCH)
        .userId("user")
        .anonymousId(null)
        .groupId(null)
        .properties(properties)
        .context(Json.MAPPER.createObjectNode())
        .integrations(Json.MAPPER.createObjectNode())
        .consent(consent)
        .category(null)
        .previousId(null)
        .others(null)
        .build();
  }

  private static MessageHeaders headers(WorkspaceId workspace, String type) {
    String id = IDS.next(Ids.MESSAGE);
    return new MessageHeaders(id, type, workspace, id, Instant.now(), null);
  }

  static void merged(WorkspaceId workspace, ProfileId profile, long version, ProfileId into) {
    publish(
        new ProfileMessage.Merged(workspace, profile, version, into)
            .toMessage(headers(workspace, ProfileMessage.TYPE)));
  }

  /** Takes somebody apart; what either is comes with messages of their own. */
  static void unmerged(WorkspaceId workspace, ProfileId profile, long version, ProfileId into) {
    publish(
        new ProfileMessage.Unmerged(workspace, profile, version, into, List.of(), List.of())
            .toMessage(headers(workspace, ProfileMessage.TYPE)));
  }

  static void decided(WorkspaceId workspace, ProfileId profile, long version) {
    publish(
        new AudiencesDecided(workspace, profile, version)
            .toMessage(headers(workspace, AudiencesDecided.TYPE)));
  }

  static void publish(Message message) {
    KafkaClients clients = new KafkaClients(System.getProperty(DestinationsEnvironment.KAFKA, ""));
    try (KafkaProducer<byte[], byte[]> producer = clients.producer("test", 10_000)) {
      producer.send(Topics.toRecord(message)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
