package dev.tributary.sandbox.kit;

import java.util.List;

/** One vendor: what a stand-in adds to the kit. Its lock is that of its {@link Parts}. */
public interface Vendor {
  /** The state that the kit keeps, and the name. */
  Parts parts();

  VendorWords words();

  /** All operations; a request to another path gets {@link VendorWords#unknown}. */
  List<Operation> operations();

  /** Operations of the control API below {@code /sandbox/<name>}, beside those of the kit. */
  default List<Operation> control() {
    return List.of();
  }

  /** Resets what {@link Parts} does not know. */
  default void reset() {}
}
