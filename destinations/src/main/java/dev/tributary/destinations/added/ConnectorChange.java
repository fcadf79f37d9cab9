package dev.tributary.destinations.added;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.manifest.ManifestDraft;
import dev.tributary.destinations.declared.Compilation;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.destination.SettingsCheck;
import dev.tributary.destinations.sync.SyncCheck;
import dev.tributary.destinations.sync.SyncSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The effects of a new manifest on the destinations and syncs that use the connector. Pure.
 *
 * @param refusals changes that are never made while a destination uses the connector, in sentences:
 *     other receivers would get the stored secrets, and another place of records would separate the
 *     ledger from the records
 * @param breaks what stops working or has another guarantee, in sentences; a user can accept it.
 *     Both lists have the first 100
 */
public record ConnectorChange(List<String> refusals, List<String> breaks) {
  /** Uses of the values by which a vendor recognises a repetition. */
  private static final Pattern KEYS = Pattern.compile("\\$\\{\\s*(batch\\.key|item\\.delivery)");

  /** Nobody reads more. */
  private static final int MOST = 100;

  public ConnectorChange {
    refusals = refusals.stream().limit(MOST).toList();
    breaks = breaks.stream().limit(MOST).toList();
  }

  /**
   * A destination that uses the connector.
   *
   * @param syncs its syncs
   */
  public record UsedBy(DestinationId id, String key, DestinationSpec spec, List<Sync> syncs) {
    /** A sync to the destination. */
    public record Sync(String key, SyncSpec spec) {}
  }

  /**
   * @param before the stored manifest; this version may not be able to compile it
   * @param after the new manifest, compiled
   */
  public static ConnectorChange of(
      AddedConnectors connectors,
      ConnectorFile before,
      ConnectorFile after,
      Connector compiled,
      List<UsedBy> users) {
    if (users.isEmpty() || before.equals(after)) {
      return new ConnectorChange(List.of(), List.of());
    }
    Connector known =
        connectors.compile(before) instanceof Compilation.Compiled(Connector connector)
            ? connector
            : null;
    Comparison comparison = new Comparison(tree(before), tree(after), known, compiled);
    comparison.receivers();
    users.forEach(comparison::destination);
    return new ConnectorChange(comparison.refusals, comparison.breaks);
  }

  private static JsonNode tree(ConnectorFile file) {
    return ManifestDraft.read(AddedConnectors.FILE, file.yaml().getBytes(StandardCharsets.UTF_8))
        .tree();
  }

  /** Collects the differences. Confined to one thread. */
  private static final class Comparison {
    private final JsonNode before;
    private final JsonNode after;
    private final @Nullable Connector known;
    private final Connector compiled;
    private final List<String> refusals = new ArrayList<>();
    private final List<String> breaks = new ArrayList<>();

    Comparison(JsonNode before, JsonNode after, @Nullable Connector known, Connector compiled) {
      this.before = before;
      this.after = after;
      this.known = known;
      this.compiled = compiled;
    }

    void receivers() {
      if (!Receivers.of(before).equals(Receivers.of(after))) {
        refusals.add(
            "The hosts, the addresses of the credentials, \"addressOverridable\", and the settings"
                + " with \"origin: true\" cannot change while a destination uses the connector: its"
                + " stored secrets were given for the present ones. Add a connector with another id"
                + " instead");
      }
    }

    void destination(UsedBy user) {
      settings(user);
      user.syncs().forEach(sync -> sync(user, sync));
    }

    private void settings(UsedBy user) {
      Set<String> sealed = user.spec().secrets().keySet();
      Set<Fault> present =
          known == null ? Set.of() : new HashSet<>(faults(known.manifest(), user.spec(), sealed));
      for (Fault fault : faults(compiled.manifest(), user.spec(), sealed)) {
        if (!present.contains(fault)) {
          breaks.add("The destination %s: %s".formatted(user.key(), fault.words()));
        }
      }
      for (String secret : sealed) {
        boolean kept =
            compiled.manifest().settings().stream()
                .anyMatch(setting -> setting.name().equals(secret) && setting.secret());
        if (!kept) {
          breaks.add(
              "The destination %s: its secret \"%s\" is no secret of the new manifest"
                  .formatted(user.key(), secret));
        }
      }
      for (Setting setting : compiled.manifest().settings()) {
        if (setting.secret() && user.spec().settings().has(setting.name())) {
          breaks.add(
              "The destination %s: its setting \"%s\" becomes a secret, and must be entered again"
                  .formatted(user.key(), setting.name()));
        }
      }
    }

    private static List<Fault> faults(Manifest manifest, DestinationSpec spec, Set<String> sealed) {
      return SettingsCheck.faults(manifest.settings(), spec.settings(), sealed, "/settings");
    }

    private void sync(UsedBy user, UsedBy.Sync sync) {
      String named = "The sync %s".formatted(sync.key());
      String object = sync.spec().object();
      Optional<ObjectType> wanted = compiled.manifest().object(object);
      if (wanted.isEmpty()) {
        breaks.add("%s: the object %s is removed, so its deliveries stop".formatted(named, object));
        return;
      }
      faults(user, sync).forEach(words -> breaks.add(named + ": " + words));
      Optional<ObjectType> present =
          known == null ? Optional.empty() : known.manifest().object(object);
      present.ifPresent(old -> guarantees(named, old, wanted.get()));
      if (!place(before, object).isEmpty()
          && (!place(before, object).equals(place(after, object))
              || known != null
                  && present.isPresent()
                  && !space(known, sync.spec()).equals(space(compiled, sync.spec())))) {
        refusals.add(
            "%s: the kind of the object %s, its \"within\" and its \"memberships\" cannot change"
                    .formatted(named, object)
                + " while a sync uses it, because the ledger would lose its records. Declare"
                + " another object instead");
      }
      if (present.isPresent()
          && !addressed(writing(object(before, object)))
              .equals(addressed(writing(object(after, object))))) {
        breaks.add(
            ("%s: the addresses or the keys of the requests of the object %s change, so records"
                    + " that were written before may not be found, removed, or recognised as"
                    + " repetitions")
                .formatted(named, object));
      }
      if (present.isPresent()
          && job(before, object)
          && job(after, object)
          && !object(before, object).path("job").equals(object(after, object).path("job"))) {
        breaks.add(
            "%s: the job of the object %s changes, so jobs that are not finished may have no result"
                .formatted(named, object));
      }
      if (present.isPresent() && job(before, object) && !job(after, object)) {
        breaks.add(
            "%s: the object %s has no job any more, so jobs without a result become uncertain"
                .formatted(named, object));
      }
    }

    /** The requests of an object, without those that read records and change nothing. */
    private static JsonNode writing(JsonNode object) {
      return object.path("requests") instanceof ObjectNode requests
          ? requests.deepCopy().without(List.of("records", "list", "lookup"))
          : object.path("requests");
    }

    private List<String> faults(UsedBy user, UsedBy.Sync sync) {
      Set<Fault> present =
          known == null ? Set.of() : new HashSet<>(check(known, user).faults(sync.spec(), null));
      return check(compiled, user).faults(sync.spec(), null).stream()
          .filter(fault -> !present.contains(fault))
          .map(Fault::words)
          .toList();
    }

    private static SyncCheck check(Connector connector, UsedBy user) {
      return new SyncCheck(connector, connector.furtherFields(user.spec().settings()));
    }

    private void guarantees(String named, ObjectType old, ObjectType wanted) {
      if (old.effectClass() != wanted.effectClass()) {
        breaks.add(
            "%s: the effect class of the object %s changes from %s to %s"
                .formatted(named, old.name(), old.effectClass(), wanted.effectClass()));
      }
      if (!Objects.equals(old.deduplication(), wanted.deduplication())) {
        breaks.add(
            "%s: the vendor does not recognise repetitions of what was sent before, because the"
                    .formatted(named)
                + " deduplication of the object %s changes".formatted(old.name()));
      }
      if (old.confirms() != wanted.confirms()) {
        breaks.add(
            "%s: a success of the object %s means %s, not %s"
                .formatted(
                    named, old.name(), wanted.confirms().wireName(), old.confirms().wireName()));
      }
      if (old.removal() != wanted.removal()) {
        breaks.add(
            "%s: the removal of the object %s changes from %s to %s"
                .formatted(
                    named, old.name(), old.removal().wireName(), wanted.removal().wireName()));
      }
    }

    private static String space(Connector connector, SyncSpec sync) {
      return SyncCheck.space(connector, sync.object(), sync.settings());
    }

    /** The declarations that name the records of an object in the ledger; empty for no object. */
    private static String place(JsonNode manifest, String object) {
      JsonNode declared = object(manifest, object);
      return declared.isMissingNode()
          ? ""
          : declared.path("kind")
              + " "
              + declared.path("memberships")
              + " "
              + declared.path("within");
    }

    private static JsonNode object(JsonNode manifest, String named) {
      for (JsonNode each : manifest.path("objects")) {
        if (each.path("name").asText().equals(named)) {
          return each;
        }
      }
      return MissingNode.getInstance();
    }

    /** The parts of requests that name records and recognise repetitions, by their places. */
    private static Map<String, String> addressed(JsonNode requests) {
      Map<String, String> parts = new TreeMap<>();
      collect("", requests, parts);
      return parts;
    }

    private static void collect(String pointer, JsonNode part, Map<String, String> parts) {
      boolean address = pointer.endsWith("/path") || pointer.endsWith("/method");
      if (part.isTextual() && (address || KEYS.matcher(part.asText()).find())) {
        parts.put(pointer, part.asText());
      }
      part.properties()
          .forEach(field -> collect(pointer + "/" + field.getKey(), field.getValue(), parts));
      for (int i = 0; part.isArray() && i < part.size(); i++) {
        collect(pointer + "/" + i, part.get(i), parts);
      }
    }

    private static boolean job(JsonNode manifest, String object) {
      return object(manifest, object).hasNonNull("job");
    }
  }
}
