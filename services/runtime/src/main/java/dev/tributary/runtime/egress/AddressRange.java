package dev.tributary.runtime.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Addresses that begin with the same bits. Immutable. */
final class AddressRange {
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

  private final byte[] network;
  private final int bits;

  private AddressRange(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * @param text {@code 10.0.0.0/8}, {@code fd00::/8} or a single address
   * @throws IllegalArgumentException for other text; names are never looked up
   */
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!isAddress(address)) {
      throw new IllegalArgumentException(text + " is not a range of addresses");
    }
    try {
      byte[] network = InetAddress.getByName(address).getAddress();
      int longest = network.length * 8;
      int bits = slash < 0 ? longest : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > longest) {
        throw new IllegalArgumentException(text + " has an impossible length");
      }
      return new AddressRange(network, bits);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException(text + " is not a range of addresses", e);
    }
  }

  static boolean isAddress(String text) {
    return LITERAL.matcher(text).matches();
  }

  boolean contains(InetAddress address) {
    byte[] other = address.getAddress();
    if (other.length != network.length) {
      return false;
    }
    int whole = bits / 8;
    if (!Arrays.equals(network, 0, whole, other, 0, whole)) {
      return false;
    }
    int rest = bits % 8;
    return rest == 0 || ((network[whole] ^ other[whole]) & 0xFF) >>> (8 - rest) == 0;
  }
}
