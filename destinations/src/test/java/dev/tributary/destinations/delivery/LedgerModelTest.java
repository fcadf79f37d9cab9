package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.testkit.lane.Lane;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random changes of what is desired, random faults of the destination, and workers that die between
 * their attempt and its report: in the end the destinations hold what a map would hold, no record
 * was ever overwritten by an older version, and nothing was on its way twice at once. Repeat a run
 * with {@code -Dtributary.seed}.
 */
@Tag("soak-models")
class LedgerModelTest {
  private static final long SEED = Lane.seed();
  private static final int PEOPLE = 15;
  private static final int ROWS = 8;
  private static final ModelId MODEL = new ModelId("mdl_1");
  private static final AudienceId AUDIENCE = new AudienceId("aud_1");
  private static final int CHANGES = Lane.size("tributary.changes", 150, 2_000);
  private static final Duration BOUND = Duration.ofSeconds(120);

  @Test
  void theDestinationEndsUpWithWhatIsDesired() throws Exception {
    System.out.println("LedgerModelTest with -Dtributary.seed=" + SEED);
    Random random = new Random(SEED);
    int items = List.of(100, 1, 3).get(random.nextInt(3));
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.declaring = FakeDestination.batches(items);
      DestinationId destination = bench.destination();
      DestinationId ofMembers = bench.destination();
      bench.profileSync(destination);
      bench.modelSync(destination, MODEL, null);
      bench.audienceSync(ofMembers, "rows", AUDIENCE);
      bench.eventSync(destination);
      bench.eventSync(ofMembers);
      Witness witness = new Witness(new Random(random.nextLong()));
      witness.watch(bench.fake.store(destination));
      witness.watch(bench.fake.store(ofMembers));
      witness.watchReceipts(bench.fake.store(destination));
      witness.watchReceipts(bench.fake.store(ofMembers));
      for (String statement : KEEP_RESULTS) {
        bench.execute(statement);
      }
      DyingWorkers store =
          new DyingWorkers(
              bench.deliveries, new Leases(bench), new Random(random.nextLong()), witness);
      DeliveryEngine first = bench.engine(store);
      bench.engine(store);
      GeneratedChanges desired = change(bench, random, first);
      witness.faults.set(false);
      await()
          .atMost(BOUND)
          .untilAsserted(() -> {
            store.endLeases();
            assertThat(bench.busy()).isZero();
            assertThat(delivered(bench)).isEqualTo(desired.size());
          });
      assertThat(held(bench, destination)).isEqualTo(desired.records());
      assertThat(held(bench, ofMembers)).isEqualTo(desired.members());
      assertThat(eventDeliveries(bench)).isEqualTo(desired.eventDeliveries());
      assertThat(witness.faultsSeen).as("seed %d", SEED).isEmpty();
      assertThat(witness.overlaps).as("others looked meanwhile").hasPositiveValue();
      assertThat(witness.jobs).as("jobs").hasPositiveValue();
      if (CHANGES >= 2_000 && items < 100) {
        // In fewer changes, it is chance whether a claim finds more than one batch.
        assertThat(witness.several).as("claims of several batches").hasPositiveValue();
      }
      assertThat(receivedAndDelivered(bench)).isEqualTo(desired.receivedAndDelivered());
      assertThat(hours(bench)).as("ghosts count nothing").isEqualTo(results(bench, store.refused));
      if (CHANGES >= 2_000 && items > 1) {
        // In fewer changes, no batch may have two records that are only received.
        assertThat(store.refused).isNotEmpty();
      }
      sendsNothingAgain(bench, List.of(destination, ofMembers), desired);
    }
  }

  /** What became of deliveries, written by the database at each result, whoever reports it. */
  private static final List<String> KEEP_RESULTS =
      List.of(
          "create table result (delivery text, attempt text, confirmed boolean, reason text)",
          "grant select on result to public",
          """
          create function keep_result() returns trigger language plpgsql security definer as $$
          begin
            insert into public.result
            values (new.id, 'att_' || encode(
                substring(new.attempt_ids from length(new.attempt_ids) - 15), 'hex')::uuid,
              new.confirmed, new.reason);
            return null;
          end $$\
          """,
          """
          create trigger keep_result after update on delivery for each row
          when (new.delivered_at is distinct from old.delivered_at) execute function keep_result()\
          """);

  private static Map<String, Long> hours(Bench bench) throws SQLException {
    Map<String, Long> counts = new TreeMap<>();
    for (String column : List.of("delivered", "accepted", "counted_refusals")) {
      counts.put(
          column, bench.number("select coalesce(sum(%s), 0) from sync_hour".formatted(column)));
    }
    return counts;
  }

  /**
   * The same numbers by the results.
   *
   * @param refused the refusals that an attempt has without names
   */
  private static Map<String, Long> results(Bench bench, Map<String, Long> refused)
      throws SQLException {
    long refusals = 0;
    for (var attempt : refused.entrySet()) {
      long received =
          bench.number(
              "select count(*) from result where not confirmed and attempt = '%s'"
                  .formatted(attempt.getKey()));
      refusals += Math.min(attempt.getValue(), received);
    }
    return new TreeMap<>(
        Map.of(
            "delivered",
            bench.number("select count(*) from result where confirmed"),
            "accepted",
            bench.number("select count(*) from result where not confirmed"),
            "counted_refusals",
            refusals));
  }

  private static GeneratedChanges change(Bench bench, Random random, DeliveryEngine engine)
      throws Exception {
    GeneratedChanges changes = new GeneratedChanges(bench, random);
    List<Message> before = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      Message told =
          switch (random.nextInt(5)) {
            case 0 -> changes.row();
            case 1 -> changes.membership();
            case 2 -> changes.event();
            default -> changes.person();
          };
      bench.apply(told);
      again(bench, random, told, before);
      if (i == CHANGES / 2) {
        engine.close();
      }
    }
    for (Message copy : before) {
      bench.apply(copy);
    }
    return changes;
  }

  /** Changes at random, and what a map would hold after them. */
  private static final class GeneratedChanges {
    private final Bench bench;
    private final Random random;
    private final Map<ProfileId, String> names = new TreeMap<>();
    private final Map<String, String> rows = new TreeMap<>();
    private final Set<ProfileId> members = new TreeSet<>();
    private final List<String> events = new ArrayList<>();
    private final List<Message> eventMessages = new ArrayList<>();
    private final Map<ProfileId, Long> versions = new HashMap<>();
    private final Map<ProfileId, Long> sequences = new HashMap<>();

    GeneratedChanges(Bench bench, Random random) {
      this.bench = bench;
      this.random = random;
    }

    Message person() {
      ProfileId profile = anybody();
      String name = "name-" + random.nextInt(4);
      names.put(profile, name);
      return named(profile, versions.merge(profile, 1L, Long::sum), name);
    }

    private Message named(ProfileId profile, long version, String name) {
      return bench.updated(Bench.person(profile, version, profile + "@example.org", name));
    }

    /** An event that changes nothing of its person, or is the first that is known of them. */
    Message event() {
      ProfileId profile = anybody();
      String name = names.computeIfAbsent(profile, _ -> "name-" + random.nextInt(4));
      String event = "evt_" + events.size();
      events.add(event);
      Message message =
          bench.updated(
              Bench.person(
                  profile, versions.merge(profile, 1L, Long::sum), profile + "@example.org", name),
              Bench.event(event, Map.of()));
      eventMessages.add(message);
      return message;
    }

    /** Somebody enters the audience or leaves it, perhaps before anything else is known of them. */
    Message membership() {
      ProfileId profile = anybody();
      boolean enters = members.add(profile);
      if (!enters) {
        members.remove(profile);
      }
      return bench.member(
          AUDIENCE,
          profile,
          enters,
          sequences.merge(profile, 1L, Long::sum),
          versions.getOrDefault(profile, 0L));
    }

    Message row() {
      String id = "row-" + random.nextInt(ROWS);
      if (random.nextInt(4) == 0) {
        rows.remove("rows/" + id);
        return bench.row(MODEL, id, RowChange.Change.REMOVED, Map.of());
      }
      int total = random.nextInt(4);
      rows.put("rows/" + id, "{\"total\":" + total + "}");
      return bench.row(
          MODEL,
          id,
          RowChange.Change.CHANGED,
          Map.of("id", TextNode.valueOf(id), "total", IntNode.valueOf(total)));
    }

    private ProfileId anybody() {
      return new ProfileId("prf_" + random.nextInt(PEOPLE));
    }

    /** Of everybody, of rows and of events. */
    Map<String, String> records() {
      Map<String, String> records = new TreeMap<>(rows);
      records.putAll(events());
      names.forEach((profile, name) -> records.put(key(profile), content(name)));
      return records;
    }

    private Map<String, String> events() {
      return events.stream()
          .collect(
              Collectors.toMap(
                  event -> "events/" + event,
                  event -> Json.MAPPER.valueToTree(Bench.event(event, Map.of())).toString()));
    }

    /** One of each event for each of the two destinations. */
    List<String> eventDeliveries() {
      return Stream.concat(events.stream(), events.stream()).sorted().toList();
    }

    /** Of those in the audience, and of events. */
    Map<String, String> members() {
      Map<String, String> records = new TreeMap<>(events());
      names.forEach((profile, name) -> {
        if (members.contains(profile)) {
          records.put(key(profile), content(name));
        }
      });
      return records;
    }

    private static String key(ProfileId profile) {
      return "rows/" + profile + "@example.org";
    }

    private static String content(String name) {
      return "{\"name\":\"" + name + "\"}";
    }

    int size() {
      return records().size() + members().size();
    }

    /** How many records the destinations only received, and how many they confirmed. */
    Map<String, Long> receivedAndDelivered() {
      return Stream.concat(records().keySet().stream(), members().keySet().stream())
          .map(key -> key.substring(key.indexOf('/') + 1))
          .collect(
              Collectors.groupingBy(
                  value -> Witness.onlyReceived(value) ? "accepted" : "delivered",
                  TreeMap::new,
                  Collectors.counting()));
    }

    /** What is known of everybody, at a later version, and the records of all events once more. */
    List<Message> again() {
      List<Message> again = new ArrayList<>();
      names.forEach((profile, name) -> again.add(named(profile, 10_000, name)));
      again.addAll(eventMessages);
      return again;
    }
  }

  /** Some messages stand on the log twice, at any distance. */
  private static void again(Bench bench, Random random, Message told, List<Message> before)
      throws SQLException {
    if (random.nextInt(8) == 0) {
      before.add(told);
    }
    if (!before.isEmpty() && random.nextInt(8) == 0) {
      bench.apply(before.get(random.nextInt(before.size())));
    }
  }

  /** The event of each delivery of an event, whatever has become of it. */
  private static List<String> eventDeliveries(Bench bench) throws SQLException {
    List<String> events = new ArrayList<>();
    try (Connection connection = bench.worker.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select split_part(record_key, '/', 1) from delivery where is_event");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        events.add(rows.getString(1));
      }
    }
    Collections.sort(events);
    return events;
  }

  private static Map<String, String> held(Bench bench, DestinationId destination) {
    return new TreeMap<>(bench.fake.store(destination).records);
  }

  private static long delivered(Bench bench) throws SQLException {
    return bench.number(
        "select count(*) from delivery where state in ('delivered', 'accepted')"
            + " and hash <> 'absent'");
  }

  private static Map<String, Long> receivedAndDelivered(Bench bench) throws SQLException {
    Map<String, Long> counts = new TreeMap<>();
    for (String state : List.of("accepted", "delivered")) {
      counts.put(
          state,
          bench.number(
              "select count(*) from delivery where hash <> 'absent' and state = '%s'"
                  .formatted(state)));
    }
    return counts;
  }

  private static void sendsNothingAgain(
      Bench bench, List<DestinationId> destinations, GeneratedChanges desired) throws Exception {
    List<Integer> before = requests(bench, destinations);
    for (Message known : desired.again()) {
      bench.apply(known);
    }
    assertThat(delivered(bench)).isEqualTo(desired.size());
    assertThat(requests(bench, destinations)).isEqualTo(before);
  }

  private static List<Integer> requests(Bench bench, List<DestinationId> destinations) {
    return destinations.stream().map(each -> bench.fake.store(each).requests.size()).toList();
  }

  /** The leases of the rows in the database. */
  private record Leases(Bench bench) implements DyingWorkers.Leases {
    @Override
    public boolean has(ClaimedDelivery row) throws StoreFailure {
      try {
        return bench.number(
                "select count(*) from delivery where id = '%s' and fence = %d"
                    .formatted(row.id(), row.fence()))
            == 1;
      } catch (SQLException e) {
        throw new StoreFailure(e);
      }
    }

    @Override
    public void end(List<ClaimedDelivery> rows) throws StoreFailure {
      try (Connection connection = bench.worker.getConnection();
          PreparedStatement statement =
              connection.prepareStatement(
                  """
                  update delivery d set lease_until = clock_timestamp()
                  from unnest(?, ?) as u(id, fence) where d.id = u.id and d.fence = u.fence\
                  """)) {
        statement.setArray(
            1, connection.createArrayOf("text", rows.stream().map(ClaimedDelivery::id).toArray()));
        statement.setArray(
            2,
            connection.createArrayOf("int8", rows.stream().map(ClaimedDelivery::fence).toArray()));
        statement.executeUpdate();
      } catch (SQLException e) {
        throw new StoreFailure(e);
      }
    }
  }
}
