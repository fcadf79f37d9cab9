package dev.tributary.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import dev.tributary.runtime.openapi.RouteTexts;
import dev.tributary.testkit.reference.ReferenceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of audited operations in docs/reference/profiles.md has those of every service. */
class AuditReferenceTest {
  private static final List<String> CODE =
      List.of(
          "identity-resolution/core/src/main/java/dev/tributary/identity/http",
          "identity-resolution/queries/src/main/java/dev/tributary/identity/http",
          "identity-resolution/replay/src/main/java/dev/tributary/identity/http",
          "identity-resolution/suggestions/src/main/java/dev/tributary/identity/http",
          "audience-builder/src/main/java/dev/tributary/audience/http",
          "destinations/src/main/java/dev/tributary/destinations/http",
          "services/warehouse-ingestion/src/main/java/dev/tributary/warehouse/http",
          "services/control-plane/src/main/java/dev/tributary/control/http");

  /** The classes whose routes resources of several services inherit. */
  private static final List<String> INHERITED =
      List.of(
          "services/runtime/src/main/java/dev/tributary/runtime/quarantine/MessageQuarantineRoutes.java",
          "services/definitions/src/main/java/dev/tributary/definitions/http/DefinitionVersionRoutes.java");

  private static final Pattern INHERITED_OPERATION =
      Pattern.compile("String (\\w+) = \"(\\w*\\{Subject}\\w*)\"");
  private static final Pattern SUBJECT =
      Pattern.compile("@RoutesFor\\(\\s*(?:value = )?\"([a-z-]+)\"");
  private static final Pattern OPERATION = Pattern.compile("operationId = (\"(\\w+)\")");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]*)\\|");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  @Test
  void everyOperationThatLeavesATrailIsListedAndNoOther() throws IOException {
    assertThat(listed()).isEqualTo(leavingATrail());
  }

  /** Those that a resource names once more than in the annotation of their method. */
  private static Set<String> leavingATrail() throws IOException {
    Set<String> operations = new TreeSet<>();
    for (String folder : CODE) {
      try (Stream<Path> files = Files.walk(Checkout.locate().root().resolve(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String text = Files.readString(file);
          OPERATION
              .matcher(text)
              .results()
              .filter(found -> text.indexOf(found.group(1)) != text.lastIndexOf(found.group(1)))
              .forEach(found -> operations.add(found.group(2)));
          operations.addAll(inherited(text));
        }
      }
    }
    return operations;
  }

  /** Those that a resource inherits, and whose class names them in the trail. */
  private static Set<String> inherited(String resource) throws IOException {
    Set<String> operations = new TreeSet<>();
    Matcher subject = SUBJECT.matcher(resource);
    if (!subject.find()) {
      return operations;
    }
    for (String file : INHERITED) {
      Path source = Checkout.locate().root().resolve(file);
      String name = source.getFileName().toString().replace(".java", "");
      if (resource.contains("extends " + name)) {
        String text = Files.readString(source);
        INHERITED_OPERATION
            .matcher(text)
            .results()
            .filter(found -> text.contains("filled(" + found.group(1) + ")"))
            .forEach(
                found -> operations.add(new RouteTexts(subject.group(1)).filled(found.group(2))));
      }
    }
    return operations;
  }

  private static Set<String> listed() {
    String text = new ReferenceFile("profiles.md").read();
    String table =
        text.substring(text.indexOf("| operation | shows |"), text.indexOf("# Events\n"));
    Set<String> operations = new TreeSet<>();
    ROW.matcher(table)
        .results()
        .forEach(row ->
            NAME.matcher(row.group(1)).results().forEach(name -> operations.add(name.group(1))));
    return operations;
  }
}
