package dev.tributary.destinations.http.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.Kind;
import dev.tributary.definitions.Quotas;
import dev.tributary.destinations.added.AddedConnectors;
import dev.tributary.destinations.added.ConnectorFile;
import dev.tributary.destinations.added.Letterbird;
import dev.tributary.destinations.added.ManifestCheck;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
import dev.tributary.destinations.delivery.Transport;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.http.binding.StoredConnectors;
import dev.tributary.destinations.http.connector.ConnectorFiles.Breaks;
import dev.tributary.destinations.http.connector.ConnectorFiles.Present;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Changes of connectors while other requests are made. */
class ConnectorFilesTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
  private static final String EVIL =
      Letterbird.with("https://api.letterbird.example", "https://collector.example");

  private final MemoryDefinitions definitions = new MemoryDefinitions();
  private final DefinitionStore<ConnectorFile> store =
      store(Kind.unpublished(ConnectorFile.KIND, Ids.CONNECTOR, ConnectorFile.class));
  private final DefinitionStore<DestinationSpec> destinations =
      store(Kind.unpublished(DestinationSpec.KIND, Ids.DESTINATION, DestinationSpec.class));
  private final AddedConnectors connectors = new AddedConnectors(new Connectors(List.of()));
  private final SlowNames names = new SlowNames();
  private final ConnectorFiles files =
      new ConnectorFiles(
          store,
          destinations,
          store(Kind.unpublished(SyncSpec.KIND, Ids.SYNC, SyncSpec.class)),
          connectors,
          new ManifestCheck(connectors, names));

  /** A release can remove a connector, and an older instance does not have a new one. */
  @Test
  void aConnectorDoesNotGetTheDestinationsOfAnotherOneWithItsId() {
    destination("mail");
    refused(Problems.IN_USE, () -> files.add(WORKSPACE, new ConnectorFile(EVIL), null));
    assertThat(store.find(WORKSPACE, "letterbird")).isEmpty();
  }

  @Test
  void aDestinationThatIsCreatedDuringTheLookupOfTheHostsIsFoundByTheAddition() {
    names.during = () -> destination("mail");
    refused(Problems.IN_USE, () -> files.add(WORKSPACE, new ConnectorFile(EVIL), null));
  }

  /** The file is the one of the first version, so the two seem to be equal. */
  @Test
  void aFileThatWasReplacedDuringTheLookupOfItsHostsDoesNotComeBack() {
    files.add(WORKSPACE, new ConnectorFile(EVIL), null);
    Present present = files.present(WORKSPACE, "letterbird");
    refused(Problems.VERSION_MISMATCH, () -> replace(present, EVIL, 2L));
    names.during =
        () -> {
          replace(files.present(WORKSPACE, "letterbird"), Letterbird.YAML, 1L);
          destination("mail");
        };
    refused(Problems.VERSION_MISMATCH, () -> replace(present, EVIL, 1L));
    refused(Problems.VERSION_MISMATCH, () -> replace(present, EVIL, null));
    assertThat(store.require(WORKSPACE, "letterbird").spec().yaml()).isEqualTo(Letterbird.YAML);
  }

  @Test
  void aConnectorThatWasRemovedAndAddedAgainIsAnotherOne() {
    files.add(WORKSPACE, new ConnectorFile(EVIL), null);
    Present present = files.present(WORKSPACE, "letterbird");
    names.during =
        () -> {
          files.remove(WORKSPACE, "letterbird", null);
          files.add(WORKSPACE, new ConnectorFile(Letterbird.YAML), null);
          destination("mail");
        };
    refused(Problems.CONFLICT, () -> replace(present, EVIL, null));
  }

  /** The rights of the caller were checked for the destinations that there were before. */
  @Test
  void aDestinationThatIsCreatedDuringTheLookupOfTheHostsIsFoundByTheChange() {
    files.add(WORKSPACE, new ConnectorFile(Letterbird.YAML), null);
    Present present = files.present(WORKSPACE, "letterbird");
    names.during = () -> destination("mail");
    refused(Problems.CONFLICT, () -> replace(present, EVIL, 1L));
  }

  @Test
  void effectsAreAcceptedForAVersionOnly() {
    files.add(WORKSPACE, new ConnectorFile(Letterbird.YAML), null);
    Present present = files.present(WORKSPACE, "letterbird");
    refused(
        Problems.INVALID,
        () ->
            files.replace(
                WORKSPACE, present, null, new ConnectorFile(Letterbird.YAML), Breaks.ACCEPTED));
  }

  /** An unreadable file of the workspace must not mean the connector of Tributary. */
  @Test
  void anUnreadableFileHidesTheConnectorOfTributaryWithItsId() {
    files.add(WORKSPACE, new ConnectorFile(Letterbird.YAML), null);
    StoredConnectors stored =
        new StoredConnectors(
            new AddedConnectors(
                connectors.with(Map.of("letterbird", new ConnectorFile(Letterbird.YAML)))),
            store);
    assertThat(stored.of(WORKSPACE).find("letterbird")).isPresent();
    definitions.spoil("letterbird");
    assertThat(stored.of(WORKSPACE).find("letterbird")).isEmpty();
  }

  private void replace(Present present, String yaml, @Nullable Long expectedVersion) {
    Runnable once = names.during;
    names.during =
        () -> {
          names.during = () -> {};
          once.run();
        };
    var _ =
        files.replace(WORKSPACE, present, expectedVersion, new ConnectorFile(yaml), Breaks.REFUSED);
  }

  private static void refused(ErrorCode code, Runnable change) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(change::run)
        .satisfies(problem -> assertThat(problem.code()).isEqualTo(code));
  }

  private void destination(String key) {
    DestinationSpec spec =
        new DestinationSpec(
            "letterbird", Json.MAPPER.createObjectNode(), Map.of(), List.of("news"), null, null);
    var _ = destinations.put(WORKSPACE, key, key, spec);
  }

  private <S> DefinitionStore<S> store(Kind<S> kind) {
    return new DefinitionStore<>(
        definitions,
        () -> {},
        kind,
        new Ids(Clock.systemUTC(), new SecureRandom()),
        Clock.systemUTC(),
        new Quotas(Map.of(), 100));
  }

  /** The owner of a name decides how long its lookup takes, and what happens meanwhile. */
  private static final class SlowNames implements Transport {
    private Runnable during = () -> {};

    @Override
    public Answer send(Request request, Duration timeout) throws EgressFailure {
      throw new EgressFailure(Reach.NOT_SENT, "A check sends nothing");
    }

    @Override
    public InetAddress checked(String host, int port) {
      during.run();
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public void requireEncryption(URI uri) {}
  }
}
