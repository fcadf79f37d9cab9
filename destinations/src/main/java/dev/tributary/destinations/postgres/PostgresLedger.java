package dev.tributary.destinations.postgres;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.desired.IdentifierRef;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.DeliveryBuilder;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.EventDelivery;
import dev.tributary.destinations.ledger.FieldHashes;
import dev.tributary.destinations.ledger.LedgerBatch;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.postgres.ids.AwaitedIds;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the desired state. All methods work within the caller's transaction. */
public final class PostgresLedger {
  public static final String CHANNEL = "tributary_deliveries";
  private static final String COLUMNS =
      """
      d.id, d.workspace, d.destination, d.space, d.record_key, d.sync, d.object, d.owner,
      d.person_ref, d.parent, d.content, d.version, d.hash, d.delivered_hash, d.confirmed,
      d.delivered_fields, d.sent_fields, d.delivered_as, d.former_keys, d.vendor_id, d.state, d.attempt, d.lane, d.position, d.root_event, d.root_received_at,
      d.cause\
      """;

  /**
   * A record's memberships belong to the record, which may change its owner. Row-level security
   * allows no function of another row in the condition of an index, so the places are known before.
   */
  private static final String ROWS =
      """
      with wanted as materialized (
        select u.*, record_place(u.workspace, u.destination, u.space) as place
        from unnest(?, ?, ?, ?) as u(workspace, destination, space, value)),
      at_key as (
        select k.id from wanted u join delivery k
          on k.place = u.place and k.record_key = u.value
          and k.workspace = u.workspace and k.destination = u.destination and k.space = u.space
        where not k.is_event)
      select %s from delivery d where d.id in (
        select id from at_key
        union
        select m.id from delivery m join at_key on m.parent = at_key.id
        union
        select p.id from delivery p join unnest(?, ?) as w(workspace, owner)
          on p.workspace = w.workspace and p.owner = w.owner
        where not p.is_event)
      order by d.id\
      """;

  /**
   * How much earlier than its statement a new record is due. A claim takes rows of one sync and
   * object in the order of their times and ids. If these were next to each other, the claim would
   * change all rows of a page at once, and the page would need space for all of them a second time.
   * So the records of a large statement have times in the second before it, and neighbours have
   * different ones: the parts of a multiple of the golden ratio behind the point are spread evenly.
   * The records themselves are in the order of their ids, so the indexes of ids grow at their ends.
   */
  private static final String EARLIER =
      """
      case when count(*) over () > 50 then interval '1 microsecond' * (
        row_number() over (partition by u.destination, u.sync, u.object order by u.n) * 618034
          % 1000000)
        else interval '0' end\
      """;

  /**
   * The order in which new events go to pages, by their number in the order of their ids, for the
   * same reason: a page gets every fiftieth event of a sync and object. The events of a statement
   * have one time, so they are sent in the order of their ids.
   */
  private static final String SPREAD =
      "row_number() over (partition by u.destination, u.sync, u.object order by u.n) % 50, u.n";

  private final Supplier<String> ids;

  /**
   * @param ids creates ids of new deliveries
   */
  public PostgresLedger(Supplier<String> ids) {
    this.ids = ids;
  }

  /**
   * The owner of records.
   *
   * @param id a profile, or a sync and the key of a row
   */
  public record Owner(WorkspaceId workspace, String id) {}

  /** Locks the rows that the keys and the owners lead to, in order of their ids. */
  public LedgerBatch open(Connection tx, Collection<RecordKey> keys, Collection<Owner> owners)
      throws SQLException {
    return new LedgerBatch(rows(tx, keys, owners, " for update of d"), ids);
  }

  /** Reads the same rows without locks, for a caller that writes nothing. */
  public static List<Delivery> look(
      Connection tx, Collection<RecordKey> keys, Collection<Owner> owners) throws SQLException {
    return rows(tx, keys, owners, "");
  }

  /**
   * The withheld records of rows of models that name these people.
   *
   * @param refs identifiers, in the form of {@link IdentifierRef#text}
   */
  static List<Delivery> withheld(Connection tx, Collection<Owner> refs) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select %s from unnest(?, ?) as u(workspace, ref)
            join delivery d on d.workspace = u.workspace and d.person_ref = u.ref
            where d.state = 'withheld' order by d.id\
            """
                .formatted(COLUMNS))) {
      new Columns<>(statement, refs).workspace(Owner::workspace).text(Owner::id);
      return read(statement);
    }
  }

  private static List<Delivery> read(PreparedStatement statement) throws SQLException {
    List<Delivery> found = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(delivery(rows));
      }
    }
    return found;
  }

  private static List<Delivery> rows(
      Connection tx, Collection<RecordKey> keys, Collection<Owner> owners, String lock)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(ROWS.formatted(COLUMNS) + lock)) {
      new Columns<>(statement, keys)
          .workspace(RecordKey::workspace)
          .text(key -> key.destination().value())
          .text(RecordKey::space)
          .text(RecordKey::value);
      new Columns<>(statement, 5, owners).workspace(Owner::workspace).text(Owner::id);
      return read(statement);
    }
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    byte[] content = row.getBytes("content");
    SyncId sync = new SyncId(row.getString("sync"));
    return DeliveryBuilder.builder()
        .id(row.getString("id"))
        .key(
            new RecordKey(
                new WorkspaceId(row.getString("workspace")),
                new DestinationId(row.getString("destination")),
                row.getString("space"),
                row.getString("record_key")))
        .sync(sync)
        .object(row.getString("object"))
        .owner(row.getString("owner"))
        .personRef(row.getString("person_ref"))
        .parent(row.getString("parent"))
        .content(content == null ? Content.NONE : Content.of(content, sync))
        .version(row.getLong("version"))
        .hash(row.getString("hash"))
        .deliveredHash(row.getString("delivered_hash"))
        .confirmed(row.getBoolean("confirmed"))
        .deliveredFields(FieldHashes.of(row.getBytes("delivered_fields")))
        .sentFields(FieldHashes.of(row.getBytes("sent_fields")))
        .deliveredAs(row.getString("delivered_as"))
        .formerKeys(FormerKeys.read(row.getString("former_keys")))
        .vendorId(row.getString("vendor_id"))
        .state(State.named(row.getString("state")))
        .attempt(row.getInt("attempt"))
        .lane(Priority.numbered(row.getInt("lane")))
        .position(row.getLong("position"))
        .origin(
            new DesiredRecord.Origin(
                row.getString("root_event"),
                row.getTimestamp("root_received_at").toInstant(),
                row.getString("cause")))
        .build();
  }

  /**
   * Writes the changes of the batch, and notifies the workers.
   *
   * @throws SQLException with the state of a serialisation failure if another transaction created
   *     one of the records first: repeat the whole transaction
   */
  public void write(Connection tx, LedgerBatch batch) throws SQLException {
    try {
      forget(tx, batch.forgotten());
      giveUpKeys(tx, batch.renamed());
      update(tx, batch.updated());
      insert(tx, batch.inserted());
      AwaitedIds.sendAgain(tx, records(batch));
    } catch (SQLException e) {
      throw "23505".equals(e.getSQLState())
          ? new SQLException("Another transaction made the record first", "40001", e)
          : e;
    }
    wake(tx, batch.destinations());
  }

  /** The records of memberships that the batch changes. */
  private static Set<String> records(LedgerBatch batch) {
    return Stream.concat(batch.inserted().stream(), batch.updated().stream())
        .map(Delivery::parent)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Memberships that wait for such a record are deleted too, also those of other owners. */
  private static void forget(Connection tx, List<String> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            delete from delivery d using unnest(?) as u(id)
            where d.id = u.id or d.parent = u.id and d.not_before = 'infinity'\
            """)) {
      new Columns<>(statement, ids).text(each -> each);
      statement.executeUpdate();
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            "delete from record_claim c using unnest(?) as u(id) where c.delivery = u.id")) {
      new Columns<>(statement, ids).text(each -> each);
      statement.executeUpdate();
    }
  }

  /**
   * A record may get the key that another one gives up in the same batch. PostgreSQL checks keys
   * row by row, so all of them are given up first.
   */
  private static void giveUpKeys(Connection tx, List<String> renamed) throws SQLException {
    if (renamed.size() < 2) {
      return;
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            "update delivery d set record_key = d.id from unnest(?) as u(id) where d.id = u.id")) {
      new Columns<>(statement, renamed).text(each -> each);
      statement.executeUpdate();
    }
  }

  /**
   * A membership whose record has no id at the vendor yet waits until the record's report. It is
   * withheld as long as the record is.
   */
  private static void insert(Connection tx, List<Delivery> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            insert into delivery (id, workspace, destination, space, record_key, is_event, sync,
              object, owner, person_ref, parent, content, version, hash, state, lane, position,
              root_event, root_received_at, cause, reason, words, desired_at, not_before)
            select u.id, u.workspace, u.destination, u.space, u.record_key, false, u.sync,
              u.object, u.owner, u.person_ref, u.parent, u.content, u.version, u.hash,
              case when w.id is null then 'pending' else 'withheld' end,
              u.lane, u.position, u.root_event, to_timestamp(u.root_received_at / 1e6), u.cause,
              w.reason, w.words, statement_timestamp(),
              case when u.parent is null or p.vendor_id is not null
                then statement_timestamp() - %s else 'infinity' end
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) with ordinality
              as u(id, workspace, destination, space, record_key, sync, object, owner,
                person_ref, parent, content, version, hash, lane, position, root_event,
                root_received_at, cause, n)
            left join delivery p on p.id = u.parent
            left join delivery w
              on w.id = u.parent and w.state = 'withheld' and w.vendor_id is null
            order by u.n\
            """
                .formatted(EARLIER))) {
      columns(statement, rows)
          .ints(row -> row.lane().number())
          .longs(Delivery::position)
          .text(row -> row.origin().rootEvent())
          .times(row -> row.origin().rootReceivedAt())
          .text(row -> row.origin().cause());
      statement.executeUpdate();
    }
  }

  private static Columns<Delivery> columns(PreparedStatement statement, List<Delivery> rows)
      throws SQLException {
    return new Columns<>(statement, rows)
        .text(Delivery::id)
        .workspace(row -> row.key().workspace())
        .text(row -> row.key().destination().value())
        .text(row -> row.key().space())
        .text(row -> row.key().value())
        .text(row -> row.sync().value())
        .text(Delivery::object)
        .text(Delivery::owner)
        .text(Delivery::personRef)
        .text(Delivery::parent)
        .bytes(row -> row.content().json(row.sync()))
        .longs(Delivery::version)
        .text(Delivery::hash);
  }

  private static void update(Connection tx, List<Delivery> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            update delivery d set record_key = u.record_key, sync = u.sync, owner = u.owner,
              person_ref = u.person_ref, content = u.content, version = u.version, hash = u.hash,
              state = u.state, attempt = u.attempt, lane = u.lane, position = u.position,
              root_event = u.root_event, root_received_at = to_timestamp(u.root_received_at / 1e6),
              cause = u.cause, delivered_fields = u.delivered_fields, sent_fields = u.sent_fields,
              former_keys = u.former_keys,
              changed_at = clock_timestamp(),
              changed_hour_at = date_trunc('hour', clock_timestamp(), 'UTC'),
              desired_at = case when u.version > d.version then clock_timestamp() else d.desired_at end,
              first_attempt_at = case when u.version > d.version and u.state = 'pending' then null
                else d.first_attempt_at end,
              batch = case when u.version > d.version and u.state = 'pending' then null
                else d.batch end,
              reason = case when u.state in ('pending', 'delivered', 'accepted') then null else d.reason end,
              field = case when u.state in ('pending', 'delivered', 'accepted') then null else d.field end,
              words = case when u.state in ('pending', 'delivered', 'accepted') then null else d.words end,
              not_before = case when u.version > d.version and u.state = 'pending'
                  and (d.parent is null or p.vendor_id is not null)
                then greatest(clock_timestamp(), d.settles_at) else d.not_before end
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              as u(id, record_key, sync, owner, person_ref, content, version, hash, state,
                attempt, lane, position, root_event, root_received_at, cause, delivered_fields,
                sent_fields, former_keys)
            left join delivery p on p.id = (select x.parent from delivery x where x.id = u.id)
            where d.id = u.id\
            """)) {
      new Columns<>(statement, rows)
          .text(Delivery::id)
          .text(row -> row.key().value())
          .text(row -> row.sync().value())
          .text(Delivery::owner)
          .text(Delivery::personRef)
          .bytes(row -> row.content().json(row.sync()))
          .longs(Delivery::version)
          .text(Delivery::hash)
          .text(row -> row.state().wireName())
          .ints(Delivery::attempt)
          .ints(row -> row.lane().number())
          .longs(Delivery::position)
          .text(row -> row.origin().rootEvent())
          .times(row -> row.origin().rootReceivedAt())
          .text(row -> row.origin().cause())
          .bytes(row -> FieldHashes.stored(row.deliveredFields()))
          .bytes(row -> FieldHashes.stored(row.sentFields()))
          .text(row -> FormerKeys.stored(row.formerKeys()));
      statement.executeUpdate();
    }
  }

  /**
   * Appends events; each is a record of its own. For an event that exists already, only the
   * notification of the workers is repeated.
   *
   * @return how many did not exist
   */
  public int append(Connection tx, List<EventDelivery> events, Priority priority)
      throws SQLException {
    if (events.isEmpty()) {
      return 0;
    }
    int added;
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            insert into delivery (id, workspace, destination, space, record_key, is_event,
              event_name, sync, object, owner, content, own_consent, version, hash, state, lane,
              root_event, root_received_at, cause, desired_at, not_before)
            select u.id, u.workspace, u.destination, u.space, u.record_key, true, u.event_name,
              u.sync, u.object, u.owner, u.content, u.own_consent, 1, 'event', 'pending', u.lane,
              u.root_event, to_timestamp(u.root_received_at / 1e6), u.cause,
              statement_timestamp(), statement_timestamp()
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) with ordinality
              as u(id, workspace, destination, space, record_key, event_name, sync, object, owner,
                content, own_consent, lane, root_event, root_received_at, cause, n)
            order by %s
            on conflict do nothing\
            """
                .formatted(SPREAD))) {
      new Columns<>(statement, events)
          .text(event -> ids.get())
          .workspace(event -> event.key().workspace())
          .text(event -> event.key().destination().value())
          .text(event -> event.key().space())
          .text(event -> event.key().value())
          .text(EventDelivery::name)
          .text(event -> event.sync().value())
          .text(EventDelivery::object)
          .profile(EventDelivery::profile)
          .bytes(EventDelivery::content)
          .text(EventDelivery::ownConsent)
          .ints(event -> priority.number())
          .text(event -> event.origin().rootEvent())
          .times(event -> event.origin().rootReceivedAt())
          .text(event -> event.origin().cause());
      added = statement.executeUpdate();
    }
    wake(tx, events.stream().map(event -> event.key().destination()).distinct().toList());
    return added;
  }

  /**
   * Checks the withheld records of these people again, because their consent changed. Events are
   * not checked again.
   */
  public void reconsider(Connection tx, Collection<ProfileState> answered) throws SQLException {
    if (answered.isEmpty()) {
      return;
    }
    List<Owner> owners = new ArrayList<>();
    List<Owner> refs = new ArrayList<>();
    for (ProfileState person : answered) {
      owners.add(new Owner(person.workspace(), person.profile().value()));
      person
          .identifiers()
          .forEach(each -> refs.add(new Owner(person.workspace(), IdentifierRef.text(each))));
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            with theirs as (
              select d.id from unnest(?, ?) as u(workspace, owner)
              join delivery d on d.workspace = u.workspace and d.owner = u.owner
              where d.state = 'withheld' and not d.is_event
              union
              select d.id from unnest(?, ?) as u(workspace, ref)
              join delivery d on d.workspace = u.workspace and d.person_ref = u.ref
              where d.state = 'withheld'),
            again as (
              update delivery d set state = 'pending', reason = null, words = null,
                not_before = case when d.not_before = 'infinity' then d.not_before
                  else greatest(clock_timestamp(), d.settles_at) end,
                changed_at = clock_timestamp(),
                changed_hour_at = date_trunc('hour', clock_timestamp(), 'UTC')
              from theirs where d.id = theirs.id and d.state = 'withheld'
              returning d.destination)
            select distinct destination from again\
            """)) {
      new Columns<>(statement, owners).workspace(Owner::workspace).text(Owner::id);
      new Columns<>(statement, 3, refs).workspace(Owner::workspace).text(Owner::id);
      List<DestinationId> destinations = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          destinations.add(new DestinationId(rows.getString(1)));
        }
      }
      wake(tx, destinations);
    }
  }

  /** The workers of all instances get the notification when the transaction commits. */
  static void wake(Connection tx, Collection<DestinationId> destinations) throws SQLException {
    for (DestinationId destination : destinations) {
      try (PreparedStatement statement = tx.prepareStatement("select pg_notify(?, ?)")) {
        statement.setString(1, CHANNEL);
        statement.setString(2, destination.value());
        statement.execute();
      }
    }
  }
}
