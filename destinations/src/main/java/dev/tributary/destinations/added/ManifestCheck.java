package dev.tributary.destinations.added;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.manifest.ManifestDraft;
import dev.tributary.destinations.connector.manifest.ManifestFault;
import dev.tributary.destinations.credential.OriginSettings;
import dev.tributary.destinations.declared.Compilation;
import dev.tributary.destinations.delivery.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Checks a manifest that a workspace wants to add: beyond the form of the file, its id must be
 * free, and its hosts must be hosts to which this installation may send. Thread-safe.
 */
public final class ManifestCheck {
  private static final int HTTPS = 443;

  /** Each one is looked up while the user waits. */
  private static final int MOST_HOSTS = 20;

  /** Other addresses of the API have these names in the place of an id. */
  private static final Set<String> RESERVED = Set.of("validate");

  private final AddedConnectors connectors;
  private final Transport transport;

  /**
   * @param transport with the egress policy of the installation
   */
  public ManifestCheck(AddedConnectors connectors, Transport transport) {
    this.connectors = connectors;
    this.transport = transport;
  }

  /**
   * The result of a check.
   *
   * @param connector null if there are faults
   * @param faults all mistakes, in the order of the file; empty if the manifest can be added
   * @param warnings what may be wrong, in sentences
   */
  public record Checked(
      @Nullable Connector connector, List<ManifestFault> faults, List<String> warnings) {
    public Checked {
      faults = List.copyOf(faults);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Looks the hosts up. Sends nothing to them.
   *
   * @param isOfWorkspace whether the workspace has a connector with an id already
   */
  public Checked check(ConnectorFile file, Predicate<String> isOfWorkspace) {
    return switch (connectors.compileOnce(file)) {
      case Compilation.Refused(var faults) -> new Checked(null, faults, List.of());
      case Compilation.Compiled(Connector connector) -> check(file, connector, isOfWorkspace);
    };
  }

  private Checked check(ConnectorFile file, Connector connector, Predicate<String> isOfWorkspace) {
    ManifestDraft draft =
        ManifestDraft.read(AddedConnectors.FILE, file.yaml().getBytes(StandardCharsets.UTF_8));
    List<ManifestFault> faults = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    Manifest manifest = connector.manifest();
    Connectors installed = connectors.installed();
    boolean taken = installed.find(manifest.id()).isPresent() && !isOfWorkspace.test(manifest.id());
    if (taken || RESERVED.contains(manifest.id())) {
      faults.add(
          draft.fault(
              "/id",
              "is an id of Tributary itself; accepted is another id, such as my-" + manifest.id()));
    }
    List<String> missing = OriginSettings.missing(connector);
    if (!missing.isEmpty()) {
      faults.add(
          draft.fault(
              "/settings",
              "must have \"origin: true\" for %s, because they decide who gets the secrets"
                  .formatted(String.join(", ", missing))));
    }
    Map<String, String> hosts = Receivers.of(draft.tree()).hosts();
    if (new HashSet<>(hosts.values()).size() > MOST_HOSTS) {
      faults.add(
          draft.fault("/host", "names too many hosts; accepted are %d".formatted(MOST_HOSTS)));
    } else {
      hosts.forEach((pointer, host) -> checkHost(draft, pointer, host, faults, warnings));
    }
    return faults.isEmpty()
        ? new Checked(connector, faults, warnings)
        : new Checked(null, faults, warnings);
  }

  private void checkHost(
      ManifestDraft draft,
      String pointer,
      String host,
      List<ManifestFault> faults,
      List<String> warnings) {
    try {
      transport.checked(host, HTTPS);
    } catch (EgressFailure e) {
      if (e.outcome() instanceof Outcome.Misconfigured) {
        faults.add(
            draft.fault(
                pointer,
                "is not allowed: %s; accepted are hosts on the public internet, and hosts that the"
                        .formatted(e.getMessage())
                    + " operator of this installation lists"));
      } else {
        warnings.add(pointer + ": " + e.getMessage());
      }
    }
  }
}
