package dev.tributary.destinations.http.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.ConnectorDirectory;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.delivery.Transport;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.destination.Origin;
import dev.tributary.destinations.destination.SettingsCheck;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.secrets.SecretPlace;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts a request to a destination, or reports its faults. */
public final class DestinationBinding {
  private static final int LONGEST_PURPOSE = 100;
  private static final Pattern PLAIN_HTTP = Pattern.compile("http:", Pattern.CASE_INSENSITIVE);
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "http://(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?([/?#]|$)", Pattern.CASE_INSENSITIVE);
  private static final String NOT_ENCRYPTED =
      "The address begins with http://, so everyone on the way can read what is sent. Use an"
          + " address that begins with https://.";
  private static final String STORED_FOR_ANOTHER =
      "The stored value is for another address; enter it again";

  private final ConnectorDirectory connectors;
  private final SecretBox secrets;
  private final Transport transport;
  private final ObjectMapper mapper;

  public DestinationBinding(
      ConnectorDirectory connectors, SecretBox secrets, Transport transport, ObjectMapper mapper) {
    this.connectors = connectors;
    this.secrets = secrets;
    this.transport = transport;
    this.mapper = mapper;
  }

  /**
   * @param id the destination that secrets are sealed for
   * @param before the stored definition; its secrets stay unless new ones are given, or the address
   *     changes
   * @throws Problem with a pointer for each fault
   */
  public DestinationSpec bind(
      WorkspaceId workspace,
      DestinationId id,
      DestinationRequest request,
      @Nullable DestinationSpec before) {
    Connector connector = connector(connectors.of(workspace), request, before);
    Manifest manifest = connector.manifest();
    ObjectNode given =
        request.settings() == null ? mapper.createObjectNode() : request.settings().deepCopy();
    Map<String, String> stored = before == null ? Map.of() : before.secrets();
    List<Fault> faults =
        new ArrayList<>(
            SettingsCheck.faults(manifest.settings(), given, stored.keySet(), "/settings"));
    List<String> purposes = purposes(request, faults);
    String baseUrl = baseUrl(request, manifest, faults);
    RateLimits.check(request.rateLimit(), faults);
    Map<String, String> clear = takeSecrets(manifest, given);
    String origin = Origin.of(manifest, given, baseUrl);
    if (faults.isEmpty() && before != null && !origin.equals(origin(manifest, before))) {
      requireAgain(stored.keySet(), clear.keySet());
    }
    if (faults.isEmpty()) {
      faults.addAll(
          connector.faults(
              new Target(
                  workspace, id, given, clear, baseUrl == null ? null : URI.create(baseUrl))));
    }
    if (faults.isEmpty()) {
      addresses(manifest, given, baseUrl)
          .forEach((pointer, address) -> {
            if (before == null || !addresses(manifest, before).containsValue(address)) {
              requireEncryption(pointer, address, faults);
            }
          });
    }
    refuse(faults);
    Map<String, String> sealed = new TreeMap<>();
    stored.forEach((name, secret) -> {
      if (!clear.containsKey(name)) {
        sealed.put(
            name, secrets.resealed(new SecretPlace(workspace, id.value(), name, origin), secret));
      }
    });
    clear.forEach((name, secret) ->
        sealed.put(
            name, secrets.seal(new SecretPlace(workspace, id.value(), name, origin), secret)));
    return new DestinationSpec(
        manifest.id(), given, sealed, purposes, baseUrl, request.rateLimit());
  }

  /** Whether a destination has another receiver than before. */
  public boolean hasOtherAddress(
      WorkspaceId workspace, DestinationSpec changed, DestinationSpec before) {
    Manifest manifest =
        StoredConnectors.required(connectors.of(workspace), changed.connector()).manifest();
    return !origin(manifest, changed).equals(origin(manifest, before));
  }

  private static String origin(Manifest manifest, DestinationSpec spec) {
    return Origin.of(manifest, spec.settings(), spec.baseUrl());
  }

  /** A stored address stays, so that a user can change the other settings of an old destination. */
  private void requireEncryption(String pointer, String address, List<Fault> faults) {
    try {
      transport.requireEncryption(URI.create(address));
    } catch (IllegalArgumentException e) {
      faults.add(new Fault(pointer, "This is no address: " + e.getMessage()));
    } catch (EgressFailure e) {
      faults.add(new Fault(pointer, String.valueOf(e.getMessage())));
    }
  }

  /** A warning about addresses with http that lead to another machine; empty if there are none. */
  public static Optional<String> warning(Manifest manifest, DestinationSpec spec) {
    return addresses(manifest, spec).values().stream()
            .allMatch(address -> LOOPBACK.matcher(address).lookingAt())
        ? Optional.empty()
        : Optional.of(NOT_ENCRYPTED);
  }

  private static Map<String, String> addresses(Manifest manifest, DestinationSpec spec) {
    return addresses(manifest, spec.settings(), spec.baseUrl());
  }

  /** The addresses with http, by their places in a request. */
  private static Map<String, String> addresses(
      Manifest manifest, ObjectNode settings, @Nullable String baseUrl) {
    Map<String, String> addresses = new TreeMap<>();
    if (baseUrl != null) {
      addresses.put("/baseUrl", baseUrl);
    }
    for (Setting setting : manifest.settings()) {
      if (setting.origin() && setting.type() == Setting.Type.TEXT) {
        addresses.put("/settings/" + setting.name(), settings.path(setting.name()).asText(""));
      }
    }
    addresses.values().removeIf(address -> !PLAIN_HTTP.matcher(address).lookingAt());
    return addresses;
  }

  /**
   * Without this check, a user who may change the address could have the secrets sent to a server
   * of their own.
   *
   * @param given the secrets that the request contains
   * @throws Problem that leaves an entry in the trail of administration
   */
  private static void requireAgain(Set<String> stored, Set<String> given) {
    List<Problem.At> missing =
        stored.stream()
            .filter(name -> !given.contains(name))
            .sorted()
            .map(name -> new Problem.At("/settings/" + name, STORED_FOR_ANOTHER))
            .toList();
    if (!missing.isEmpty()) {
      throw Problems.SECRET_NEEDED.problem(STORED_FOR_ANOTHER, missing);
    }
  }

  /**
   * Whether the request gives a secret that may choose another account at the receiver. Sealed
   * secrets are not compared: they also change when keys are rotated.
   */
  public boolean choosesAccount(WorkspaceId workspace, DestinationRequest request) {
    ObjectNode settings = request.settings();
    Connector connector =
        connectors.of(workspace).find(String.valueOf(request.connector())).orElse(null);
    return settings != null
        && connector != null
        && takeSecrets(connector.manifest(), settings.deepCopy()).keySet().stream()
            .anyMatch(name -> !connector.secretsOfFixedReceiver().contains(name));
  }

  private static Connector connector(
      Connectors known, DestinationRequest request, @Nullable DestinationSpec before) {
    String asked = request.connector();
    if (asked == null) {
      throw Problems.INVALID.problem(
          "Say which connector; known are " + known(known), "/connector");
    }
    if (before != null && !before.connector().equals(asked)) {
      throw Problems.INVALID.problem(
          "A destination keeps its connector; make a new destination", "/connector");
    }
    return known
        .find(asked)
        .orElseThrow(() ->
            Problems.INVALID.problem(
                "Unknown connector %s; known are %s".formatted(asked, known(known)), "/connector"));
  }

  private static List<String> known(Connectors connectors) {
    return connectors.manifests().stream().map(Manifest::id).toList();
  }

  private static List<String> purposes(DestinationRequest request, List<Fault> faults) {
    List<String> purposes = request.purposes() == null ? List.of() : request.purposes();
    if (purposes.isEmpty()) {
      faults.add(
          new Fault("/purposes", "Say what the data is used for: at least one consent purpose"));
    }
    for (int i = 0; i < purposes.size(); i++) {
      if (purposes.get(i).isBlank() || purposes.get(i).length() > LONGEST_PURPOSE) {
        faults.add(new Fault("/purposes/" + i, "A purpose has 1 to 100 characters"));
      }
    }
    return purposes.stream().distinct().toList();
  }

  private @Nullable String baseUrl(
      DestinationRequest request, Manifest manifest, List<Fault> faults) {
    String asked = request.baseUrl();
    if (asked == null || asked.isBlank()) {
      return null;
    }
    if (!manifest.addressOverridable()) {
      faults.add(new Fault("/baseUrl", "This connector's address cannot be changed"));
      return null;
    }
    try {
      URI uri = URI.create(asked);
      if (uri.getHost() == null || uri.getScheme() == null) {
        faults.add(new Fault("/baseUrl", "Must be a whole address with a host"));
        return null;
      }
      if (uri.getRawQuery() != null
          || uri.getRawFragment() != null
          || uri.getRawUserInfo() != null) {
        // A query or a fragment would swallow the path that the connector appends. A user part
        // would hold a secret in clear.
        faults.add(new Fault("/baseUrl", "Must have no user, no query (?) and no fragment (#)"));
        return null;
      }
      int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("http") ? 80 : 443;
      transport.checked(uri.getHost(), port);
      return asked;
    } catch (IllegalArgumentException | EgressFailure e) {
      faults.add(new Fault("/baseUrl", String.valueOf(e.getMessage())));
      return null;
    }
  }

  /** Takes the secrets out of the settings. */
  private static Map<String, String> takeSecrets(Manifest manifest, ObjectNode given) {
    Map<String, String> clear = new HashMap<>();
    for (Setting setting : manifest.settings()) {
      if (setting.secret()) {
        JsonNode value = given.remove(setting.name());
        if (value != null && value.isTextual() && !value.asText().isBlank()) {
          clear.put(setting.name(), value.asText());
        }
      }
    }
    return clear;
  }

  /**
   * @throws Problem if there are faults
   */
  static void refuse(List<Fault> faults) {
    if (!faults.isEmpty()) {
      throw Problems.INVALID.problem(
          faults.getFirst().words(),
          faults.stream().map(fault -> new Problem.At(fault.pointer(), fault.words())).toList());
    }
  }
}
