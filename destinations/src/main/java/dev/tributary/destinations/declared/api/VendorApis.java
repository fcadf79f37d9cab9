package dev.tributary.destinations.declared.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Target;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The APIs of a vendor. Most vendors have one. A further API has a host and credentials of its own,
 * and gets the requests whose path begins with its prefix. So each request has the credentials of
 * its host only, also if a destination has another address for all of them.
 *
 * @param authentication of the main API
 */
public record VendorApis(Host host, Authentication authentication, List<Further> further) {

  public VendorApis {
    further = List.copyOf(further);
  }

  /**
   * @param prefix begins and ends with a slash
   * @param authentication without a session
   */
  public record Further(String prefix, Host host, Authentication authentication) {}

  /**
   * The host of requests with this path.
   *
   * @param path can be a template, whose names are not at its beginning
   */
  public Host host(String path) {
    return further.stream()
        .filter(api -> path.startsWith(api.prefix))
        .map(Further::host)
        .findFirst()
        .orElse(host);
  }

  /**
   * The beginning of the paths of an API, with which a path can begin or not, as a value decides;
   * null if there is none. Such a path could get the credentials of another host than its own.
   *
   * @param path a template
   */
  public @Nullable String undecided(String path) {
    int value = path.indexOf("${");
    String begins = value < 0 ? path : path.substring(0, value);
    return value < 0
        ? null
        : further.stream()
            .map(Further::prefix)
            .filter(prefix -> prefix.startsWith(begins) && !begins.equals(prefix))
            .findFirst()
            .orElse(null);
  }

  public Authentication authentication(Target target, Request request) {
    String path = path(target, request.uri());
    return further.stream()
        .filter(api -> path.startsWith(api.prefix))
        .map(Further::authentication)
        .findFirst()
        .orElse(authentication);
  }

  public List<Authentication> authentications() {
    return Stream.concat(Stream.of(authentication), further.stream().map(Further::authentication))
        .toList();
  }

  /** The path at the vendor, without that of another address. */
  private static String path(Target target, URI address) {
    String path = address.getRawPath();
    URI other = target.baseUrl();
    String before = other == null || other.getRawPath() == null ? "" : other.getRawPath();
    String base = before.endsWith("/") ? before.substring(0, before.length() - 1) : before;
    return path.startsWith(base) ? path.substring(base.length()) : path;
  }

  /** The faults of a destination's settings. */
  public List<Fault> faults(ObjectNode settings) {
    return Stream.concat(Stream.of(host), further.stream().map(Further::host))
        .flatMap(each -> each.faults(settings).stream())
        .distinct()
        .toList();
  }
}
