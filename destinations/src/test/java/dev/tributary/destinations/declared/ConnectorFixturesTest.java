package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The requests of connectors, as the files in {@code src/test/resources/fixtures} say. */
class ConnectorFixturesTest {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
  private static final Connectors CONNECTORS = InstalledConnectors.load();

  @TestFactory
  List<DynamicTest> aBatchHasTheseRequestsAndAnswersMeanThis() throws IOException {
    return fixtures().stream()
        .map(file ->
            DynamicTest.dynamicTest(
                FIXTURES.relativize(file).toString(),
                () -> fixture(file).check(onTheDay(CONNECTORS.require(connector(file))))))
        .toList();
  }

  /** A connector without Java has no other test. */
  @Test
  void eachOperationOfADeclaredConnectorHasAFixture() throws IOException {
    Set<String> present = new TreeSet<>();
    for (Path file : fixtures()) {
      ConnectorFixture fixture = fixture(file);
      Operation operation = fixture.operation() == null ? Operation.WRITE : fixture.operation();
      present.add(connector(file) + " " + fixture.object() + " " + operation);
    }
    Set<String> needed = new TreeSet<>();
    CONNECTORS.manifests().stream()
        .filter(manifest -> CONNECTORS.require(manifest.id()) instanceof DeclaredConnector)
        .forEach(manifest ->
            manifest.objects().forEach(object -> needed.addAll(needed(manifest.id(), object))));
    assertThat(present).containsAll(needed);
  }

  /** Declared limits of age are those of the day of the fixtures. */
  private static Connector onTheDay(Connector connector) {
    return connector instanceof DeclaredConnector
        ? Sample.shipped(connector.manifest().id())
        : connector;
  }

  private static List<String> needed(String connector, ObjectType object) {
    String write = connector + " " + object.name() + " " + Operation.WRITE;
    return object.removal() == Removal.IMPOSSIBLE
        ? List.of(write)
        : List.of(write, connector + " " + object.name() + " " + Operation.REMOVE);
  }

  private static List<Path> fixtures() throws IOException {
    try (Stream<Path> files = Files.walk(FIXTURES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static ConnectorFixture fixture(Path file) throws IOException {
    return ConnectorFixture.read(Files.readString(file));
  }

  private static String connector(Path file) {
    return file.getParent().getFileName().toString();
  }
}
