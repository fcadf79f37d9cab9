package dev.tributary.destinations.added;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.declared.template.UnfitValue;
import dev.tributary.destinations.protocol.Protocols;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prints the requests that a connector makes for one sample item of each object, and sends nothing.
 * The values are samples by the type of each field, and secrets are masked. Thread-safe.
 */
public final class SampleRequests {
  private static final String SAMPLE = "sample";

  /** The size of all printed requests of a manifest, in characters. */
  private static final int LARGEST = 1024 * 1024;

  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
  private static final DestinationId DESTINATION = new DestinationId("dst_sample");

  private final Protocols protocols;

  public SampleRequests(Protocols protocols) {
    this.protocols = protocols;
  }

  /**
   * The requests for one item.
   *
   * @param object the name of the object
   * @param requests with masked secrets; empty if there is a problem
   * @param problem why there is no request, in a sentence; null if there is one
   */
  public record Sample(
      String object,
      Operation operation,
      List<Egress.Exchange> requests,
      @Nullable String problem) {
    public Sample {
      requests = List.copyOf(requests);
    }
  }

  /**
   * One sample for each write and each removal, in the order of the manifest.
   *
   * @param given settings of a destination; a sample for each setting that is not there
   */
  public List<Sample> of(WorkspaceId workspace, Connector connector, ObjectNode given) {
    Manifest manifest = connector.manifest();
    ObjectNode settings = settings(manifest.settings(), given);
    Map<String, String> secrets = new TreeMap<>();
    for (Setting setting : manifest.settings()) {
      if (setting.secret()) {
        settings.remove(setting.name());
        secrets.put(setting.name(), SAMPLE + "-" + setting.name());
      }
    }
    Target target = new Target(workspace, DESTINATION, settings, secrets, null);
    List<Sample> samples = new ArrayList<>();
    int printed = 0;
    for (ObjectType object : manifest.objects()) {
      for (Operation operation : operations(object)) {
        Sample sample = sample(connector, target, object, operation);
        printed += size(sample);
        samples.add(
            printed <= LARGEST
                ? sample
                : new Sample(
                    object.name(), operation, List.of(), "The samples before are too large"));
      }
    }
    return samples;
  }

  private static List<Operation> operations(ObjectType object) {
    return object.removal() == Removal.IMPOSSIBLE
        ? List.of(Operation.WRITE)
        : List.of(Operation.WRITE, Operation.REMOVE);
  }

  private static int size(Sample sample) {
    return sample.requests().stream().mapToInt(each -> each.toString().length()).sum();
  }

  private Sample sample(
      Connector connector, Target target, ObjectType object, Operation operation) {
    List<Fault> faults = connector.faults(target);
    if (!faults.isEmpty()) {
      Fault first = faults.getFirst();
      return new Sample(
          object.name(), operation, List.of(), first.pointer() + ": " + first.words());
    }
    try {
      List<Egress.Exchange> requests =
          protocols.preview(connector, batch(target, object, operation), target);
      return new Sample(
          object.name(),
          operation,
          requests,
          requests.isEmpty() ? "The connector makes no request of the sample" : null);
    } catch (UnfitValue e) {
      return new Sample(object.name(), operation, List.of(), e.words());
    } catch (RuntimeException e) {
      return new Sample(
          object.name(),
          operation,
          List.of(),
          "The connector fails for the sample: " + e.getClass().getSimpleName());
    }
  }

  private static Batch batch(Target target, ObjectType object, Operation operation) {
    List<Item> items = List.of(item(object, operation));
    return BatchBuilder.builder()
        .target(target.withoutSecrets())
        .key(Batch.keyOf(items))
        .sync(new SyncId("syn_sample"))
        .object(object.name())
        .place(null)
        .operation(operation)
        .syncSettings(settings(object.settings(), Json.MAPPER.createObjectNode()))
        .items(items)
        .mode(object.modes().contains(Mode.UPSERT) ? Mode.UPSERT : object.modes().getFirst())
        .mapping(List.of())
        .furtherMatches(
            operation == Operation.REMOVE
                ? List.of()
                : object.furtherMatchFields().stream()
                    .filter(field -> !field.equals(items.getFirst().matchField()))
                    .toList())
        .build();
  }

  private static Item item(ObjectType object, Operation operation) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    if (operation == Operation.WRITE) {
      object.fields().forEach(field -> fields.set(field.name(), value(field)));
    }
    String match = object.matchFields().isEmpty() ? null : object.matchFields().getFirst();
    boolean removal = operation == Operation.REMOVE;
    String value = match == null ? SAMPLE : text(match);
    return ItemBuilder.builder()
        .delivery("dlv_01890a5d-ac96-774b-bcce-b302099a8057")
        .matchField(match)
        .matchValue(value)
        .deliveredAs(removal ? value : null)
        .formerMatchValues(List.of())
        .vendorId(removal ? "ID_OF_RECORD" : null)
        .parentVendorId(object.kind() == ObjectType.Kind.MEMBERSHIP ? "ID_OF_MEMBER" : null)
        .fields(fields)
        .content(null)
        .version(1)
        .hash(SAMPLE)
        .since(SINCE)
        .position(null)
        .uncertain(false)
        .build();
  }

  private static ObjectNode settings(List<Setting> declared, ObjectNode given) {
    ObjectNode settings = given.deepCopy();
    for (Setting setting : declared) {
      if (!settings.hasNonNull(setting.name())) {
        settings.set(setting.name(), value(setting));
      }
    }
    return settings;
  }

  private static JsonNode value(Setting setting) {
    return switch (setting.type()) {
      case TEXT, SIGNING_SECRET -> TextNode.valueOf(SAMPLE);
      case NUMBER -> IntNode.valueOf(1);
      case BOOLEAN -> BooleanNode.FALSE;
      case CHOICE ->
          TextNode.valueOf(setting.options().isEmpty() ? SAMPLE : setting.options().getFirst());
      case LIST -> Json.MAPPER.createArrayNode().add(SAMPLE);
    };
  }

  private static JsonNode value(Manifest.Field field) {
    return switch (field.type()) {
      case TEXT -> TextNode.valueOf(text(field.name()));
      case NUMBER, INTEGER -> IntNode.valueOf(1);
      case BOOLEAN -> BooleanNode.TRUE;
      case DATE -> TextNode.valueOf("2026-01-01");
      case TIMESTAMP -> TextNode.valueOf("2026-01-01T00:00:00Z");
      case PICKLIST ->
          TextNode.valueOf(field.options().isEmpty() ? SAMPLE : field.options().getFirst());
      case LIST -> Json.MAPPER.createArrayNode().add(SAMPLE);
      case OBJECT, JSON -> Json.MAPPER.createObjectNode().put(SAMPLE, 1);
    };
  }

  /** Functions such as those for phone numbers refuse other texts. */
  private static String text(String field) {
    String name = field.toLowerCase(Locale.ROOT);
    if (name.contains("mail")) {
      return "ann@example.org";
    }
    return name.contains("phone") ? "+14155550100" : SAMPLE;
  }
}
