package dev.tributary.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.testkit.keycloak.Realm;
import dev.tributary.testkit.keycloak.TestKeycloak;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the realm file makes of a Keycloak, and how we start ours. */
@QuarkusTest
@QuarkusTestResource(GatewayEnvironment.class)
class RealmTest {
  private static final String LISTENING = "0A";

  @Test
  void weakPasswordsAreRefused() {
    String username = "person-" + UUID.randomUUID().toString().substring(0, 8);
    Realm.createUser(username, Realm.PASSWORD);
    for (String weak :
        List.of("a", "11-letters!", username, username + "@example.test", "x" + username)) {
      assertThat(Realm.tryPassword(username, weak)).describedAs(weak).isEqualTo(400);
    }
    assertThat(Realm.tryPassword(username, "12 letters: yes")).isEqualTo(204);
    assertThat(Realm.tryPassword(username, Realm.PASSWORD))
        .describedAs("used before")
        .isEqualTo(400);
  }

  @Test
  void keycloakKeepsARecordOfSignInsAndOfWhatAdministratorsDo() {
    JsonNode events = Realm.events();
    assertThat(events.path("eventsEnabled").asBoolean()).isTrue();
    assertThat(events.path("adminEventsEnabled").asBoolean()).isTrue();
    assertThat(events.path("enabledEventTypes").toString())
        .contains("\"LOGIN\"", "LOGIN_ERROR", "UPDATE_PASSWORD", "UPDATE_EMAIL");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void keycloakListensOnLoopbackOnly() throws IOException {
    Set<String> sockets = sockets(TestKeycloak.pid());
    List<String> listening =
        Stream.of("tcp", "tcp6")
            .flatMap(table -> lines(Path.of("/proc/net", table)))
            .map(line -> line.strip().split("\\s+"))
            .filter(cells -> cells.length > 9 && cells[3].equals(LISTENING))
            .filter(cells -> sockets.contains("socket:[" + cells[9] + "]"))
            .map(cells -> cells[1].substring(0, cells[1].indexOf(':')))
            .toList();
    assertThat(listening)
        .isNotEmpty()
        .allMatch(address ->
            // 127.x, as itself or mapped into IPv6, or ::1.
            address.endsWith("7F") || address.equals("0".repeat(24) + "01000000"));
  }

  private static Set<String> sockets(long pid) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return files.flatMap(RealmTest::target).collect(Collectors.toSet());
    }
  }

  private static Stream<String> target(Path link) {
    try {
      return Stream.of(Files.readSymbolicLink(link).toString());
    } catch (IOException e) {
      return Stream.empty(); // Closed meanwhile.
    }
  }

  private static Stream<String> lines(Path table) {
    try {
      return Files.readAllLines(table).stream();
    } catch (IOException e) {
      return Stream.empty(); // A machine without IPv6.
    }
  }
}
