package dev.tributary.destinations.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.chaos.Inbox.Kind;
import dev.tributary.destinations.chaos.Promises.Row;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Eight destinations of one workspace, of all effect classes, and what they must get. */
final class Round {
  private static final int PEOPLE = 8;

  /** How many of the first requests of a destination can have a fault. */
  private static final int FAULTY = 10;

  private static final int MOST_HANGS = 1;
  private static final int MOST_LIMITS = 2;
  private static final String SIGNING_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final List<FieldMapping> NAME =
      List.of(new FieldMapping("name", new ValueSource.Trait("name")));

  private final String name;
  private final Shop shop;
  private final Servers servers;
  private final Receiver receiver;
  private final Random random;
  private final @Nullable List<Fault> faults;
  private final Map<String, Destination> destinations = new LinkedHashMap<>();
  private final Map<String, Integer> people = new TreeMap<>();
  private final Map<String, Integer> events = new TreeMap<>();
  private long versions;

  /**
   * @param inbox null for the table of PostgreSQL
   */
  private record Destination(
      DestinationId id, Promises promises, boolean ofEvents, @Nullable Inbox inbox) {}

  /**
   * @param name no other round has had it
   * @param faults of the first requests of each destination; null for random ones
   */
  Round(
      String name,
      Shop shop,
      Servers servers,
      Receiver receiver,
      Random random,
      @Nullable List<Fault> faults)
      throws SQLException {
    this.name = name;
    this.shop = shop;
    this.servers = servers;
    this.receiver = receiver;
    this.random = random;
    this.faults = faults;
    records(ChaosConnector.UPSERTS, Kind.UPSERTS, EffectClass.A);
    records(ChaosConnector.SINGLES, Kind.SINGLES, EffectClass.A);
    records(ChaosConnector.FOUND, Kind.FOUND, EffectClass.A);
    records(ChaosConnector.JOBS, Kind.JOBS, EffectClass.E);
    events();
    webhook("at-least-once");
    webhook("at-most-once");
    table();
  }

  private void records(String object, Kind kind, EffectClass effectClass) throws SQLException {
    Inbox inbox = inbox(kind);
    DestinationId id =
        shop.destination(ChaosConnector.ID, none(), Map.of(), receiver.open(name + object, inbox));
    shop.profileSync(id, object, "email", NAME, none());
    destinations.put(object, new Destination(id, new Promises(effectClass, false), false, inbox));
  }

  private void events() throws SQLException {
    Inbox inbox = inbox(Kind.EVENTS);
    DestinationId id =
        shop.destination(ChaosConnector.ID, none(), Map.of(), receiver.open(name + "ev", inbox));
    shop.eventSync(id, ChaosConnector.EVENTS);
    destinations.put(
        "events", new Destination(id, new Promises(EffectClass.B, false), true, inbox));
  }

  private void webhook(String delivery) throws SQLException {
    Inbox inbox = inbox(Kind.WEBHOOK);
    ObjectNode settings =
        none().put("url", receiver.open(name + delivery, inbox)).put("delivery", delivery);
    DestinationId id =
        shop.destination("webhook", settings, Map.of("signingSecret", SIGNING_SECRET), null);
    shop.eventSync(id, "events");
    Promises promises = new Promises(EffectClass.C, delivery.equals("at-most-once"));
    destinations.put(delivery, new Destination(id, promises, true, inbox));
  }

  /** Each change of a row is logged in the order of its transactions. */
  private void table() throws SQLException {
    String table = name + "_people";
    for (String statement :
        List.of(
            "create table %1$s (email text primary key, name text)",
            "create table %1$s_log (number bigserial, email text, name text)",
            """
            create function log_%1$s() returns trigger language plpgsql security definer as $$
            begin
              insert into %1$s_log (email, name) values (new.email, new.name);
              return null;
            end $$\
            """,
            """
            create trigger log_change after insert or update on %1$s
            for each row execute function log_%1$s()\
            """,
            "grant all on %1$s to public")) {
      servers.executeInShop(statement.formatted(table));
    }
    ObjectNode settings =
        none()
            .put("host", "127.0.0.1")
            .put("port", servers.postgresPort())
            .put("database", servers.shop().name())
            .put("user", servers.shop().owner().user())
            .put("tls", false);
    DestinationId id =
        shop.destination(
            "postgresql", settings, Map.of("password", servers.shop().owner().password()), null);
    shop.profileSync(id, "rows", "email", NAME, none().put("table", table));
    destinations.put(
        "postgresql", new Destination(id, new Promises(EffectClass.D, false), false, null));
  }

  private static ObjectNode none() {
    return Json.MAPPER.createObjectNode();
  }

  private Inbox inbox(Kind kind) {
    return new Inbox(kind, faults == null ? randomFaults() : faults, random.nextLong());
  }

  private List<Fault> randomFaults() {
    List<Fault> plan = new ArrayList<>();
    int hangs = 0;
    int limits = 0;
    Fault[] all = Fault.values();
    while (plan.size() < FAULTY) {
      Fault fault = random.nextInt(3) == 0 ? all[random.nextInt(all.length)] : Fault.NONE;
      boolean hang = fault == Fault.HANG_BEFORE || fault == Fault.HANG_AFTER;
      boolean limit = fault == Fault.LIMIT || fault == Fault.LIMIT_WITHOUT_TIME;
      if (hang && hangs++ >= MOST_HANGS || limit && limits++ >= MOST_LIMITS) {
        fault = Fault.CUT_AFTER;
      }
      plan.add(fault);
    }
    return plan;
  }

  /** The vendor that this destination has. */
  Inbox inbox(String destination) {
    Inbox inbox = destinations.get(destination).inbox();
    if (inbox == null) {
      throw new IllegalArgumentException(destination);
    }
    return inbox;
  }

  /** Up to three people change, and some of them with an event. */
  void change() {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      int person = random.nextInt(PEOPLE);
      String email = "p%d@%s.example".formatted(person, name);
      int version = people.merge(email, 1, Integer::sum);
      String event = null;
      if (random.nextBoolean()) {
        event = "evt_%s_%d".formatted(name, events.size());
        events.put(event, 0);
      }
      messages.add(
          shop.updated(
              shop.person("prf_" + name + person, ++versions, email, "v" + version), event));
    }
    shop.apply(messages);
  }

  /** Each person has the same content as before, in a message of its own. */
  void repeat() {
    shop.apply(
        people.entrySet().stream()
            .map(person -> {
              String number = person.getKey().substring(1, person.getKey().indexOf('@'));
              return shop.updated(
                  shop.person(
                      "prf_" + name + number, ++versions, person.getKey(), "v" + person.getValue()),
                  null);
            })
            .toList());
  }

  /** Deliveries in progress, in words. */
  List<String> inProgress() throws SQLException {
    return shop.inProgress();
  }

  /** How many attempts the deliveries of each destination had. */
  Map<String, Integer> attempts() throws SQLException {
    Map<String, Integer> attempts = new TreeMap<>();
    for (Map.Entry<String, Destination> entry : destinations.entrySet()) {
      ledger(entry.getValue().id())
          .forEach((key, row) -> attempts.put(entry.getKey() + " " + key, row.attempts()));
    }
    return attempts;
  }

  /** The broken promises of all destinations, by destination; empty if there are none. */
  Map<String, List<String>> broken() throws SQLException {
    Map<String, List<String>> broken = new TreeMap<>();
    for (Map.Entry<String, Destination> entry : destinations.entrySet()) {
      Destination destination = entry.getValue();
      Inbox inbox = destination.inbox();
      List<String> found =
          destination
              .promises()
              .broken(
                  destination.ofEvents() ? events : people,
                  inbox == null ? changesOfTable() : inbox.effects(),
                  ledger(destination.id()));
      if (!found.isEmpty()) {
        broken.put(entry.getKey(), found);
      }
    }
    return broken;
  }

  private List<Effect> changesOfTable() throws SQLException {
    List<Effect> effects = new ArrayList<>();
    for (String line :
        servers.textsOfShop(
            "select email || ' ' || name from %s_people_log order by number".formatted(name))) {
      String[] parts = line.split(" v");
      effects.add(new Effect(parts[0], Integer.parseInt(parts[1]), false));
    }
    return effects;
  }

  /** By the match value of a record, or the id of an event. */
  private Map<String, Row> ledger(DestinationId destination) throws SQLException {
    Map<String, Row> ledger = new HashMap<>();
    for (String line :
        servers.texts(
            """
            select split_part(record_key, '/', 1) || ' ' || state || ' ' || attempt from delivery
            where destination = ?\
            """,
            destination.value())) {
      String[] parts = line.split(" ");
      ledger.put(parts[0], new Row(parts[1], Integer.parseInt(parts[2])));
    }
    return ledger;
  }

  /** Its destinations get nothing any more. */
  void end() throws SQLException {
    shop.forget();
    shop.close();
  }

  /** How often each fault has struck. */
  Map<Fault, Integer> struck() {
    Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    destinations.values().stream()
        .map(Destination::inbox)
        .filter(inbox -> inbox != null)
        .forEach(inbox ->
            inbox.struck().forEach((fault, times) -> struck.merge(fault, times, Integer::sum)));
    return struck;
  }
}
