package dev.tributary.benchmarks.bare;

import dev.tributary.contracts.id.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * The least transaction for identity resolution: one connection, 500 events at a time, UNNEST
 * upserts of people, identifiers and evidence, a row for each event, one outbox row and the
 * position. It reads nothing and decides nothing.
 *
 * <p>It writes to copies of the tables of our service, with the same indexes. It writes as many
 * rows to each as our service does for the same mix of events: a profile where an event changes it,
 * identifiers and evidence where they are new.
 */
public final class BareIdentity {
  private static final int BATCH = 500;

  /** How many of a hundred events change a person, among them a merge. */
  private static final int CHANGING = 11;

  /** How many of a hundred events introduce a person with a device. */
  private static final int NEW = 8;

  /** How many of a hundred events have an unknown device, which the merge joins to a person. */
  private static final int VISITORS = 1;

  private static final int OF = 100;
  private static final int HASH_BYTES = 32;
  private static final int NEWCOMER = 80_000_000;
  private static final List<String> COPIES =
      List.of(
          "drop table if exists bench.profile, bench.identifier, bench.edge, bench.accepted_event, bench.outbox_batch, bench.stream_position",
          "create table bench.profile (like profile including all) with (fillfactor = 70)",
          "create table bench.identifier (like identifier including all) with (fillfactor = 80)",
          "create table bench.edge (like edge including all)",
          "create table bench.accepted_event (like accepted_event including all)",
          "create table bench.outbox_batch (like outbox_batch including all)",
          "create table bench.stream_position (like stream_position including all)",
          "insert into bench.profile select * from profile",
          "insert into bench.identifier select * from identifier",
          "insert into bench.edge select * from edge",
          "insert into bench.accepted_event select * from accepted_event",
          "insert into bench.stream_position select * from stream_position",
          "vacuum analyze bench.profile, bench.identifier, bench.edge, bench.accepted_event");
  private static final String PEOPLE =
      """
      insert into bench.profile (workspace, profile, version, document)
      select ?, profile, 2, ? from unnest(?::text[]) u(profile)
      on conflict (workspace, profile)
      do update set version = bench.profile.version + 1, document = excluded.document\
      """;
  private static final String IDENTIFIERS =
      """
      insert into bench.identifier (workspace, type, value, profile)
      select ?, type, value, profile from unnest(?::text[], ?::text[], ?::text[])
        u(type, value, profile)
      on conflict do nothing\
      """;
  private static final String EVIDENCE =
      """
      insert into bench.edge (workspace, left_type, left_value, right_type, right_value, source,
        cause, happened_at)
      select ?, 'anonymous_id', one, 'user_id', other, 'src_bare', 'evt_bare', now()
      from unnest(?::text[], ?::text[]) u(one, other)
      on conflict do nothing\
      """;
  private static final String EVENTS =
      """
      insert into bench.accepted_event (workspace, event, source, type, name, message_hash, repeat,
        content_hash, topic, part, position, outcome, profile, happened_at, received_at,
        accepted_at, anchor_type, anchor_value)
      select ?, event, 'src_bare', 'track', 'Product Viewed', hash, '', encode(hash, 'hex'),
        'events', 0, 0, 'applied', profile, now(), now(), now(), 'user_id', anchor
      from unnest(?::text[], ?::bytea[], ?::text[], ?::text[]) u(event, hash, profile, anchor)\
      """;
  private static final String OUTBOX =
      """
      with done as (delete from bench.outbox_batch)
      insert into bench.outbox_batch values ('bare', 'events', 0, ?, ?, ?)\
      """;
  private static final String POSITION =
      "update bench.stream_position set next_offset = next_offset + ? where topic = 'events'";

  private static final String KNOWN =
      "select profile, workspace from identifier where type = 'user_id' and value like 'user-%' order by value limit ?";
  private static final String DOCUMENT = "select document from profile where profile = ?";
  private static final String PAYLOAD =
      """
      select coalesce(sum(octet_length(payload)) / sum(next_offset - first_offset), 0)
      from outbox_batch where topic = 'events'\
      """;

  private final Connection connection;
  private final Random random = new Random(1);
  private final List<String> people = new ArrayList<>();
  private WorkspaceId workspace = WorkspaceId.NONE;
  private byte[] document = {};
  private byte[] payload = {};
  private long position;
  private int newcomers;

  private BareIdentity(Connection connection) {
    this.connection = connection;
  }

  /**
   * Copies the tables with their current content.
   *
   * @param people the number of known people
   */
  public static BareIdentity prepare(Connection connection, int people) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : COPIES) {
        statement.execute(sql);
      }
    }
    var bare = new BareIdentity(connection);
    bare.read(people);
    connection.setAutoCommit(false);
    return bare;
  }

  private void read(int most) throws SQLException {
    try (PreparedStatement known = connection.prepareStatement(KNOWN)) {
      known.setInt(1, most);
      try (ResultSet rows = known.executeQuery()) {
        while (rows.next()) {
          people.add(rows.getString(1));
          workspace = new WorkspaceId(rows.getString(2));
        }
      }
    }
    try (PreparedStatement one = connection.prepareStatement(DOCUMENT)) {
      one.setString(1, people.get(people.size() / 2));
      try (ResultSet rows = one.executeQuery()) {
        rows.next();
        document = rows.getBytes(1);
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(PAYLOAD)) {
      rows.next();
      payload = new byte[BATCH * rows.getInt(1)];
      random.nextBytes(payload);
    }
  }

  /** Bytes of outbox per event, as measured in our service. */
  public int payloadBytes() {
    return payload.length / BATCH;
  }

  public int documentBytes() {
    return document.length;
  }

  /** Processes so many events, in transactions of 500. */
  public void run(int events) throws SQLException {
    for (int done = 0; done < events; done += BATCH) {
      transaction();
    }
  }

  private void transaction() throws SQLException {
    var profiles = new String[BATCH];
    var users = new String[BATCH];
    var events = new String[BATCH];
    var hashes = new byte[BATCH][HASH_BYTES];
    var changed = new LinkedHashSet<String>();
    var newUsers = new OwnedIdentifiers();
    var newDevices = new OwnedIdentifiers();
    var together = new ArrayList<String>();
    for (int i = 0; i < BATCH; i++) {
      int kind = i % OF;
      boolean introduced = kind < NEW;
      boolean isNew = kind < NEW + VISITORS;
      int person = isNew ? NEWCOMER + newcomers++ : random.nextInt(people.size());
      users[i] = "user-%08d".formatted(person);
      profiles[i] = isNew ? "prf_" + uuid() : people.get(person);
      events[i] = "evt_" + uuid();
      random.nextBytes(hashes[i]);
      if (kind < NEW + VISITORS + CHANGING) {
        changed.add(profiles[i]);
      }
      String device = "device-%08d".formatted(person);
      if (isNew) {
        newDevices.add(device, profiles[i]);
      }
      if (introduced) {
        newUsers.add(users[i], profiles[i]);
        together.add(device);
      }
    }
    execute(POSITION, BATCH);
    execute(PEOPLE, workspace.value(), document, changed.toArray(String[]::new));
    insert("user_id", newUsers);
    insert("anonymous_id", newDevices);
    execute(
        EVIDENCE,
        workspace.value(),
        together.toArray(String[]::new),
        newUsers.values().toArray(String[]::new));
    execute(EVENTS, workspace.value(), events, hashes, profiles, users);
    execute(OUTBOX, position, position + BATCH, payload);
    position += BATCH;
    connection.commit();
  }

  /** Identifiers, each with its profile. */
  private record OwnedIdentifiers(List<String> values, List<String> profiles) {
    OwnedIdentifiers() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    void add(String value, String profile) {
      values.add(value);
      profiles.add(profile);
    }
  }

  private void insert(String type, OwnedIdentifiers named) throws SQLException {
    String[] values = named.values().toArray(String[]::new);
    var types = new String[values.length];
    Arrays.fill(types, type);
    execute(IDENTIFIERS, workspace.value(), types, values, named.profiles().toArray(String[]::new));
  }

  /** Like our ids: a later id sorts after an earlier one. */
  private UUID uuid() {
    long high = System.currentTimeMillis() << 16 | 0x7000L | random.nextInt(1 << 12);
    return new UUID(high, random.nextLong() >>> 2 | Long.MIN_VALUE);
  }

  private void execute(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        switch (values[i]) {
          case String[] texts -> statement.setArray(i + 1, connection.createArrayOf("text", texts));
          case byte[][] bytes ->
              statement.setArray(i + 1, connection.createArrayOf("bytea", bytes));
          case byte[] bytes -> statement.setBytes(i + 1, bytes);
          case Object value -> statement.setObject(i + 1, value);
        }
      }
      statement.executeUpdate();
    }
  }
}
