package dev.tributary.destinations.connector.manifest;

import java.util.List;
import java.util.stream.Collectors;

/** A manifest that cannot be used: each line of the message is a {@link ManifestFault}. */
public final class ManifestException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<ManifestFault> faults;

  /**
   * @param faults at least one
   */
  public ManifestException(List<ManifestFault> faults) {
    super(faults.stream().map(ManifestFault::message).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  ManifestException(ManifestFault fault, Throwable cause) {
    super(fault.message(), cause);
    this.faults = List.of(fault);
  }

  /** All mistakes of the file, in its order. */
  public List<ManifestFault> faults() {
    return faults;
  }
}
