package dev.tributary.runtime.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Which addresses belong to the public internet (IANA's special-purpose registries). */
final class PublicAddresses {
  /** IPv4 ranges that are private, loopback, link-local, reserved or multicast. */
  private static final List<AddressRange> SPECIAL_V4 =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "168.63.129.16/32",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /**
   * All global unicast addresses. Loopback, local, mapped and NAT64 addresses are outside of it.
   */
  private static final AddressRange GLOBAL_V6 = AddressRange.parse("2000::/3");

  /**
   * Teredo and the other protocol assignments, documentation, and 6to4 (which contains an IPv4
   * address).
   */
  private static final List<AddressRange> SPECIAL_V6 =
      ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private PublicAddresses() {}

  static boolean contains(InetAddress address) {
    if (address instanceof Inet4Address) {
      return SPECIAL_V4.stream().noneMatch(range -> range.contains(address));
    }
    return GLOBAL_V6.contains(address)
        && SPECIAL_V6.stream().noneMatch(range -> range.contains(address));
  }

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(AddressRange::parse).toList();
  }
}
