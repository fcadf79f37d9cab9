package dev.tributary.local.connector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a new connector: a manifest that can be used, fixtures with its requests, a stand-in
 * of the vendor, and its objects under the contract of all connectors.
 *
 * @param root of the source tree
 */
public record NewConnector(Path root, ConnectorName name) {
  private static final String MANIFESTS = "destinations/src/main/resources/connectors/";
  private static final String LIST = MANIFESTS + "manifests.list";
  private static final String SANDBOX = "services/sandbox/src/main/java/dev/tributary/sandbox/";
  private static final String VENDORS = SANDBOX + "http/Vendors.java";

  private static final String CONTRACT =
      "services/connector-tests/src/test/java/dev/tributary/destinations/declared/";
  private static final String OBJECTS = CONTRACT + "ContractObjects.java";

  /** The list of objects in {@code ContractObjects}. */
  private static final Pattern OBJECT_LIST =
      Pattern.compile("Stream\\.of\\((\\s*)(\\w+.*?)\\)\\s*\\.flatMap\\(", Pattern.DOTALL);

  /** The list of stand-ins in {@code Vendors}. */
  private static final Pattern VENDOR_LIST =
      Pattern.compile("List\\.of\\((\\s*)(new .*?)\\);", Pattern.DOTALL);

  /**
   * Writes the files.
   *
   * @return their paths, seen from the root, with what they are
   * @throws IllegalStateException if a file is there already, or the list of stand-ins cannot be
   *     read; then nothing is written
   */
  public Map<String, String> write() throws IOException {
    Map<String, String> templates = templates();
    for (String file : templates.keySet()) {
      if (Files.exists(root.resolve(file))) {
        throw new IllegalStateException(file + " is there already.");
      }
    }
    String vendors = vendors();
    String objects = objects();
    Map<String, String> written = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : templates.entrySet()) {
      Path file = root.resolve(each.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, name.in(template(each.getValue())));
      written.put(each.getKey(), meaning(each.getValue()));
    }
    addToManifests();
    written.put(LIST, "the line " + name.id() + ".yaml");
    Files.writeString(root.resolve(VENDORS), vendors);
    written.put(VENDORS, "the stand-in among the others");
    Files.writeString(root.resolve(OBJECTS), objects);
    written.put(OBJECTS, "the objects of the connector among the others");
    return written;
  }

  private Map<String, String> templates() {
    String fixtures = "destinations/src/test/resources/fixtures/" + name.id() + "/";
    String sandbox = SANDBOX + name.packageName() + "/";
    Map<String, String> templates = new LinkedHashMap<>();
    templates.put(MANIFESTS + name.id() + ".yaml", "manifest.yaml");
    templates.put(fixtures + "people.yaml", "people.yaml");
    templates.put(fixtures + "people-removal.yaml", "people-removal.yaml");
    templates.put(sandbox + name.className() + ".java", "Vendor.java.txt");
    templates.put(sandbox + "package-info.java", "package-info.java.txt");
    templates.put(CONTRACT + name.className() + "Objects.java", "Objects.java.txt");
    return templates;
  }

  private static String meaning(String template) {
    return switch (template) {
      case "manifest.yaml" -> "the connector";
      case "people.yaml", "people-removal.yaml" -> "requests and answers, which a test compares";
      case "Objects.java.txt" -> "how the contract counts the effects of the connector";
      default -> "a stand-in of the vendor";
    };
  }

  private void addToManifests() throws IOException {
    Path list = root.resolve(LIST);
    TreeSet<String> files = new TreeSet<>(Files.readAllLines(list));
    files.add(name.id() + ".yaml");
    Files.write(list, List.copyOf(files));
  }

  /** The list of stand-ins with the new one. */
  private String vendors() throws IOException {
    return withImport(
        added(VENDORS, VENDOR_LIST, "stand-ins", "new " + name.className() + "(clock)"));
  }

  /** The list of objects under the contract with those of the new connector. */
  private String objects() throws IOException {
    return added(OBJECTS, OBJECT_LIST, "objects", name.className() + "Objects.all()");
  }

  private String added(String file, Pattern pattern, String what, String element)
      throws IOException {
    String source = Files.readString(root.resolve(file));
    Matcher list = pattern.matcher(source);
    if (!list.find()) {
      throw new IllegalStateException(file + " has no list of " + what + " any more.");
    }
    String space = list.group(1).isEmpty() ? " " : list.group(1);
    return source.substring(0, list.end(2)) + "," + space + element + source.substring(list.end(2));
  }

  private String withImport(String source) {
    TreeSet<String> imports = new TreeSet<>();
    imports.add(
        "import dev.tributary.sandbox.%s.%s;".formatted(name.packageName(), name.className()));
    source.lines().filter(line -> line.startsWith("import ")).forEach(imports::add);
    int begin = source.indexOf("import ");
    int end = source.indexOf(';', source.lastIndexOf("\nimport ")) + 1;
    return source.substring(0, begin) + String.join("\n", imports) + source.substring(end);
  }

  private static String template(String file) {
    try (InputStream stream = NewConnector.class.getResourceAsStream("/connector/" + file)) {
      return new String(
          Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
