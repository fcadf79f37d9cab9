package dev.tributary.destinations.http.sync;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.destinations.TestDatabase;
import dev.tributary.destinations.delivery.Targets;
import dev.tributary.destinations.desired.DeclaredTypes;
import dev.tributary.destinations.postgres.delivery.SampleQueries;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.definition.WorkspaceTypes;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.tenancy.Workspace;
import dev.tributary.testkit.infra.TestPool;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A workspace with one person, Ann, and what previews of its syncs need. */
record PreviewFixture(AgroalDataSource worker, AgroalDataSource request) implements AutoCloseable {
  static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
  static final Workspace SHOP =
      new Workspace(
          WORKSPACE,
          "shop",
          "Shop",
          new WorkspaceBody(WorkspaceBody.Kind.TEST, "UTC", 0, List.of(), "NL"));

  static PreviewFixture withAnn() throws Exception {
    ServiceDatabase database = TestDatabase.migrated("destinations");
    var fixture =
        new PreviewFixture(
            TestPool.of(database.address(), database.worker()),
            TestPool.of(database.address(), database.request()));
    insert(fixture.worker, ann());
    return fixture;
  }

  /** The secrets of destinations are not encrypted. */
  static Targets targets() {
    return new Targets((workspace, id, name, origin, sealed) -> sealed, new KeyHash(new byte[16]));
  }

  Previews previews() {
    return previews(targets());
  }

  Previews previews(Targets targets) {
    return new Previews(
        new SampleQueries(
            new RequestDatabase(request), (workspace, purpose) -> false, Clock.systemUTC()),
        targets,
        new WorkspaceTypes<>(DeclaredTypes::new),
        new Protocols(Clock.systemUTC()));
  }

  private static ProfileState ann() {
    return ProfileStateBuilder.builder()
        .workspace(WORKSPACE)
        .profile(new ProfileId("prf_1"))
        .version(1)
        .identifiers(List.of(new Identifier(Identifier.EMAIL, "ann@example.org")))
        .traits(Map.of("name", TextNode.valueOf("Ann")))
        .consent(Map.of())
        .subscriptions(Map.of())
        .lastGroup(null)
        .firstSeen(Instant.EPOCH)
        .lastSeen(Instant.EPOCH)
        .build();
  }

  private static void insert(AgroalDataSource worker, ProfileState person) throws Exception {
    try (Connection connection = worker.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "insert into person (workspace, profile, version, identifiers_hash, granted,"
                    + " denied, state) values (?, ?, 1, '', '{}', '{}', ?)")) {
      statement.setString(1, person.workspace().value());
      statement.setString(2, person.profile().value());
      statement.setBytes(3, Json.write(person));
      statement.executeUpdate();
    }
  }

  @Override
  public void close() {
    worker.close();
    request.close();
  }
}
