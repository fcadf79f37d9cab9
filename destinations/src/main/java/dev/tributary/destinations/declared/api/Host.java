package dev.tributary.destinations.declared.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.declared.template.UnfitValue;
import dev.tributary.destinations.pattern.BoundedMatch;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The address of the vendor. Only a manifest names hosts; a setting chooses among them. */
public sealed interface Host {

  /**
   * @throws UnfitValue if the setting names no address
   */
  URI address(ObjectNode settings);

  /** The faults of a destination's settings. */
  List<Fault> faults(ObjectNode settings);

  /** One address for all accounts. */
  record Fixed(URI address) implements Host {
    @Override
    public URI address(ObjectNode settings) {
      return address;
    }

    @Override
    public List<Fault> faults(ObjectNode settings) {
      return List.of();
    }
  }

  /** A setting chooses one of the addresses. */
  record Chosen(String setting, Map<String, URI> addresses) implements Host {
    public Chosen {
      addresses = Map.copyOf(addresses);
    }

    @Override
    public URI address(ObjectNode settings) {
      URI address = addresses.get(settings.path(setting).asText(""));
      if (address == null) {
        throw UnfitValue.ofSettings("The setting \"%s\" names no address".formatted(setting));
      }
      return address;
    }

    @Override
    public List<Fault> faults(ObjectNode settings) {
      return addresses.containsKey(settings.path(setting).asText(""))
          ? List.of()
          : List.of(
              new Fault(
                  "/settings/" + setting,
                  addresses.keySet().stream()
                      .sorted()
                      .collect(Collectors.joining(", ", "Must be one of ", ""))));
    }
  }

  /**
   * A setting is the first part of the host.
   *
   * @param pattern that the whole setting matches
   * @param prefix the scheme
   * @param suffix begins with a dot
   */
  record Subdomain(String setting, Pattern pattern, String prefix, String suffix) implements Host {
    /** One label of a host name (RFC 1123), whatever the pattern admits. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    @Override
    public URI address(ObjectNode settings) {
      String label = settings.path(setting).asText("");
      if (!accepts(label)) {
        throw UnfitValue.ofSettings("The setting \"%s\" is no part of a host".formatted(setting));
      }
      return URI.create(prefix + label + suffix);
    }

    private boolean accepts(String label) {
      return LABEL.matcher(label).matches() && BoundedMatch.matches(pattern, label);
    }

    @Override
    public List<Fault> faults(ObjectNode settings) {
      return accepts(settings.path(setting).asText(""))
          ? List.of()
          : List.of(
              new Fault(
                  "/settings/" + setting, "Must be in lower case, and match " + pattern.pattern()));
    }
  }
}
