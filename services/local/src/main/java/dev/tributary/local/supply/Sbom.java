package dev.tributary.local.supply;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;

/** The list of shipped libraries as CycloneDX (ECMA-424), for other programs. */
public final class Sbom {
  /** The path in the source tree. */
  public static final String FILE = "target/tributary.cdx.json";

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Sbom() {}

  /**
   * Writes the list again. The same libraries give the same bytes.
   *
   * @param root of the source tree
   */
  public static void write(Path root, SortedSet<Library> libraries) {
    ObjectNode bom = MAPPER.createObjectNode();
    bom.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
    bom.putObject("metadata")
        .putObject("component")
        .put("type", "application")
        .put("name", "tributary");
    ArrayNode components = bom.putArray("components");
    for (Library library : libraries) {
      ObjectNode component = components.addObject();
      component.put("type", "library").put("bom-ref", library.purl());
      if (!library.group().isEmpty()) {
        component.put("group", library.group());
      }
      component.put("name", library.name()).put("version", library.version());
      component.put("purl", library.purl());
    }
    try {
      Path file = root.resolve(FILE);
      Files.createDirectories(file.resolveSibling("."));
      Files.write(file, MAPPER.writeValueAsBytes(bom));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
