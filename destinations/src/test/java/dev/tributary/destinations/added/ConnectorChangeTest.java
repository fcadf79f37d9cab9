package dev.tributary.destinations.added;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.added.ConnectorChange.UsedBy;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The effects of a new manifest on the destinations and syncs that use the connector. */
class ConnectorChangeTest {
  private static final DestinationId DESTINATION = new DestinationId("dst_1");
  private static final String HOST = "https://api.letterbird.example";

  private final AddedConnectors connectors = new AddedConnectors(new Connectors(List.of()));

  @Test
  void aChangeThatKeepsEverythingInUseHasNoEffect() {
    ConnectorChange change =
        change(Letterbird.with("description: Keeps", "description: Always keeps"), used());
    assertThat(change.refusals()).isEmpty();
    assertThat(change.breaks()).isEmpty();
  }

  @Test
  void storedSecretsNeverGoToAnotherHost() {
    assertThat(change(Letterbird.with(HOST, "https://collector.example.net"), used()).refusals())
        .singleElement()
        .asString()
        .contains("Add a connector with another id instead");
    assertThat(
            change(
                    Letterbird.with(
                        "header: { name: x-letterbird-key, secret: apiKey }",
                        "oauth: { grant: client-credentials, client: { id: list, secret: apiKey,"
                            + " in: body }, token: 'https://collector.example.net/token' }"),
                    used())
                .refusals())
        .isNotEmpty();
    assertThat(
            change(
                    Letterbird.with("help: Its number }", "help: Its number, origin: true }"),
                    used())
                .refusals())
        .isNotEmpty();
    assertThat(change(Letterbird.with(HOST, "https://collector.example.net"), List.of()).refusals())
        .isEmpty();
  }

  @Test
  void theNameOfTheHeaderOfCredentialsMayChange() {
    ConnectorChange change =
        change(Letterbird.with("x-letterbird-key", "x-letterbird-token"), used());
    assertThat(change.refusals()).isEmpty();
    assertThat(change.breaks()).isEmpty();
  }

  @Test
  void anObjectInUseThatIsRemovedIsNamed() {
    assertThat(change(Letterbird.with("name: subscribers", "name: people"), used()).breaks())
        .containsExactly(
            "The sync news: the object subscribers is removed, so its deliveries stop");
  }

  @Test
  void settingsThatDestinationsLackOrHaveTooManyAreNamed() {
    assertThat(
            change(
                    Letterbird.with(
                        "  - { name: list, label: List, help: Its number }",
                        "  - { name: list, label: List, help: Its number }\n"
                            + "  - { name: region, label: Region, help: Two letters,"
                            + " required: true }"),
                    used())
                .breaks())
        .containsExactly("The destination mail: Region is required: Two letters");
    assertThat(
            change(
                    Letterbird.with("  - { name: list, label: List, help: Its number }\n", "")
                        .replace("          list: ${settings.list}\n", ""),
                    used())
                .breaks())
        .singleElement()
        .asString()
        .startsWith("The destination mail: Unknown setting list");
  }

  @Test
  void anotherEffectClassAndAnotherFieldAreNamed() {
    assertThat(change(Letterbird.with("effectClass: A", "effectClass: C"), used()).breaks())
        .containsExactly(
            "The sync news: the effect class of the object subscribers changes from A to C");
    assertThat(
            change(
                    Letterbird.with("{ name: name, label: Name }", "{ name: full, label: Name }")
                        .replace("name: ${item.fields.name}", "full: ${item.fields.full}"),
                    used())
                .breaks())
        .singleElement()
        .asString()
        .startsWith("The sync news: ")
        .contains("name");
  }

  @Test
  void requestsThatReadRecordsCanBeAdded() {
    assertThat(
            change(
                    Letterbird.with(
                        "    requests:\n",
                        """
                            requests:
                              records: { id: /id, match: /email }
                              list:
                                method: GET
                                path: /v1/subscribers
                                query: { after: "${page.cursor}" }
                                next: { lastId: true }
                        """),
                    used())
                .breaks())
        .isEmpty();
  }

  /** A removal at another address answers 404 for what was written before, which means removed. */
  @Test
  void anotherAddressOfARequestIsNamed() {
    assertThat(
            change(
                    Letterbird.with(
                        "path: /v1/subscribers/${item.knownAs}",
                        "path: /v2/people/${item.knownAs}"),
                    used())
                .breaks())
        .singleElement()
        .asString()
        .startsWith("The sync news: the addresses or the keys of the requests");
  }

  @Test
  void aDestinationWithoutSecretsIsNotMadeFreeForAnyAddress() {
    String fixed = Letterbird.with("addressOverridable: true\n", "");
    assertThat(
            ConnectorChange.of(
                    connectors,
                    new ConnectorFile(fixed),
                    new ConnectorFile(Letterbird.YAML),
                    Letterbird.connector(connectors, Letterbird.YAML),
                    used())
                .refusals())
        .isNotEmpty();
  }

  @Test
  void theKindOfAnObjectInUseNeverChanges() {
    String events =
        Letterbird.with("kind: record", "kind: event")
            .replace("${item.matchValue | lower}", "${item.fields.email}")
            .replace("    matchFields: [email]\n", "")
            .replace("removal: deleted", "removal: impossible")
            .replaceAll("(?s)      remove:.*?answers: stored\n", "");
    assertThat(change(events, used()).refusals()).isNotEmpty();
  }

  private ConnectorChange change(String yaml, List<UsedBy> users) {
    return ConnectorChange.of(
        connectors,
        new ConnectorFile(Letterbird.YAML),
        new ConnectorFile(yaml),
        Letterbird.connector(connectors, yaml),
        users);
  }

  private static List<UsedBy> used() {
    ObjectNode settings = Json.MAPPER.createObjectNode().put("list", "1");
    DestinationSpec spec =
        new DestinationSpec(
            "letterbird", settings, Map.of("apiKey", "sealed"), List.of("news"), null, null);
    SyncSpec sync =
        new SyncSpec(
            DESTINATION,
            new SyncSource.Profiles(),
            "subscribers",
            new FieldMapping("email", new ValueSource.IdentifierOf("email")),
            List.of(new FieldMapping("name", new ValueSource.Trait("name"))),
            Mode.UPSERT,
            Json.MAPPER.createObjectNode(),
            null);
    return List.of(new UsedBy(DESTINATION, "mail", spec, List.of(new UsedBy.Sync("news", sync))));
  }
}
