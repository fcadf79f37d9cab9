package dev.tributary.identity.postgres.audit;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.ReadEntry;
import dev.tributary.contracts.audit.ReadEntryBuilder;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.audit.FormerTrail;
import dev.tributary.runtime.quarantine.StoredHeaders;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * {@link FormerTrail} over PostgreSQL. Rows are locked until they are deleted: an instance of an
 * earlier version that counts a read on one of them waits, and then adds a row of its own.
 */
public final class PostgresFormerTrail implements FormerTrail {
  private static final String READS =
      """
      with taken as (
        select workspace, id from audit_entry order by workspace, id limit :most
        for update skip locked)
      delete from audit_entry e using taken t where e.workspace = t.workspace and e.id = t.id
      returning e.id, e.workspace, e.actor, e.actor_name, e.operation,
        nullif(e.profile, '') as profile, nullif(e.part, '') as part, e.reads, e.first_at,
        e.last_at\
      """;

  private static final String ACTIONS =
      """
      with taken as (
        select workspace, id from administration_entry order by workspace, id limit :most
        for update skip locked)
      delete from administration_entry e using taken t
      where e.workspace = t.workspace and e.id = t.id
      returning e.entry\
      """;

  private static final String QUARANTINED =
      """
      with taken as (
        select id from quarantined_message
        where topic in ('reads', 'audit') and message_value is not null order by id limit :most
        for update skip locked)
      delete from quarantined_message q using taken t where q.id = t.id
      returning q.topic, q.message_key, q.message_value, q.message_headers\
      """;

  private final Jdbi worker;

  public PostgresFormerTrail(DataSource worker) {
    this.worker = Jdbi.create(worker);
  }

  @Override
  public int take(int most, Consumer<Batch> receiver) {
    return worker.inTransaction(tx -> {
      Batch batch =
          new Batch(
              taken(tx, READS, most, (rows, _) -> read(rows)),
              taken(tx, ACTIONS, most, (rows, _) -> action(rows)),
              taken(tx, QUARANTINED, most, (rows, _) -> quarantined(rows)));
      if (batch.size() > 0) {
        receiver.accept(batch);
      }
      return batch.size();
    });
  }

  private static <T> List<T> taken(Handle tx, String delete, int most, RowMapper<T> mapper) {
    return tx.createQuery(delete).bind("most", most).map(mapper).list();
  }

  private static ReadEntry read(ResultSet rows) throws SQLException {
    return ReadEntryBuilder.builder()
        .id(rows.getString("id"))
        .workspace(new WorkspaceId(rows.getString("workspace")))
        .actor(rows.getString("actor"))
        .actorName(rows.getString("actor_name"))
        .operation(rows.getString("operation"))
        .profile(ProfileId.ofNullable(rows.getString("profile")))
        .part(rows.getString("part"))
        .reads(rows.getInt("reads"))
        .firstAt(rows.getTimestamp("first_at").toInstant())
        .lastAt(rows.getTimestamp("last_at").toInstant())
        .build();
  }

  private static AdministrationEntry action(ResultSet rows) throws SQLException {
    return Json.read(rows.getString(1).getBytes(StandardCharsets.UTF_8), AdministrationEntry.class);
  }

  private static Message quarantined(ResultSet rows) throws SQLException {
    byte[] key = rows.getBytes(2);
    return new Message(
        Topic.named(rows.getString(1)),
        null,
        key == null ? new byte[0] : key,
        rows.getBytes(3),
        StoredHeaders.read(rows.getBytes(4)));
  }
}
