package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.testkit.lane.Lane;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * People who were merged and taken apart again, told in every order in which the partitions can be
 * read, to a destination that is slow now and then: in the end it holds what it would hold had they
 * never been merged. Repeat a run with {@code -Dtributary.seed}.
 */
@Tag("soak-models")
class UnmergeTest {
  private static final long SEED = Lane.seed();
  private static final int CASES = Lane.size("tributary.cases", 5, 60);
  private static final int PAIRS = 40;

  /** Of two people with one address, the other one forgot the record of a membership. */
  private static final long FORGOTTEN = 129_749;

  /** Of two people with one address, one took the record, and the other one's membership stayed. */
  private static final long TAKEN = 1_627_928_429;

  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final AudienceId MERGED_ONLY = new AudienceId("aud_merged");
  private static final AudienceId WHO_LEAVES = new AudienceId("aud_leaves");
  private static final AudienceId WHO_STAYS = new AudienceId("aud_stays");

  @Test
  void aPersonTakenApartIsAsIfNeverMerged() throws Exception {
    System.out.println("UnmergeTest with -Dtributary.seed=" + SEED);
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      Places places = new Places(bench);
      bench.engine();
      bench.engine();
      List<Case> cases = new ArrayList<>();
      for (long seed : LongStream.concat(LongStream.of(FORGOTTEN, TAKEN), seeds()).toArray()) {
        Case each = new Case(bench, seed);
        each.tell();
        cases.add(each);
      }
      places.slow = false;
      await()
          .atMost(BOUND)
          .until(() ->
              bench.number(
                      "select count(*) from delivery where state not in ('delivered', 'withheld')")
                  == 0);
      for (Case each : cases) {
        each.check(places);
      }
    }
  }

  private static LongStream seeds() {
    return LongStream.range(SEED, SEED + CASES);
  }

  @Test
  void whatWasWithheldGoesWhenItBelongsToWhoAllowsIt() throws Exception {
    for (boolean leavesFirst : new boolean[] {true, false}) {
      try (Bench bench = Bench.asking(EffectClass.A)) {
        DestinationId destination = bench.destination();
        bench.profileSync(destination);
        bench.engine();
        ProfileState nora =
            state(new ProfileId("prf_3"), 1, "Nora", ConsentState.GRANTED, "nora@example.org");
        ProfileState pia =
            state(new ProfileId("prf_1"), 2, "Pia", ConsentState.DENIED, "pia@example.org");
        bench.apply(
            bench.updated(
                state(
                    new ProfileId("prf_1"),
                    1,
                    "Nora",
                    ConsentState.DENIED,
                    "nora@example.org",
                    "pia@example.org")));
        await().atMost(BOUND).until(() -> bench.count(destination, "withheld") == 1);
        Message separated = bench.separated(nora, new ProfileId("prf_1"), 2);
        Message unmerged =
            bench.unmerged(new ProfileId("prf_1"), 2, new ProfileId("prf_3"), List.of());
        if (leavesFirst) {
          bench.apply(separated);
          bench.apply(unmerged, bench.updated(pia));
        } else {
          bench.apply(unmerged);
          bench.apply(bench.updated(pia));
          bench.apply(separated);
        }
        bench.apply(
            bench.decided(new ProfileId("prf_1"), 2), bench.decided(new ProfileId("prf_3"), 1));
        await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
        await().atMost(BOUND).until(() -> bench.count(destination, "withheld") == 1);
        assertThat(bench.fake.store(destination).records).containsOnlyKeys("rows/nora@example.org");
        assertThat(
                bench.number(
                    "select count(*) from person_identifier where (ref, profile) in"
                        + " (('email:nora@example.org', 'prf_3'), ('email:pia@example.org',"
                        + " 'prf_1'))"))
            .isEqualTo(2);
      }
    }
  }

  /** One of the two is known alone for a while: what was the other's must not go by her answer. */
  @Test
  void nothingOfTheOtherGoesByTheAnswerOfWhoStays() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.eventSync(destination);
      bench.engine();
      bench.apply(
          bench.updated(
              state(new ProfileId("prf_1"), 1, "Both", ConsentState.DENIED, "nora@example.org")));
      await().atMost(BOUND).until(() -> bench.count(destination, "withheld") == 1);
      bench.apply(
          bench.unmerged(new ProfileId("prf_1"), 2, new ProfileId("prf_3"), List.of(), "evt_1"),
          bench.updated(state(new ProfileId("prf_1"), 2, "Pia", ConsentState.GRANTED)),
          bench.updated(
              state(new ProfileId("prf_1"), 2, "Pia", ConsentState.GRANTED),
              Bench.event("evt_2", Map.of())),
          bench.updated(
              state(new ProfileId("prf_2"), 1, "Zoe", ConsentState.GRANTED, "zoe@example.org")));
      await()
          .atMost(BOUND)
          .until(() ->
              bench.fake.store(destination).records.containsKey("rows/zoe@example.org")
                  && bench.number(
                          "select count(*) from delivery where state = 'pending'"
                              + " and not_before > desired_at + interval '400 ms'")
                      == 2);
      assertThat(bench.fake.store(destination).records).containsOnlyKeys("rows/zoe@example.org");
      bench.apply(
          bench.separated(
              state(new ProfileId("prf_3"), 1, "Nora", ConsentState.DENIED, "nora@example.org"),
              new ProfileId("prf_1"),
              2),
          bench.decided(new ProfileId("prf_3"), 1));
      bench.apply(bench.decided(new ProfileId("prf_1"), 2));
      await().atMost(BOUND).until(() -> bench.count(destination, "pending") == 0);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
      assertThat(bench.fake.store(destination).records)
          .containsOnlyKeys("rows/zoe@example.org", "events/evt_2");
      assertThat(bench.count(destination, "withheld")).isEqualTo(1);
    }
  }

  @Test
  void aRecordStaysWithWhomTheDestinationKnowsItBy() throws Exception {
    for (boolean leavesFirst : new boolean[] {true, false}) {
      for (boolean renamed : new boolean[] {true, false}) {
        keepsItsName(leavesFirst, renamed);
      }
    }
  }

  /**
   * @param renamed whether the destination has heard of the name that the merge gave the record
   */
  private static void keepsItsName(boolean leavesFirst, boolean renamed) throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId everyone = bench.destination();
      bench.profileSync(everyone);
      DestinationId mirror = bench.destination();
      bench.audienceSync(mirror, "rows", WHO_STAYS);
      bench.engine();
      bench.apply(
          bench.updated(
              state(new ProfileId("prf_1"), 1, "Pia", ConsentState.GRANTED, "pia@example.org")),
          bench.member(WHO_STAYS, new ProfileId("prf_1"), true, 1, 1));
      await().atMost(BOUND).until(() -> allDelivered(bench));
      if (!renamed) {
        bench.pause(everyone);
        bench.pause(mirror);
      }
      bench.apply(
          bench.updated(
              state(
                  new ProfileId("prf_1"),
                  2,
                  "Both",
                  ConsentState.GRANTED,
                  "nora@example.org",
                  "pia@example.org")));
      await().atMost(BOUND).until(() -> !renamed || allDelivered(bench));
      int before = bench.fake.store(everyone).requests.size();
      Message separated =
          bench.separated(
              state(new ProfileId("prf_3"), 1, "Nora", ConsentState.GRANTED, "nora@example.org"),
              new ProfileId("prf_1"),
              3);
      Message stays =
          bench.updated(
              state(new ProfileId("prf_1"), 3, "Pia", ConsentState.GRANTED, "pia@example.org"));
      if (leavesFirst) {
        bench.apply(separated);
        bench.apply(
            bench.unmerged(new ProfileId("prf_1"), 3, new ProfileId("prf_3"), List.of()), stays);
      } else {
        bench.apply(
            bench.unmerged(new ProfileId("prf_1"), 3, new ProfileId("prf_3"), List.of()), stays);
        bench.apply(separated);
      }
      bench.apply(
          bench.decided(new ProfileId("prf_1"), 3), bench.decided(new ProfileId("prf_3"), 1));
      bench.resume(everyone);
      bench.resume(mirror);
      await().atMost(BOUND).until(() -> allDelivered(bench));
      assertThat(bench.fake.store(everyone).records)
          .isEqualTo(
              Map.of(
                  "rows/nora@example.org", "{\"name\":\"Nora\"}",
                  "rows/pia@example.org", "{\"name\":\"Pia\"}"));
      assertThat(bench.fake.store(mirror).records).containsOnlyKeys("rows/pia@example.org");
      assertThat(bench.fake.store(everyone).requests.stream().skip(before))
          .as("renamed: %s, leaves first: %s", renamed, leavesFirst)
          .allSatisfy(batch ->
              assertThat(batch.items())
                  .allMatch(item ->
                      item.deliveredAs() == null || item.deliveredAs().equals(item.matchValue())));
    }
  }

  private static boolean allDelivered(Bench bench) throws SQLException {
    return bench.number("select count(*) from delivery where state <> 'delivered'") == 0;
  }

  @Test
  void ofTwoLoopsAtOnceOneSeesWhatTheOtherDid() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A);
        ExecutorService loops = Executors.newFixedThreadPool(2)) {
      bench.profileSync(bench.destination());
      for (int i = 0; i < PAIRS; i++) {
        ProfileId pia = new ProfileId("prf_%d_1".formatted(i));
        ProfileId nora = new ProfileId("prf_%d_2".formatted(i));
        String pias = "pia%d@example.org".formatted(i);
        String noras = "nora%d@example.org".formatted(i);
        bench.apply(
            bench.updated(state(pia, 1, "Both", ConsentState.GRANTED, noras, pias)),
            bench.unmerged(pia, 2, nora, List.of()));
        Future<?> stays =
            loops.submit(() -> {
              bench.apply(bench.updated(state(pia, 2, "Pia", ConsentState.GRANTED, pias)));
              return null;
            });
        Future<?> leaves =
            loops.submit(() -> {
              bench.apply(
                  bench.separated(state(nora, 1, "Nora", ConsentState.GRANTED, noras), pia, 2));
              return null;
            });
        stays.get();
        leaves.get();
        bench.apply(bench.decided(pia, 2));
        bench.apply(bench.decided(nora, 1));
      }
      assertThat(bench.number("select count(*) from separation where complete")).isEqualTo(PAIRS);
      assertThat(
              bench.number(
                  "select count(*) from delivery where (record_key like 'nora%' and owner like"
                      + " '%_2') or (record_key like 'pia%' and owner like '%_1')"))
          .isEqualTo(2 * PAIRS);
    }
  }

  @Test
  void anIdThatWasMergedOnTheWayStaysWhoIsNotNamed() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.eventSync(destination);
      bench.engine();
      bench.apply(
          bench.updated(
              state(new ProfileId("prf_2"), 1, "Nora", ConsentState.GRANTED, "nora@example.org"),
              Bench.event("evt_1", Map.of())),
          bench.updated(
              state(new ProfileId("prf_1"), 1, "Pia", ConsentState.GRANTED, "pia@example.org")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 3);
      // prf_0 came to prf_1 by prf_2, which leaves alone.
      bench.apply(
          bench.merged(new ProfileId("prf_2"), new ProfileId("prf_1")),
          bench.unmerged(
              new ProfileId("prf_1"),
              2,
              new ProfileId("prf_3"),
              List.of(new ProfileId("prf_2")),
              "evt_1"),
          bench.updated(
              state(new ProfileId("prf_1"), 2, "Pia", ConsentState.GRANTED, "pia@example.org")),
          bench.separated(
              state(new ProfileId("prf_3"), 1, "Nora", ConsentState.GRANTED, "nora@example.org"),
              new ProfileId("prf_1"),
              2),
          bench.decided(new ProfileId("prf_1"), 2),
          bench.decided(new ProfileId("prf_3"), 1));
      bench.apply(
          bench.merged(new ProfileId("prf_0"), new ProfileId("prf_2")),
          bench.merged(new ProfileId("prf_2"), new ProfileId("prf_1")));
      assertThat(leads(bench, "prf_0", "prf_1")).isTrue();
      assertThat(leads(bench, "prf_2", "prf_3")).isTrue();
      bench.apply(bench.merged(new ProfileId("prf_3"), new ProfileId("prf_4")));
      assertThat(leads(bench, "prf_2", "prf_4")).isTrue();
      assertThat(leads(bench, "prf_0", "prf_1")).isTrue();
      assertThat(bench.fake.store(destination).writes).containsEntry("events/evt_1", 1);
      assertThat(bench.fake.store(destination).order).hasSize(3);
    }
  }

  private static boolean leads(Bench bench, String profile, String to) throws SQLException {
    return bench.current(new ProfileId(profile)).equals(new ProfileId(to));
  }

  /** Where everything goes. */
  private static final class Places {
    final Bench bench;
    final DestinationId everyone;
    final Map<AudienceId, DestinationId> mirrors = new HashMap<>();
    final Map<AudienceId, DestinationId> lists = new HashMap<>();
    volatile boolean slow = true;

    Places(Bench bench) throws SQLException {
      this.bench = bench;
      everyone = destination();
      bench.profileSync(everyone);
      for (AudienceId audience : List.of(MERGED_ONLY, WHO_LEAVES, WHO_STAYS)) {
        mirrors.put(audience, destination());
        bench.audienceSync(mirrors.get(audience), "rows", audience);
        lists.put(audience, destination());
        bench.audienceSync(lists.get(audience), "contacts", audience);
      }
    }

    private DestinationId destination() throws SQLException {
      DestinationId id = bench.destination();
      Random random = new Random(SEED);
      bench.fake.store(id).behaviour =
          (batch, item) -> {
            synchronized (random) {
              return slow && random.nextInt(3) == 0
                  ? new Outcome.Transient("HTTP 500", null)
                  : null;
            }
          };
      return id;
    }
  }

  /** Pia and Nora, who were one for a while. */
  private static final class Case {
    private final Bench bench;
    private final Random random;
    private final long seed;
    private final ProfileId pia;
    private final ProfileId gone;
    private final ProfileId nora;
    private final String noras;
    private final boolean piaHasAddress;
    private final boolean noraWasKnown;

    Case(Bench bench, long seed) {
      this.bench = bench;
      this.seed = seed;
      this.random = new Random(seed);
      this.pia = new ProfileId("prf_%d_1".formatted(seed));
      this.gone = new ProfileId("prf_%d_2".formatted(seed));
      this.nora = new ProfileId("prf_%d_3".formatted(seed));
      this.noras = (random.nextBoolean() ? "a" : "z") + address();
      this.piaHasAddress = random.nextInt(3) > 0;
      this.noraWasKnown = random.nextBoolean();
    }

    private String address() {
      return "-%d@example.org".formatted(seed);
    }

    private String pias() {
      return "m" + address();
    }

    private ProfileState pia(long version, boolean alone) {
      List<String> addresses = new ArrayList<>();
      if (!alone) {
        addresses.add(noras);
      }
      if (piaHasAddress) {
        addresses.add(pias());
      }
      return state(
          pia,
          version,
          alone ? "Pia" : "Both",
          ConsentState.GRANTED,
          addresses.stream().sorted().toArray(String[]::new));
    }

    private ProfileState nora(ProfileId profile, boolean known) {
      return state(
          profile, 1, "Nora", ConsentState.GRANTED, known ? new String[] {noras} : new String[0]);
    }

    /** Each list keeps its order, as a partition does. */
    private List<Deque<Message>> partitions() {
      List<Deque<Message>> partitions = new ArrayList<>();
      partitions.add(
          queue(
              bench.updated(pia(1, true)),
              bench.updated(pia(2, false)),
              bench.unmerged(pia, 3, nora, List.of(gone)),
              bench.updated(pia(3, true))));
      partitions.add(queue(bench.updated(nora(gone, noraWasKnown)), bench.merged(gone, pia)));
      partitions.add(queue(bench.separated(nora(nora, true), pia, 3)));
      partitions.add(
          queue(
              bench.member(WHO_STAYS, pia, true, 1, 1),
              bench.member(MERGED_ONLY, pia, true, 1, 2),
              bench.member(WHO_LEAVES, pia, true, 1, 2),
              bench.member(MERGED_ONLY, pia, false, 2, 3),
              bench.member(WHO_LEAVES, pia, false, 2, 3),
              bench.decided(pia, 3)));
      partitions.add(
          queue(
              bench.member(WHO_LEAVES, gone, true, 1, 1),
              bench.member(WHO_LEAVES, gone, false, 2, 1)));
      partitions.add(queue(bench.member(WHO_LEAVES, nora, true, 1, 1), bench.decided(nora, 1)));
      return partitions;
    }

    private static Deque<Message> queue(Message... messages) {
      return new ArrayDeque<>(List.of(messages));
    }

    /** The log may hold any message twice, at any distance. */
    void tell() throws Exception {
      List<Deque<Message>> partitions = partitions();
      List<Message> copies = new ArrayList<>();
      while (!partitions.isEmpty()) {
        List<Message> poll = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0 && !partitions.isEmpty(); i--) {
          Deque<Message> partition = partitions.get(random.nextInt(partitions.size()));
          poll.add(partition.removeFirst());
          partitions.removeIf(Deque::isEmpty);
        }
        copies.addAll(poll);
        if (random.nextInt(4) == 0) {
          poll.add(copies.get(random.nextInt(copies.size())));
        }
        bench.apply(poll.toArray(Message[]::new));
        if (random.nextInt(5) == 0) {
          awaitNothingNew();
        }
      }
      Collections.shuffle(copies, random);
      bench.apply(copies.subList(0, copies.size() / 2).toArray(Message[]::new));
    }

    /** Sometimes what was desired has arrived before it changes. */
    private void awaitNothingNew() {
      await().atMost(BOUND).until(() -> bench.busy() == 0);
    }

    void check(Places places) throws SQLException {
      Map<String, String> apart = new TreeMap<>(Map.of("rows/" + noras, "{\"name\":\"Nora\"}"));
      Map<String, String> noraOnly = Map.copyOf(apart);
      Map<String, String> piaOnly = new TreeMap<>();
      if (piaHasAddress) {
        piaOnly.put("rows/" + pias(), "{\"name\":\"Pia\"}");
        apart.putAll(piaOnly);
      }
      assertThat(held(places.everyone)).as("everyone, seed %d", seed).isEqualTo(apart);
      check(places, WHO_LEAVES, noraOnly);
      check(places, WHO_STAYS, piaOnly);
      check(places, MERGED_ONLY, Map.of());
    }

    private void check(Places places, AudienceId audience, Map<String, String> expected)
        throws SQLException {
      assertThat(held(places.mirrors.get(audience)))
          .as("%s, seed %d", audience, seed)
          .isEqualTo(expected);
      TreeSet<String> members = new TreeSet<>();
      bench.fake.store(places.lists.get(audience)).records.keySet().stream()
          .filter(key -> key.contains("/dlv_"))
          .map(key -> key.substring(key.indexOf("dlv_")))
          .forEach(record -> members.addAll(named(record)));
      TreeSet<String> wanted = new TreeSet<>();
      expected.keySet().forEach(key -> wanted.add(key.substring("rows/".length())));
      assertThat(members).as("list of %s, seed %d", audience, seed).isEqualTo(wanted);
    }

    /** The record's match value, if it is of this case. */
    private List<String> named(String record) {
      List<String> found = new ArrayList<>();
      for (String address : List.of(noras, pias())) {
        try {
          if (bench.number(
                  "select count(*) from delivery where id = '%s' and record_key = '%s'"
                      .formatted(record, address))
              == 1) {
            found.add(address);
          }
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
      return found;
    }

    private Map<String, String> held(DestinationId destination) {
      Map<String, String> held = new TreeMap<>();
      bench
          .fake
          .store(destination)
          .records
          .forEach((key, value) -> {
            if (key.endsWith(address())) {
              held.put(key, value);
            }
          });
      return held;
    }
  }

  private static ProfileState state(
      ProfileId profile, long version, String name, ConsentState consent, String... addresses) {
    Map<String, JsonNode> traits = Map.of("name", TextNode.valueOf(name));
    return ProfileStateBuilder.builder()
        .workspace(Bench.WORKSPACE)
        .profile(profile)
        .version(version)
        .identifiers(
            List.of(addresses).stream()
                .map(each -> new Identifier(Identifier.EMAIL, each))
                .toList())
        .traits(traits)
        .consent(Map.of(Bench.PURPOSE, consent))
        .subscriptions(Map.of())
        .lastGroup(null)
        .firstSeen(Instant.EPOCH)
        .lastSeen(Instant.EPOCH)
        .build();
  }
}
