package dev.tributary.destinations.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.From;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import dev.tributary.runtime.tenancy.Sight;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of a sync's values a caller may see. A value whose trait is not known is personal, and
 * shown to nobody where it may be a sensitive trait's. Pure.
 *
 * @param model what is known of the model that the sync takes its rows from, or null
 */
record Shown(Sight sight, Catalogue.Sync sync, @Nullable ModelBody model) {

  /** A field of a record that this sync fills. */
  boolean field(String field) {
    if (sync.spec().mapping().isEmpty()) {
      return switch (sync.spec().from()) {
        case From.Audience _, From.Profiles() -> sight.trait(field);
        case From.Model _ -> column(field);
        case From.Events _ -> untold();
      };
    }
    return sync.spec().mapping().stream()
        .filter(mapping -> mapping.field().equals(field))
        .findFirst()
        .map(mapping -> value(mapping.from()))
        .orElse(untold());
  }

  /** Whether something of a record is shown for the right to personal data alone. */
  boolean tells(ObjectNode fields) {
    Shown anybody = new Shown(new Sight(false, sight.classes()), sync, model);
    return (match() && !anybody.match())
        || fields.properties().stream()
            .map(Map.Entry::getKey)
            .anyMatch(field -> field(field) && !anybody.field(field));
  }

  /** What names the record. */
  boolean match() {
    FieldMapping match = sync.spec().match();
    return match == null ? sight.personalData() : value(match.from());
  }

  /** Whether everything that it sends may be seen by anybody. */
  boolean harmless() {
    Shown anybody = new Shown(new Sight(false, sight.classes()), sync, model);
    return anybody.match()
        && !sync.spec().mapping().isEmpty()
        && sync.spec().mapping().stream().allMatch(each -> anybody.value(each.from()));
  }

  /** Whether nothing that it sends is kept from those who may read personal data. */
  boolean everything() {
    Shown most = new Shown(new Sight(true, sight.classes()), sync, model);
    return most.match()
        && (sync.spec().mapping().isEmpty()
            ? sync.object().otherFields() == null || most.allOfIt()
            : sync.spec().mapping().stream().allMatch(each -> most.value(each.from())));
  }

  private boolean allOfIt() {
    return sync.spec().from() instanceof From.Model && model != null
        ? Stream.concat(model.columns().keySet().stream(), model.primaryKey().stream())
            .allMatch(this::column)
        : untold();
  }

  private boolean value(ValueSource source) {
    return switch (source) {
      case ValueSource.Trait(var name) -> sight.trait(name);
      case ValueSource.Column(var name) -> column(name);
      case ValueSource.EventProperty(var path) ->
          sight.personalData()
              && Arrays.stream(path.split("\\.")).noneMatch(sight.classes()::isSensitive);
      case ValueSource.IdentifierOf _,
          ValueSource.ProfileId _,
          ValueSource.EventAttribute _,
          ValueSource.Constant _,
          ValueSource.InAudience _ ->
          sight.personalData();
    };
  }

  private boolean column(String column) {
    if (model == null) {
      return untold();
    }
    String trait = model.mapping().traits().get(column);
    return trait == null
        ? sight.personalData() && !sight.classes().isSensitive(column)
        : sight.trait(trait);
  }

  private boolean untold() {
    return sight.personalData() && !sight.classes().anySensitive();
  }
}
