package dev.tributary.destinations.http.visibility;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.destinations.mapping.Chain;
import dev.tributary.destinations.mapping.Reference;
import dev.tributary.destinations.mapping.Transform;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.MappedField;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import dev.tributary.runtime.tenancy.Visibility;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of a sync's values a caller may see. A value whose trait is not known is personal data. If
 * it may be the value of a sensitive trait, it is hidden from every caller. Not thread-safe; it
 * exists as long as one answer.
 */
public final class VisibleValues {
  private final Visibility visibility;
  private final Catalogue.Sync sync;
  private final @Nullable ModelBody model;

  /** By mapped field; null until it is needed. */
  private @Nullable Map<String, Boolean> shown;

  /**
   * @param model the definition of the model that the sync takes its rows from, or null if it is
   *     not known
   */
  public VisibleValues(Visibility visibility, Catalogue.Sync sync, @Nullable ModelBody model) {
    this.visibility = visibility;
    this.sync = sync;
    this.model = model;
  }

  /** A field of a record that this sync fills. */
  public boolean field(String field) {
    if (sync.spec().mapping().isEmpty()) {
      return switch (sync.spec().from()) {
        case SyncSource.Audience _, SyncSource.Profiles() -> visibility.trait(field);
        case SyncSource.Model _ -> column(field);
        case SyncSource.Events _ -> unknownTrait();
      };
    }
    return mapped().getOrDefault(field, unknownTrait());
  }

  /**
   * Whether the value of each mapped field is visible. A field comes after the fields that its
   * steps name, so each one is decided once.
   */
  private Map<String, Boolean> mapped() {
    Map<String, Boolean> known = shown;
    if (known == null) {
      known = new HashMap<>();
      for (MappedField mapped : sync.fields()) {
        known.put(mapped.field(), value(sync.spec().mapping().get(mapped.index()), known));
      }
      shown = known;
    }
    return known;
  }

  /** Whether a part of a record is visible only because of the right to personal data. */
  public boolean showsPersonalData(ObjectNode fields) {
    VisibleValues everyCaller =
        new VisibleValues(new Visibility(false, visibility.classes()), sync, model);
    return (match() && !everyCaller.match())
        || fields.properties().stream()
            .map(Map.Entry::getKey)
            .anyMatch(field -> field(field) && !everyCaller.field(field));
  }

  /** Whether the match value of the record is visible. */
  public boolean match() {
    FieldMapping match = sync.spec().match();
    return match == null ? visibility.personalData() : value(match, Map.of());
  }

  /**
   * Whether every caller may see all that the sync sends: the values, and the fact that a person is
   * among its records.
   */
  boolean harmless() {
    VisibleValues everyCaller =
        new VisibleValues(new Visibility(false, visibility.classes()), sync, model);
    return !sync.spec().from().revealsMembership()
        && everyCaller.match()
        && !sync.spec().mapping().isEmpty()
        && !everyCaller.mapped().containsValue(false);
  }

  /**
   * Whether a caller with the right to personal data may see all values that the sync sends, or has
   * sent. A sync to a list sends no fields. An earlier version of the engine has sent all values of
   * the members, and recorded requests and stored contents still have them.
   */
  boolean everything() {
    VisibleValues withPersonalData =
        new VisibleValues(new Visibility(true, visibility.classes()), sync, model);
    return withPersonalData.match()
        && (sync.spec().mapping().isEmpty()
            ? sync.object().otherFields() == null || withPersonalData.allColumns()
            : !withPersonalData.mapped().containsValue(false));
  }

  private boolean allColumns() {
    return sync.spec().from() instanceof SyncSource.Model && model != null
        ? Stream.concat(model.columns().keySet().stream(), model.primaryKey().stream())
            .allMatch(this::column)
        : unknownTrait();
  }

  /**
   * A value is visible only if all values that it is made of are.
   *
   * @param fields the visibility of the fields before it
   */
  private boolean value(FieldMapping mapping, Map<String, Boolean> fields) {
    List<Transform> transform = mapping.transform();
    return value(mapping.from())
        && (transform == null
            || (Chain.references(transform).allMatch(reference -> reference(reference, fields))
                && Chain.namesInValue(transform).noneMatch(visibility.classes()::isSensitive)
                && (!Chain.readsAnything(transform) || unknownTrait())));
  }

  private boolean reference(Reference reference, Map<String, Boolean> fields) {
    return switch (reference.root()) {
      case VALUE -> true;
      case FIELDS ->
          fields.getOrDefault(reference.firstName(), true)
              && fields.getOrDefault(reference.pathText(), true);
      case RECORD ->
          switch (sync.spec().from()) {
            case SyncSource.Audience _, SyncSource.Profiles() -> trait(reference);
            case SyncSource.Model _ -> column(reference.firstName());
            case SyncSource.Events _ -> ofEvent(reference.names());
          };
      case TRAITS -> trait(reference);
      case COLUMNS -> column(reference.firstName());
      case PROPERTIES, CONTEXT, INTEGRATIONS -> ofEvent(reference.names());
      case IDENTIFIERS, PROFILE, EVENT -> visibility.personalData();
    };
  }

  /** A trait can have the name of the whole path. */
  private boolean trait(Reference reference) {
    return visibility.trait(reference.firstName()) && visibility.trait(reference.pathText());
  }

  private boolean ofEvent(List<String> names) {
    return visibility.personalData()
        && names.stream()
            .flatMap(name -> Arrays.stream(name.split("\\.")))
            .noneMatch(visibility.classes()::isSensitive);
  }

  private boolean value(ValueSource source) {
    return switch (source) {
      case ValueSource.Trait(var name) -> visibility.trait(name);
      case ValueSource.Column(var name) -> column(name);
      case ValueSource.EventProperty(var path) -> ofEvent(List.of(path));
      case ValueSource.EventContext(var path) ->
          ofEvent(Reference.in(Reference.Root.CONTEXT, path).names());
      case ValueSource.EventIntegrations(var path) ->
          ofEvent(Reference.in(Reference.Root.INTEGRATIONS, path).names());
      case ValueSource.IdentifierOf _,
          ValueSource.Identifiers _,
          ValueSource.ProfileId _,
          ValueSource.EventAttribute _,
          ValueSource.Constant _,
          ValueSource.InAudience _ ->
          visibility.personalData();
    };
  }

  /**
   * A column has the visibility of the trait that the model maps it to, as in the answers about the
   * model. A column that also identifies a person needs the right to personal data. A column with
   * the name of a sensitive trait is always hidden.
   */
  private boolean column(String column) {
    if (model == null) {
      return unknownTrait();
    }
    if (visibility.classes().isSensitive(column)) {
      return false;
    }
    String trait = model.mapping().traits().get(column);
    boolean shown = trait == null ? visibility.personalData() : visibility.trait(trait);
    return shown && (visibility.personalData() || !identifies(model, column));
  }

  /** Whether a column identifies a person, or holds an answer about consent. */
  private static boolean identifies(ModelBody model, String column) {
    return model.primaryKey().contains(column)
        || model.mapping().identifiers().containsKey(column)
        || model.mapping().consent().containsKey(column)
        || model.mapping().subscriptions().containsKey(column);
  }

  private boolean unknownTrait() {
    return visibility.personalData() && !visibility.classes().anySensitive();
  }
}
