package dev.tributary.destinations.account;

/**
 * An account at one server of a vendor.
 *
 * @param id as the vendor names it
 * @param name for people
 * @param address the base URL of the destination, because servers may give the same ids to
 *     different accounts; empty for the vendor's own address
 */
public record VendorAccount(String id, String name, String address) {
  /** Whether both are the same account, whatever its present name is. */
  boolean isSame(VendorAccount other) {
    return id.equals(other.id) && address.equals(other.address);
  }
}
