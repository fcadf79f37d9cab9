package dev.tributary.destinations.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.ObjectType.Kind;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.destination.SettingsCheck;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks a sync against its connector's manifest, its model, and the other syncs of the workspace.
 */
public final class SyncCheck {
  private static final String FURTHER = "/furtherMatches";

  private final Connector connector;
  private final Set<String> customFields;

  /**
   * @param customFields further fields that the destination's settings declare
   */
  public SyncCheck(Connector connector, Set<String> customFields) {
    this.connector = connector;
    this.customFields = customFields;
  }

  /** A sync that exists already. */
  public record Existing(SyncId id, String name, SyncSpec spec) {}

  /**
   * @param model the model that the sync reads, if it reads one
   */
  public List<Fault> faults(SyncSpec sync, @Nullable ModelBody model) {
    List<Fault> faults = new ArrayList<>();
    ObjectType object = connector.manifest().object(sync.object()).orElse(null);
    ObjectType records =
        object == null ? null : connector.manifest().recordsOf(object).orElse(null);
    if (object == null || records == null) {
      faults.add(new Fault("/object", "Unknown object; known are " + known()));
      return faults;
    }
    checkKind(sync, object, faults);
    checkMode(sync, object, faults);
    checkFields(sync, object, records, faults);
    if (!sync.furtherMatches().isEmpty()) {
      checkFurtherMatches(sync, object, faults);
    }
    List<FieldMapping> mappings = new ArrayList<>(sync.mapping());
    for (int i = 0; i < mappings.size(); i++) {
      checkSource(sync.from(), mappings.get(i).from(), model, "/mapping/" + i + "/from", faults);
    }
    FieldMapping match = sync.match();
    if (match != null) {
      checkSource(sync.from(), match.from(), model, "/match/from", faults);
    }
    faults.addAll(new StepCheck(sync, records, model).faults());
    faults.addAll(
        SettingsCheck.faults(settings(sync, object), sync.settings(), Set.of(), "/settings"));
    return faults;
  }

  /**
   * The credentials that requests for the object need, and that the destination lacks.
   *
   * @param destinationName for the words of the fault
   * @param secrets the names of the secret settings that it has
   */
  public List<Fault> missing(String object, String destinationName, Set<String> secrets) {
    Set<String> needed = connector.secrets(object);
    return connector.manifest().settings().stream()
        .filter(setting -> needed.contains(setting.name()) && !secrets.contains(setting.name()))
        .map(setting ->
            new Fault(
                "/object",
                "needs the setting “%s”, which the destination %s lacks. %s"
                    .formatted(setting.label(), destinationName, setting.help())))
        .toList();
  }

  /**
   * The settings that the object declares, and the settings of the list that an audience becomes.
   */
  private List<Setting> settings(SyncSpec sync, ObjectType object) {
    List<Setting> settings = new ArrayList<>(object.settings());
    String memberships = object.memberships();
    if (memberships != null && sync.from() instanceof SyncSource.Audience) {
      connector.manifest().object(memberships).ifPresent(list -> settings.addAll(list.settings()));
    }
    return settings;
  }

  /** Two syncs may share an object with disjoint fields; an overlap is a fault. */
  public List<Fault> overlaps(SyncSpec sync, List<Existing> others) {
    List<Fault> faults = new ArrayList<>();
    String space = space(sync);
    for (Existing other : others) {
      if (!other.spec().destination().equals(sync.destination())
          || !space(other.spec()).equals(space)
          || sync.from() instanceof SyncSource.Events) {
        continue;
      }
      if (!records(connector, sync.object()).equals(records(connector, other.spec().object()))) {
        faults.add(
            new Fault(
                "/object",
                "The sync %s writes %s to the same place"
                    .formatted(other.name(), other.spec().object())));
        continue;
      }
      if (!mayShare(sync.mode(), other.spec().mode())) {
        faults.add(
            new Fault(
                "/mode",
                """
                The sync %s writes to the same records with the mode %s, and the two modes exclude \
                each other. Use %s\
                """
                    .formatted(
                        other.name(), other.spec().mode().wireName(), remedy(other.spec()))));
        continue;
      }
      Set<String> shared = new TreeSet<>(sync.fields());
      shared.retainAll(other.spec().fields());
      boolean everything = sendsAllValues(sync) || sendsAllValues(other.spec());
      if (!shared.isEmpty() || everything) {
        faults.add(
            new Fault(
                "/mapping",
                "The sync %s already writes %s of this object"
                    .formatted(other.name(), everything ? "all fields" : shared)));
      } else if (!matchField(sync).equals(matchField(other.spec()))) {
        faults.add(
            new Fault(
                "/match/field",
                "The sync %s names the same records by %s"
                    .formatted(other.name(), matchField(other.spec()))));
      } else if (!sync.furtherMatches().isEmpty()
          && !other.spec().furtherMatches().isEmpty()
          && !sync.furtherMatches().equals(other.spec().furtherMatches())) {
        faults.add(
            new Fault(
                FURTHER,
                "The sync %s finds the same records by %s; leave it out, and both do so"
                    .formatted(other.name(), other.spec().furtherMatches())));
      }
    }
    return faults;
  }

  private static String remedy(SyncSpec other) {
    return switch (other.mode()) {
      case UPSERT, MIRROR, APPEND -> "upsert or mirror, or delete that sync";
      case UPDATE_ONLY -> "update-only, or delete that sync";
      case CREATE_ONLY, DELETE -> "another object, or delete that sync";
    };
  }

  /** A record is sent with all of its fields, in the mode of the sync that changed it last. */
  private static boolean mayShare(Mode one, Mode other) {
    return switch (one) {
      case UPSERT, MIRROR, APPEND ->
          other == Mode.UPSERT || other == Mode.MIRROR || other == Mode.APPEND;
      case UPDATE_ONLY -> other == Mode.UPDATE_ONLY;
      case CREATE_ONLY, DELETE -> false;
    };
  }

  private String space(SyncSpec sync) {
    return space(connector, sync.object(), sync.settings());
  }

  /**
   * The space of the records of a sync.
   *
   * @param object the object that the sync writes to
   * @param settings that the object declares
   */
  public static String space(Connector connector, String object, ObjectNode settings) {
    return connector.space(records(connector, object), settings);
  }

  /** The object that the records of an object belong to: of memberships, the one of the members. */
  private static String records(Connector connector, String object) {
    return connector
        .manifest()
        .object(object)
        .flatMap(connector.manifest()::recordsOf)
        .map(ObjectType::name)
        .orElse(object);
  }

  private boolean sendsAllValues(SyncSpec sync) {
    return sync.sendsAllValues(connector.manifest());
  }

  private static String matchField(SyncSpec sync) {
    FieldMapping match = sync.match();
    return match == null ? "" : match.field();
  }

  private List<String> known() {
    return connector.manifest().objects().stream().map(ObjectType::name).toList();
  }

  private static void checkKind(SyncSpec sync, ObjectType object, List<Fault> faults) {
    boolean events = sync.from() instanceof SyncSource.Events;
    if (object.kind() == Kind.MEMBERSHIP && !(sync.from() instanceof SyncSource.Audience)) {
      faults.add(new Fault("/from", "Only an audience becomes a list"));
    }
    if (events != (object.kind() == Kind.EVENT)) {
      faults.add(
          new Fault(
              "/object",
              "%s takes %s".formatted(object.name(), events ? "records, not events" : "events")));
    }
  }

  private void checkMode(SyncSpec sync, ObjectType object, List<Fault> faults) {
    boolean events = sync.from() instanceof SyncSource.Events;
    if (events != (object.kind() == Kind.EVENT)) {
      return;
    }
    boolean follows = events || sync.from() instanceof SyncSource.Profiles;
    List<String> accepted =
        object.modes().stream()
            .filter(mode -> mode != Mode.MIRROR || !follows)
            .filter(mode -> mode != Mode.CREATE_ONLY || !becomesList(sync, object))
            .map(Mode::wireName)
            .toList();
    if (accepted.contains(sync.mode().wireName())) {
      return;
    }
    String reason =
        sync.mode() == Mode.MIRROR && follows
            ? "Only audiences and models can be mirrored"
            : sync.mode() == Mode.CREATE_ONLY && becomesList(sync, object)
                ? "Members whose record exists already could not be put on the list"
                : "%s of %s cannot %s"
                    .formatted(object.label(), connector.manifest().name(), words(sync.mode()));
    faults.add(new Fault("/mode", reason + "; accepted are " + String.join(", ", accepted)));
  }

  /** Of a record that exists already, only an update tells the id, which a membership needs. */
  private static boolean becomesList(SyncSpec sync, ObjectType object) {
    return object.memberships() != null && sync.from() instanceof SyncSource.Audience;
  }

  private static String words(Mode mode) {
    return switch (mode) {
      case UPSERT -> "be created and updated";
      case UPDATE_ONLY -> "be updated only";
      case CREATE_ONLY -> "be created only";
      case MIRROR -> "be mirrored";
      case APPEND -> "be appended";
      case DELETE -> "be deleted by their match field";
    };
  }

  /** A list has no fields; its members are identified by the match field of their own object. */
  private void checkFields(SyncSpec sync, ObjectType asked, ObjectType object, List<Fault> faults) {
    FieldMapping match = sync.match();
    if (object.kind() == Kind.EVENT) {
      if (match != null) {
        faults.add(new Fault("/match", "Events are named by their own id; leave it out"));
      }
    } else if (match == null) {
      faults.add(new Fault("/match", "Say which field names the record: " + matches(object)));
    } else if (!object.matchFields().isEmpty() && !object.matchFields().contains(match.field())) {
      faults.add(new Fault("/match/field", "Must be one of " + matches(object)));
    } else if (!accepts(object, match.field())) {
      faults.add(new Fault("/match/field", unknown(object, match.field())));
    }
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < sync.mapping().size(); i++) {
      String field = sync.mapping().get(i).field();
      String at = "/mapping/" + i + "/field";
      if (!accepts(object, field)) {
        faults.add(new Fault(at, unknown(object, field)));
      } else if (!seen.add(field) || (match != null && match.field().equals(field))) {
        faults.add(new Fault(at, "The field %s is mapped twice".formatted(field)));
      }
    }
    checkSetOnce(sync, object, faults);
    boolean list = asked.kind() == Kind.MEMBERSHIP;
    if (list && !sync.mapping().isEmpty()) {
      faults.add(new Fault("/mapping", "A list takes no fields; leave it out"));
    }
    boolean deletes = sync.mode() == Mode.DELETE;
    if (deletes && !sync.mapping().isEmpty()) {
      faults.add(new Fault("/mapping", "A sync that deletes takes no fields; leave it out"));
    }
    if (!list && !deletes && sync.mapping().isEmpty() && needsMapping(object)) {
      faults.add(new Fault("/mapping", "Map at least one field"));
    }
  }

  private void checkFurtherMatches(SyncSpec sync, ObjectType object, List<Fault> faults) {
    List<String> accepted = object.furtherMatchFields();
    if (accepted.isEmpty()) {
      List<String> others =
          connector.manifest().objects().stream()
              .filter(each -> !each.furtherMatchFields().isEmpty())
              .map(ObjectType::name)
              .toList();
      faults.add(
          new Fault(
              FURTHER,
              "%s of %s are found by the match field only, leave it out; objects with further"
                      .formatted(object.label(), connector.manifest().name())
                  + " match fields are "
                  + (others.isEmpty() ? "none" : String.join(", ", others))));
      return;
    }
    if (sync.mode() == Mode.DELETE) {
      faults.add(
          new Fault(FURTHER, "A sync that deletes finds records by the match field; leave it out"));
      return;
    }
    FieldMapping match = sync.match();
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < sync.furtherMatches().size(); i++) {
      String field = sync.furtherMatches().get(i);
      String at = FURTHER + "/" + i;
      if (!accepted.contains(field)) {
        faults.add(new Fault(at, "Must be one of " + accepted));
      } else if (match != null && match.field().equals(field) || !seen.add(field)) {
        faults.add(new Fault(at, "The field %s names the record already".formatted(field)));
      } else if (!sync.fields().contains(field) && !sendsAllValues(sync)) {
        faults.add(new Fault(at, "Map the field %s: the search is for its value".formatted(field)));
      }
    }
  }

  private void checkSetOnce(SyncSpec sync, ObjectType object, List<Fault> faults) {
    FieldMapping match = sync.match();
    if (match != null && match.keepsFirstValue()) {
      faults.add(new Fault("/match/setOnce", "The match field names the record; leave it out"));
    }
    for (int i = 0; i < sync.mapping().size(); i++) {
      if (sync.mapping().get(i).keepsFirstValue() && object.kind() == Kind.EVENT) {
        faults.add(
            new Fault("/mapping/" + i + "/setOnce", "Each event is a new record; leave it out"));
      } else if (sync.mapping().get(i).keepsFirstValue()
          && connector.needsWholeRecords(object.name())) {
        faults.add(
            new Fault(
                "/mapping/" + i + "/setOnce",
                "%s are written as whole records, which would lose the field; leave it out"
                    .formatted(object.label())));
      }
    }
  }

  /** An object whose records are only their match value, such as a hashed address, has no more. */
  private static boolean needsMapping(ObjectType object) {
    return object.otherFields() == null
        && (object.fields().isEmpty()
            || object.fields().stream()
                .anyMatch(field -> !object.matchFields().contains(field.name())));
  }

  private boolean accepts(ObjectType object, String field) {
    return object.accepts(field) || customFields.contains(field);
  }

  private static List<String> matches(ObjectType object) {
    return object.matchFields();
  }

  private static String unknown(ObjectType object, String field) {
    return "Unknown field %s of %s; known are %s%s"
        .formatted(
            field,
            object.name(),
            object.fields().stream().map(known -> known.name()).toList(),
            object.otherFields() == null ? "" : ", and names like " + object.otherFields());
  }

  private static void checkSource(
      SyncSource from,
      ValueSource source,
      @Nullable ModelBody model,
      String at,
      List<Fault> faults) {
    boolean fits =
        switch (source) {
          case ValueSource.Constant constant -> true;
          case ValueSource.Column column -> from instanceof SyncSource.Model;
          case ValueSource.EventProperty property -> from instanceof SyncSource.Events;
          case ValueSource.EventContext context -> from instanceof SyncSource.Events;
          case ValueSource.EventIntegrations context -> from instanceof SyncSource.Events;
          case ValueSource.EventAttribute attribute -> from instanceof SyncSource.Events;
          case ValueSource.Trait trait -> !(from instanceof SyncSource.Model);
          case ValueSource.IdentifierOf identifier -> !(from instanceof SyncSource.Model);
          case ValueSource.Identifiers identifiers -> !(from instanceof SyncSource.Model);
          case ValueSource.ProfileId() -> !(from instanceof SyncSource.Model);
          case ValueSource.InAudience audience ->
              from instanceof SyncSource.Profiles || from instanceof SyncSource.Audience;
        };
    if (!fits) {
      faults.add(new Fault(at, "A sync of %s has no such value".formatted(from.kind())));
    } else if (source instanceof ValueSource.Column(String name)
        && model != null
        && !model.columns().containsKey(name)) {
      faults.add(
          new Fault(
              at + "/name",
              "Unknown column %s; the model has %s"
                  .formatted(name, new TreeSet<>(model.columns().keySet()))));
    }
  }
}
