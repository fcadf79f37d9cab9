package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.sandbox.http.LocalSandbox;
import dev.tributary.sandbox.kit.Vendor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A newcomer who copies the blocks of docs/write-a-connector.md into the files that it names has a
 * connector that delivers to its stand-in. Other tests run the commands of the guide and compare
 * its fixtures.
 */
class GuideTest {
  private static final Path GUIDE = Path.of("../../docs/write-a-connector.md");
  private static final Pattern MANIFEST =
      Pattern.compile(
          "^```yaml\n# letterbird\\.yaml\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern STAND_IN =
      Pattern.compile(
          "^```java\n(package dev\\.tributary\\.sandbox\\.letterbird;.*?)^```$",
          Pattern.DOTALL | Pattern.MULTILINE);
  private static final Outcome ACCEPTED = new Outcome.Accepted(null);

  @TempDir Path folder;
  private URLClassLoader loader;
  private ConnectedStandIn letterbird;

  @BeforeEach
  void follow() throws Exception {
    String guide = Files.readString(GUIDE);
    loader = compiled(blocks(STAND_IN, guide));
    letterbird =
        ConnectedStandIn.of(
            LocalSandbox.of(Clock.systemUTC(), this::standIn),
            "letterbird",
            connector(blocks(MANIFEST, guide)),
            "{\"account\": \"acme\"}",
            Map.of("apiKey", "any"));
  }

  @AfterEach
  void close() throws Exception {
    letterbird.close();
    loader.close();
  }

  @Test
  void aRecordIsCreatedChangedAndRemoved() {
    Item ann = item(1, "email", "Ann@example.org", "{\"name\": \"Ann\", \"plan\": \"free\"}");
    Outcome created = letterbird.write("subscribers", ann).getFirst();
    assertThat(created).isInstanceOf(Outcome.Delivered.class);
    Item known = ConnectedStandIn.delivered(ann, created);
    Item changed =
        ItemBuilder.builder(known).fields(ConnectedStandIn.settings("{\"plan\": null}")).build();
    assertThat(letterbird.write("subscribers", changed)).containsExactly(created);
    assertThat(letterbird.control("/records/subscribers").findValuesAsText("name"))
        .containsExactly("Ann");
    assertThat(letterbird.remove("subscribers", known)).containsExactly(created);
    // The record is gone, which is not a failure.
    assertThat(letterbird.remove("subscribers", known)).containsExactly(created);
  }

  @Test
  void aRefusedRecordDoesNotRefuseTheOthersOfItsBatch() {
    List<Outcome> outcomes =
        letterbird.write(
            "subscribers",
            item(1, "email", "ann@example.org", "{}"),
            item(2, "email", "ben@blocked.example", "{}"));
    assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Delivered.class);
    assertThat(outcomes.getLast()).isEqualTo(new Outcome.Rejected(null, "blocked: unsubscribed"));
  }

  @Test
  void anEventIsReceivedAndARepetitionHasNoEffect() {
    Item event =
        ItemBuilder.builder(
                item(1, null, "evt_1", "{\"email\": \"ann@example.org\", \"event\": \"bought\"}"))
            .delivery("dlv_01890a5d-ac96-774b-bcce-b302099a8057")
            .build();
    assertThat(letterbird.write("events", event)).containsExactly(ACCEPTED);
    assertThat(letterbird.write("events", event)).containsExactly(ACCEPTED);
    assertThat(letterbird.control("/events/events").path("events")).hasSize(1);
  }

  @Test
  void theTestOfADestinationSucceeds() {
    assertThat(letterbird.probe()).isInstanceOf(Outcome.Delivered.class);
  }

  private static String blocks(Pattern pattern, String guide) {
    String found =
        pattern
            .matcher(guide)
            .results()
            .map(block -> block.group(1))
            .collect(Collectors.joining("\n"));
    assertThat(found).isNotEmpty();
    return found;
  }

  private static Connector connector(String manifest) {
    Compilation compilation =
        DeclaredConnectors.compile("letterbird.yaml", manifest.getBytes(StandardCharsets.UTF_8));
    return switch (compilation) {
      case Compilation.Compiled(Connector connector) -> connector;
      case Compilation.Refused refused -> throw new AssertionError(refused.faults().toString());
    };
  }

  private URLClassLoader compiled(String source) throws Exception {
    Path file = folder.resolve("Letterbird.java");
    Path classes = folder.resolve("classes");
    Files.writeString(file, source);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                file.toString());
    assertThat(failed).as("mistakes of the stand-in of the guide").isZero();
    return new URLClassLoader(new URL[] {classes.toUri().toURL()}, Vendor.class.getClassLoader());
  }

  private Vendor standIn(Clock clock) {
    try {
      return (Vendor)
          loader
              .loadClass("dev.tributary.sandbox.letterbird.Letterbird")
              .getConstructor(Clock.class)
              .newInstance(clock);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("The stand-in of the guide cannot be made", e);
    }
  }
}
