package dev.tributary.identity.postgres.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.postgres.OwnDatabase;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.identity.store.ProfileStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Profiles whose names did not change cost no statement for names. */
class StoredNamesTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");

  private final OwnDatabase database = OwnDatabase.migrated();
  private final List<String> statements = new ArrayList<>();
  private Connection connection;

  @BeforeEach
  void twoPeopleHaveNamesAndOneHasNone() throws SQLException {
    connection = database.worker().getConnection();
    connection.setAutoCommit(false);
    save(person("ann", 1, "Ann"), person("bob", 1, "Bob"), person("device", 1, null));
    connection.commit();
    statements.clear();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void newNamesOfABatchAreStoredWithOneStatement() throws SQLException {
    assertThat(names()).isEqualTo("ann: ann, bob: bob");
    save(person("eve", 1, "Eve"), person("zoe", 1, "Zoë"));
    assertThat(statements).hasSize(1).allMatch(sql -> sql.startsWith("insert"));
    assertThat(names()).isEqualTo("ann: ann, bob: bob, eve: eve, zoe: zoe");
  }

  @Test
  void newPeopleWithoutANameCostNoStatement() throws SQLException {
    save(person("other", 1, null), person("third", 1, null));
    assertThat(statements).isEmpty();
  }

  @Test
  void peopleWithTheSameNamesCostNoStatement() throws SQLException {
    ProfileStore store = locked("ann", "bob", "device");
    store.save(
        List.of(person("ann", 2, "Ann"), person("bob", 2, "Bob"), person("device", 2, null)));
    store.save(List.of(person("ann", 3, "Ann")));
    assertThat(statements).isEmpty();
  }

  @Test
  void aChangedNameIsStored() throws SQLException {
    locked("ann", "bob", "device")
        .save(
            List.of(person("ann", 2, "Anna"), person("bob", 2, "Bob"), person("device", 2, null)));
    assertThat(statements).hasSize(1).allMatch(sql -> sql.startsWith("insert"));
    assertThat(names()).isEqualTo("ann: anna, bob: bob");
  }

  @Test
  void namesThatEndAreRemovedWithOneStatement() throws SQLException {
    locked("ann", "bob").save(List.of(person("ann", 2, null), person("bob", 2, null)));
    assertThat(statements).hasSize(1).allMatch(sql -> sql.startsWith("delete"));
    assertThat(names()).isEmpty();
  }

  /** A rebuild deletes a profile and may save it again with the same names. */
  @Test
  void aProfileThatIsDeletedAndSavedAgainHasItsNames() throws SQLException {
    ProfileStore store = locked("ann");
    store.forget(WORKSPACE, List.of(id("ann")));
    store.save(List.of(person("ann", 2, "Ann")));
    assertThat(names()).isEqualTo("ann: ann, bob: bob");
  }

  private ProfileStore locked(String... people) {
    ProfileStore store = new PostgresProfileStore(counting(connection));
    TreeSet<ProfileRef> wanted = new TreeSet<>();
    for (String each : people) {
      wanted.add(new ProfileRef(WORKSPACE, id(each)));
    }
    store.lock(wanted);
    return store;
  }

  private void save(Profile... people) {
    new PostgresProfileStore(counting(connection)).save(List.of(people));
  }

  private static ProfileId id(String person) {
    return new ProfileId("prf_" + person);
  }

  private static Profile person(String person, long version, @Nullable String name) {
    String traits =
        name == null ? "" : "\"name\":{\"src_1\":[\"%s\",1,\"evt_1\",0]}".formatted(name);
    String document =
        """
        {"identifiers":[["user_id","%s",1]],"traits":{%s},"consent":{},"subscriptions":{},\
        "firstSeen":1,"lastSeen":1}\
        """
            .formatted(person, traits);
    return ProfileCodec.read(
        WORKSPACE, id(person), version, document.getBytes(StandardCharsets.UTF_8));
  }

  private String names() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select coalesce(
                  string_agg(substr(profile, 5) || ':' || name, ', ' order by profile), '')
                from profile_name\
                """)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** The same connection, which notes the statements that change the table of names. */
  private Connection counting(Connection of) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("prepareStatement")
                  && arguments[0] instanceof String sql
                  && sql.contains("profile_name")) {
                statements.add(sql);
              }
              try {
                return method.invoke(of, arguments);
              } catch (InvocationTargetException e) {
                throw requireNonNull(e.getCause());
              }
            });
  }
}
