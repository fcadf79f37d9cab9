package dev.tributary.destinations.http.connector;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.DefinitionTransaction;
import dev.tributary.definitions.Idempotency;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.added.AddedConnectors;
import dev.tributary.destinations.added.ConnectorChange;
import dev.tributary.destinations.added.ConnectorChange.UsedBy;
import dev.tributary.destinations.added.ConnectorFile;
import dev.tributary.destinations.added.ManifestCheck;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.manifest.ManifestFault;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.http.binding.StoredConnectors;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.problem.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Adds, replaces and removes the connectors of a workspace, with their checks. A manifest is
 * checked before the transaction, because the check looks up hosts. The effect on destinations is
 * checked within it. Thread-safe.
 */
public final class ConnectorFiles {
  private static final String YAML = "/yaml";
  private static final ConnectorChange NO_CHANGE = new ConnectorChange(List.of(), List.of());

  private final DefinitionStore<ConnectorFile> store;
  private final DefinitionStore<DestinationSpec> destinations;
  private final DefinitionStore<SyncSpec> syncs;
  private final AddedConnectors connectors;
  private final ManifestCheck check;

  public ConnectorFiles(
      DefinitionStore<ConnectorFile> store,
      DefinitionStore<DestinationSpec> destinations,
      DefinitionStore<SyncSpec> syncs,
      AddedConnectors connectors,
      ManifestCheck check) {
    this.store = store;
    this.destinations = destinations;
    this.syncs = syncs;
    this.connectors = connectors;
    this.check = check;
  }

  /** Whether a change that stops syncs, or changes their guarantees, is made. */
  enum Breaks {
    ACCEPTED,
    REFUSED
  }

  DefinitionStore<ConnectorFile> store() {
    return store;
  }

  /**
   * @throws Problem with each mistake and its place, if there is a connector with this id, or if
   *     destinations name it: their stored secrets were given for the hosts of another connector
   */
  StoredDefinition<ConnectorFile> add(
      WorkspaceId workspace, ConnectorFile file, @Nullable Idempotency idempotency) {
    Manifest manifest = accepted(workspace, file).manifest();
    return store.createChecked(
        workspace,
        manifest.id(),
        manifest.name(),
        file,
        idempotency,
        tx -> {
          StoredConnectors.lock(tx, workspace);
          List<String> users =
              users(tx, workspace, manifest.id()).stream().map(UsedBy::key).toList();
          if (!users.isEmpty()) {
            throw Problems.IN_USE.problem(
                ("These destinations are of another connector with the id %s, which is not there"
                        + " any more, or not yet: %s. Use another id")
                    .formatted(manifest.id(), String.join(", ", users)));
          }
        });
  }

  /**
   * A connector and its use, as they were read before the transaction of a change.
   *
   * @param stored the connector
   * @param users the destinations that use it
   */
  record Present(StoredDefinition<ConnectorFile> stored, List<UsedBy> users) {
    Present {
      users = List.copyOf(users);
    }
  }

  /**
   * @param connector its id
   * @throws Problem if there is no such connector, or if this version cannot read a destination or
   *     a sync of the workspace
   */
  Present present(WorkspaceId workspace, String connector) {
    StoredDefinition<ConnectorFile> stored = store.require(workspace, connector);
    return new Present(
        stored, users(stored.key(), destinations.all(workspace), syncs.all(workspace)));
  }

  /**
   * The check looks up hosts, which takes as long as their name servers like. So the connector and
   * its users are compared in the transaction with those that the caller has decided by.
   *
   * @param present as it was before the caller checked the rights of the user
   * @throws Problem with each mistake and its place, with each effect that was not accepted, or if
   *     the connector or a destination or sync of it was changed meanwhile
   */
  StoredDefinition<ConnectorFile> replace(
      WorkspaceId workspace,
      Present present,
      @Nullable Long expectedVersion,
      ConnectorFile file,
      Breaks breaks) {
    StoredDefinition<ConnectorFile> before = present.stored();
    if (expectedVersion != null) {
      Versions.require(before.version(), expectedVersion);
    }
    if (breaks == Breaks.ACCEPTED && expectedVersion == null) {
      throw Problems.INVALID.problem(
          "acceptsBreaks needs If-Match with the version whose effects were shown",
          "/acceptsBreaks");
    }
    Connector compiled = accepted(workspace, file);
    Manifest manifest = compiled.manifest();
    if (!manifest.id().equals(before.key())) {
      throw Problems.INVALID.problem(
          "The id in the manifest is %s; a connector keeps its id, which is %s. Add another one"
              .formatted(manifest.id(), before.key()),
          YAML);
    }
    return store.put(
        workspace,
        before.key(),
        manifest.name(),
        file,
        before.version(),
        (tx, stored) -> {
          StoredConnectors.lock(tx, workspace);
          List<UsedBy> users = users(tx, workspace, before.key());
          // A connector that was removed and added again has another id, and may have this version.
          if (!stored.id().equals(before.id()) || !users.equals(present.users())) {
            throw Problems.CONFLICT.problem(
                "The connector, or a destination or sync of it, was changed meanwhile; read it"
                    + " again");
          }
          refuse(ConnectorChange.of(connectors, before.spec(), file, compiled, users), breaks);
          return stored;
        });
  }

  /**
   * @throws Problem with the keys of the destinations that use it
   */
  void remove(WorkspaceId workspace, String connector, @Nullable Long expectedVersion) {
    store.deleteChecked(
        workspace,
        connector,
        expectedVersion,
        (tx, stored) -> {
          StoredConnectors.lock(tx, workspace);
          List<String> users =
              users(tx, workspace, stored.key()).stream().map(UsedBy::key).toList();
          if (!users.isEmpty()) {
            throw Problems.IN_USE.problem("These destinations use it: " + String.join(", ", users));
          }
        });
  }

  /** The check of a manifest, and its effect on the connector of the workspace with this id. */
  record Trial(ManifestCheck.Checked checked, ConnectorChange change) {}

  Trial tried(WorkspaceId workspace, ConnectorFile file) {
    ManifestCheck.Checked checked = checked(workspace, file);
    Connector compiled = checked.connector();
    if (compiled == null) {
      return new Trial(checked, NO_CHANGE);
    }
    String id = compiled.manifest().id();
    ConnectorChange change =
        store.readable(workspace).stream()
            .filter(each -> each.key().equals(id))
            .findFirst()
            .map(before ->
                ConnectorChange.of(
                    connectors,
                    before.spec(),
                    file,
                    compiled,
                    users(id, destinations.readable(workspace), syncs.readable(workspace))))
            .orElse(NO_CHANGE);
    return new Trial(checked, change);
  }

  private List<UsedBy> users(DefinitionTransaction tx, WorkspaceId workspace, String connector) {
    return users(connector, destinations.all(tx, workspace), syncs.all(tx, workspace));
  }

  private static List<UsedBy> users(
      String connector,
      List<StoredDefinition<DestinationSpec>> destinations,
      List<StoredDefinition<SyncSpec>> syncs) {
    return destinations.stream()
        .filter(each -> each.spec().connector().equals(connector))
        .map(each -> {
          DestinationId id = new DestinationId(each.id());
          return new UsedBy(
              id,
              each.key(),
              each.spec(),
              syncs.stream()
                  .filter(sync -> sync.spec().destination().equals(id))
                  .map(sync -> new UsedBy.Sync(sync.key(), sync.spec()))
                  .toList());
        })
        .toList();
  }

  private static void refuse(ConnectorChange change, Breaks breaks) {
    if (!change.refusals().isEmpty()) {
      throw Problems.IN_USE.problem(
          "Destinations use the connector, and this change is not possible then", at(change));
    }
    if (breaks == Breaks.REFUSED && !change.breaks().isEmpty()) {
      throw Problems.CONFLICT.problem(
          "The change stops deliveries or changes their guarantees; send it with"
              + " \"acceptsBreaks\": true to make it",
          at(change));
    }
  }

  private static List<Problem.At> at(ConnectorChange change) {
    return Stream.of(change.refusals(), change.breaks())
        .flatMap(List::stream)
        .map(words -> new Problem.At(YAML, words))
        .toList();
  }

  /** A connector of the workspace keeps its id, also if a later release has one with this id. */
  private ManifestCheck.Checked checked(WorkspaceId workspace, ConnectorFile file) {
    return check.check(file, id -> store.find(workspace, id).isPresent());
  }

  private Connector accepted(WorkspaceId workspace, ConnectorFile file) {
    ManifestCheck.Checked checked = checked(workspace, file);
    Connector connector = checked.connector();
    if (connector == null) {
      throw invalid(checked.faults());
    }
    return connector;
  }

  private static Problem invalid(List<ManifestFault> faults) {
    List<Problem.At> errors = new ArrayList<>();
    Function<ManifestFault, String> words =
        fault -> fault.pointer().isEmpty() ? fault.words() : fault.pointer() + ": " + fault.words();
    for (ManifestFault fault : faults) {
      errors.add(
          new Problem.At(
              YAML, words.apply(fault), new Problem.Position(fault.line(), fault.column()), null));
    }
    return Problems.INVALID.problem(
        faults.isEmpty() ? "The manifest cannot be used" : faults.getFirst().message(), errors);
  }
}
