package dev.tributary.runtime.egress;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The addresses to which this installation may connect: the public internet, and the entries that
 * its operator lists. The policy checks addresses, not names, because a name may lead to any
 * address. Thread-safe.
 */
public final class EgressPolicy {
  private static final int PLAIN_HTTP = 80;

  private final NameResolver resolver;
  private final List<AddressRange> ranges = new ArrayList<>();
  private final Set<String> places = new HashSet<>();
  private final Set<Integer> ownPorts;

  /**
   * @param allowed besides the public internet: {@code 10.1.0.0/16}, an address, {@code host:port}
   *     or a host name; separated by commas
   * @throws IllegalArgumentException if an entry is none of these
   */
  public EgressPolicy(String allowed, NameResolver resolver) {
    this(allowed, Set.of(), resolver);
  }

  /**
   * @param allowed besides the public internet, as above
   * @param ownPorts ports of the installation; they are refused at every address that is not
   *     public, even if {@code allowed} lists the address
   */
  public EgressPolicy(String allowed, Set<Integer> ownPorts, NameResolver resolver) {
    this.resolver = resolver;
    this.ownPorts = Set.copyOf(ownPorts);
    for (String entry : allowed.split(",", -1)) {
      String text = entry.strip().toLowerCase(Locale.ROOT);
      if (text.contains("/") || AddressRange.isAddress(text)) {
        ranges.add(AddressRange.parse(text));
      } else if (!text.isEmpty()) {
        places.add(text);
      }
    }
  }

  /**
   * A checked host. Connections may use these addresses and no others.
   *
   * @param listed whether the operator lists it: plain HTTP is allowed only to listed hosts
   */
  public record Checked(String host, int port, List<InetAddress> addresses, boolean listed) {}

  /**
   * Resolves a host once and checks all its addresses; for JDBC and for HTTP. The caller must
   * connect to these addresses, because a second lookup of the name could give others.
   *
   * @throws EgressFailure if the host is unknown, or if the policy does not allow one of its
   *     addresses
   */
  public Checked check(String host, int port) throws EgressFailure {
    if (port < 1 || port > 65_535) {
      throw EgressFailure.forbidden("The port must be from 1 to 65535");
    }
    String name = withoutBrackets(host.toLowerCase(Locale.ROOT));
    List<InetAddress> addresses = resolve(name);
    boolean listed =
        isPlace(host.toLowerCase(Locale.ROOT), port)
            || addresses.stream().allMatch(this::isInARange);
    if (!listed
        && !addresses.stream().allMatch(a -> PublicAddresses.contains(a) || isInARange(a))) {
      throw EgressFailure.forbidden(
          host + " does not lead to the public internet; an operator can allow it");
    }
    if (ownPorts.contains(port) && !addresses.stream().allMatch(PublicAddresses::contains)) {
      throw EgressFailure.forbidden(host + ":" + port + " belongs to this installation");
    }
    return new Checked(name, port, addresses, listed);
  }

  /**
   * Checks the scheme of an address before it is stored, so that a user learns at once what {@link
   * Egress} would refuse. An address with https is not looked up.
   *
   * @throws EgressFailure if the address has http, and the operator does not list its host
   */
  public void requireEncryption(URI uri) throws EgressFailure {
    String host = uri.getHost();
    if (host != null && "http".equalsIgnoreCase(uri.getScheme()) && !allowsPlainHttp(uri)) {
      throw onlyHttps(host);
    }
  }

  private boolean allowsPlainHttp(URI uri) throws EgressFailure {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : PLAIN_HTTP;
    return isPlace(host, port)
        || resolve(withoutBrackets(host)).stream().allMatch(this::isInARange);
  }

  private boolean isPlace(String host, int port) {
    return places.contains(withoutBrackets(host)) || places.contains(host + ":" + port);
  }

  static EgressFailure onlyHttps(String host) {
    return EgressFailure.forbidden(
        "Only https is allowed to %s; an operator can allow http with TRIBUTARY_EGRESS_ALLOW"
            .formatted(host));
  }

  private List<InetAddress> resolve(String name) throws EgressFailure {
    try {
      List<InetAddress> addresses = resolver.resolve(name);
      if (addresses.isEmpty()) {
        throw EgressFailure.notSent("The host " + name + " has no address", null);
      }
      return List.copyOf(addresses);
    } catch (UnknownHostException e) {
      throw EgressFailure.notSent("The host " + name + " is unknown", e);
    }
  }

  private boolean isInARange(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
