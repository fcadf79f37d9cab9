package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.added.ConnectorFile;
import dev.tributary.destinations.added.Letterbird;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.sync.Catalogue;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The engine delivers with the connectors that the workspace of a destination has added. */
class AddedConnectorsOfWorkspacesTest {
  private static final WorkspaceId OTHER = new WorkspaceId("wsp_other");
  private static final WorkspaceId NONE = new WorkspaceId("wsp_none");

  @Test
  void theSameIdInTwoWorkspacesIsTwoConnectorsAndAThirdWorkspaceHasNone() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A);
        Connection tx = bench.worker.getConnection()) {
      add(bench, Bench.WORKSPACE, Letterbird.YAML);
      add(bench, OTHER, Letterbird.with("name: Letterbird", "name: Of the other workspace"));
      DestinationId first = destination(bench, Bench.WORKSPACE);
      DestinationId second = destination(bench, OTHER);
      DestinationId third = destination(bench, NONE);
      Catalogue catalogue = bench.catalogue.read(tx);
      assertThat(connector(catalogue, first).manifest().name()).isEqualTo("Letterbird");
      assertThat(connector(catalogue, second).manifest().name())
          .isEqualTo("Of the other workspace");
      assertThat(catalogue.destination(third)).isEmpty();
      assertThat(catalogue.unreadable().get(third.value()))
          .extracting(Catalogue.Unreadable::words)
          .isEqualTo("This version has no connector letterbird");
    }
  }

  @Test
  void theNextReadOfEachInstanceHasANewVersionAndOtherChangesCompileNothing() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A);
        Connection tx = bench.worker.getConnection()) {
      add(bench, Bench.WORKSPACE, Letterbird.YAML);
      DestinationId destination = destination(bench, Bench.WORKSPACE);
      Connector before = connector(bench.catalogue.read(tx), destination);
      bench.execute(
          "update definition set version = version + 1, name = 'x' where kind = 'destination'");
      assertThat(connector(bench.catalogue.read(tx), destination)).isSameAs(before);
      bench.execute(
          "update definition set version = version + 1, spec = '%s'::jsonb where kind = 'connector'"
              .formatted(spec(Letterbird.with("batchSize: 10", "batchSize: 20"))));
      Connector after = connector(bench.catalogue.read(tx), destination);
      assertThat(after.manifest().object("subscribers").orElseThrow().batchSize()).isEqualTo(20);
    }
  }

  /** The manifest decides about outcomes, sizes of batches and limits, not only about requests. */
  @Test
  void aRunningDispatcherTakesANewVersionOfTheConnector() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A);
        Connection tx = bench.worker.getConnection()) {
      add(bench, Bench.WORKSPACE, Letterbird.YAML);
      DestinationId id = destination(bench, Bench.WORKSPACE);
      Catalogue.Destination before = bench.catalogue.read(tx).destination(id).orElseThrow();
      Dispatcher dispatcher =
          new Dispatcher(
              before,
              bench.deliveries,
              bench.sender,
              Clock.systemUTC(),
              RetryPauses.promised(new Random(7)),
              RowsInFlight.ofHeap().share());
      bench.execute(
          "update definition set version = version + 1, spec = '%s'::jsonb where kind = 'connector'"
              .formatted(spec(Letterbird.with("effectClass: A", "effectClass: C"))));
      Catalogue.Destination after = bench.catalogue.read(tx).destination(id).orElseThrow();
      assertThat(after.version()).isEqualTo(before.version());
      dispatcher.now(after);
      assertThat(dispatcher.destination().connector().manifest().effectClass())
          .isEqualTo(EffectClass.C);
    }
  }

  @Test
  void aManifestThatThisVersionRefusesLeavesItsDestinationsOutAndSaysWhy() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A);
        Connection tx = bench.worker.getConnection()) {
      add(bench, Bench.WORKSPACE, Letterbird.with("kind: record", "kind: other"));
      add(bench, OTHER, Letterbird.YAML);
      DestinationId refused = destination(bench, Bench.WORKSPACE);
      DestinationId usable = destination(bench, OTHER);
      Catalogue catalogue = bench.catalogue.read(tx);
      assertThat(catalogue.destination(usable)).isPresent();
      assertThat(catalogue.unreadable().get(refused.value()))
          .extracting(Catalogue.Unreadable::words)
          .asString()
          .startsWith("This version refuses its connector: connector.yaml:")
          .contains("/objects/0/kind");
    }
  }

  private static Connector connector(Catalogue catalogue, DestinationId destination) {
    return catalogue.destination(destination).orElseThrow().connector();
  }

  private static void add(Bench bench, WorkspaceId workspace, String yaml) throws SQLException {
    define(bench, workspace, ConnectorFile.KIND, "con_" + workspace, "letterbird", spec(yaml));
  }

  private static DestinationId destination(Bench bench, WorkspaceId workspace) throws SQLException {
    DestinationId id = new DestinationId("dst_" + workspace);
    DestinationSpec spec =
        new DestinationSpec(
            "letterbird", Json.MAPPER.createObjectNode(), Map.of(), List.of("news"), null, null);
    define(bench, workspace, DestinationSpec.KIND, id.value(), "mail", text(spec));
    return id;
  }

  private static void define(
      Bench bench, WorkspaceId workspace, String kind, String id, String key, String spec)
      throws SQLException {
    bench.execute(
        "insert into definition (workspace, kind, id, key, name, version, spec, created_at,"
            + " updated_at) values ('%s', '%s', '%s', '%s', '%s', 1, '%s'::jsonb, now(), now())"
                .formatted(workspace, kind, id, key, key, spec));
  }

  private static String spec(String yaml) {
    return text(new ConnectorFile(yaml));
  }

  private static String text(Object spec) {
    return new String(Json.write(spec), StandardCharsets.UTF_8).replace("'", "''");
  }
}
