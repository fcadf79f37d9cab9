package dev.tributary.destinations.connector.manifest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Manifest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as it was read: its content, where each part is in the file, and its mistakes. The
 * parts of a manifest without a Java class, such as {@code requests}, are not checked yet. Not
 * thread-safe, because {@link #tree} is mutable.
 */
public final class ManifestDraft {
  private static final Comparator<ManifestFault> IN_THE_ORDER_OF_THE_FILE =
      Comparator.comparingInt(ManifestFault::line).thenComparingInt(ManifestFault::column);

  private final String file;
  private final JsonNode tree;
  private final @Nullable ManifestFile bound;
  private final Map<String, JsonLocation> locations;
  private final List<ManifestFault> faults;

  /**
   * @param locations of each value, by its pointer
   */
  ManifestDraft(
      String file,
      JsonNode tree,
      @Nullable ManifestFile bound,
      Map<String, JsonLocation> locations,
      List<ManifestFault> faults) {
    this.file = file;
    this.tree = tree;
    this.bound = bound;
    this.locations = Map.copyOf(locations);
    this.faults = sorted(faults);
  }

  /**
   * Reads a manifest.
   *
   * @param file the name of the file, for faults
   */
  public static ManifestDraft read(String file, byte[] yaml) {
    return ManifestReader.read(file, yaml);
  }

  /** The whole file; a missing node if it is no YAML. */
  public JsonNode tree() {
    return tree;
  }

  /** The Java class with the code, or null if the manifest names none. */
  public @Nullable String java() {
    return bound == null ? null : bound.java();
  }

  /** The mistakes that were found so far, in the order of the file. */
  public List<ManifestFault> faults() {
    return faults;
  }

  /**
   * The declaration that forms, validation and the engine use.
   *
   * @throws ManifestException if there are faults
   */
  public Manifest manifest() {
    if (bound == null || !faults.isEmpty()) {
      throw new ManifestException(faults);
    }
    return bound.manifest();
  }

  /** A mistake at this place, or at the closest place around it. */
  public ManifestFault fault(String pointer, String words) {
    return ManifestReader.fault(file, locations, pointer, words);
  }

  static List<ManifestFault> sorted(List<ManifestFault> faults) {
    return faults.stream().sorted(IN_THE_ORDER_OF_THE_FILE).toList();
  }
}
