package dev.tributary.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import dev.tributary.testkit.reference.ReferenceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
        }
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
