package dev.tributary.destinations.declared;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.manifest.ManifestFault;
import java.util.List;

/** The result of {@link DeclaredConnectors#compile}. */
public sealed interface Compilation {
  /**
   * @param connector thread-safe
   */
  record Compiled(Connector connector) implements Compilation {}

  /**
   * @param faults all mistakes of the file, in its order; at least one
   */
  record Refused(List<ManifestFault> faults) implements Compilation {
    public Refused {
      faults = List.copyOf(faults);
    }
  }
}
