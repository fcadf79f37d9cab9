package dev.tributary.destinations.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.mapping.Chain;
import dev.tributary.destinations.mapping.Reference;
import dev.tributary.destinations.mapping.ResultKind;
import dev.tributary.destinations.mapping.Transform;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the steps of a sync against its source, its model and the types of its fields. A step that
 * can never work, whatever the source is, is refused earlier, when it is read.
 *
 * @param object the object whose records the sync writes
 * @param model the model that the sync reads; null if it reads none, or if it is not known
 */
record StepCheck(SyncSpec sync, ObjectType object, @Nullable ModelBody model) {
  private static final List<String> ATTRIBUTES =
      Arrays.stream(ValueSource.Attribute.values()).map(ValueSource.Attribute::wireName).toList();

  /** The most fields with steps, and the most expressions, of one sync. */
  static final int MOST_FIELDS = 200;

  static final int MOST_EXPRESSIONS = 50;

  List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    checkCounts(faults);
    for (int i = 0; i < sync.mapping().size(); i++) {
      FieldMapping mapping = sync.mapping().get(i);
      List<Transform> transform = mapping.transform();
      if (transform != null) {
        check(mapping, transform, "/mapping/" + i + "/transform", faults);
      }
    }
    try {
      FieldOrder.of(sync.mapping());
    } catch (IllegalArgumentException e) {
      faults.add(new Fault("/mapping", String.valueOf(e.getMessage())));
    }
    FieldMapping match = sync.match();
    if (match != null && match.transform() != null) {
      faults.add(new Fault("/match/transform", "The match value is sent as it is; leave it out"));
    }
    return faults;
  }

  private void checkCounts(List<Fault> faults) {
    List<List<Transform>> steps =
        sync.mapping().stream().flatMap(mapping -> Stream.ofNullable(mapping.transform())).toList();
    long expressions =
        steps.stream().flatMap(List::stream).filter(Transform.Jsonata.class::isInstance).count();
    if (steps.size() > MOST_FIELDS) {
      faults.add(
          new Fault(
              "/mapping",
              "%d fields have steps, and a sync has at most %d; map the others without transform"
                  .formatted(steps.size(), MOST_FIELDS)));
    }
    if (expressions > MOST_EXPRESSIONS) {
      faults.add(
          new Fault(
              "/mapping",
              "The steps have %d expressions, and a sync has at most %d; use other steps"
                  .formatted(expressions, MOST_EXPRESSIONS)));
    }
  }

  private void check(
      FieldMapping mapping, List<Transform> transform, String at, List<Fault> faults) {
    for (int i = 0; i < transform.size(); i++) {
      String step = at + "/" + i;
      Chain.references(List.of(transform.get(i)))
          .map(this::problem)
          .filter(words -> !words.isEmpty())
          .forEach(words -> faults.add(new Fault(step, words)));
    }
    object.fields().stream()
        .filter(field -> field.name().equals(mapping.field()))
        .findFirst()
        .flatMap(field -> kind(mapping.from()).neverFits(transform, field.type()))
        .ifPresent(words -> faults.add(new Fault(at, words)));
  }

  private static ResultKind kind(ValueSource source) {
    return switch (source) {
      case ValueSource.Constant(JsonNode value) -> ResultKind.of(value);
      case ValueSource.InAudience _ -> ResultKind.BOOLEAN;
      case ValueSource.Identifiers(var type) -> type == null ? ResultKind.OBJECT : ResultKind.LIST;
      case ValueSource.Trait _,
          ValueSource.IdentifierOf _,
          ValueSource.ProfileId _,
          ValueSource.Column _,
          ValueSource.EventProperty _,
          ValueSource.EventAttribute _,
          ValueSource.EventContext _,
          ValueSource.EventIntegrations _ ->
          ResultKind.ANY;
    };
  }

  /** Why a step cannot name this value; empty if it can. */
  private String problem(Reference reference) {
    boolean rows = sync.from() instanceof SyncSource.Model;
    boolean events = sync.from() instanceof SyncSource.Events;
    return switch (reference.root()) {
      case VALUE -> "";
      case FIELDS -> field(reference);
      case RECORD -> rows ? column(reference) : "";
      case COLUMNS -> rows ? column(reference) : absent(reference);
      case TRAITS, IDENTIFIERS -> rows ? absent(reference) : "";
      case PROFILE -> rows || !isProfileId(reference) ? absent(reference) : "";
      case PROPERTIES, CONTEXT, INTEGRATIONS -> events ? "" : absent(reference);
      case EVENT -> events ? attribute(reference) : absent(reference);
    };
  }

  private String absent(Reference reference) {
    return "A sync of %s has no value %s".formatted(sync.from().kind(), reference.text());
  }

  private static boolean isProfileId(Reference reference) {
    return reference.pathText().isEmpty() || reference.pathText().equals("id");
  }

  private static String attribute(Reference reference) {
    return ATTRIBUTES.contains(reference.pathText())
        ? ""
        : "Unknown value %s; an event has %s".formatted(reference.text(), ATTRIBUTES);
  }

  private String column(Reference reference) {
    Set<String> columns = model == null ? Set.of() : model.columns().keySet();
    return model == null
            || columns.contains(reference.firstName())
            || columns.contains(reference.pathText())
        ? ""
        : "Unknown column %s; the model has %s"
            .formatted(reference.firstName(), new TreeSet<>(columns));
  }

  private String field(Reference reference) {
    List<String> fields = sync.mapping().stream().map(FieldMapping::field).toList();
    return fields.stream().anyMatch(field -> FieldOrder.names(reference, field))
        ? ""
        : "%s is not mapped; the mapping has %s".formatted(reference.text(), fields);
  }
}
