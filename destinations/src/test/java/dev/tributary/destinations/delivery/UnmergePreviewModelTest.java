package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.contracts.unmerge.UnmergePlan;
import dev.tributary.contracts.unmerge.UnmergePlan.Side;
import dev.tributary.contracts.unmerge.UnmergePlanWithAudiences;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.desired.UnmergedPair.Expected;
import dev.tributary.destinations.desired.UnmergedPair.Kept;
import dev.tributary.destinations.desired.UnmergedPair.Outlook;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.Delivery.Change;
import dev.tributary.destinations.postgres.DeliveryPreview;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.testkit.lane.Lane;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Unmerges of generated profiles, in and out of audiences, with consent and without: the preview is
 * exactly the change that the unmerge makes to the records of the destinations, and says who has
 * the records that do not change. Repeat a run with {@code -Dtributary.seed}.
 */
@Tag("soak-models")
class UnmergePreviewModelTest {
  private static final long SEED = Lane.seed();
  private static final int CASES = Lane.size("tributary.cases", 8, 250);
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final List<AudienceId> AUDIENCES =
      List.of(new AudienceId("aud_1"), new AudienceId("aud_2"));

  @Test
  void thePreviewIsTheChangeThatTheUnmergeMakes() throws Exception {
    System.out.println("UnmergePreviewModelTest with -Dtributary.seed=" + SEED);
    Map<String, Integer> met = new TreeMap<>();
    try (Bench bench = Bench.asking(EffectClass.A)) {
      Places places = new Places(bench);
      bench.engine();
      for (long seed = SEED; seed < SEED + CASES; seed++) {
        new Case(bench, places, seed).play(met);
      }
    }
    System.out.println("Previewed: " + met);
    if (CASES >= 25) {
      assertThat(met.keySet())
          .contains("CREATE", "UPDATE", "REMOVE", "CREATE list", "REMOVE list", "withheld", "kept");
    }
  }

  /** Where everything goes. */
  private static final class Places {
    final List<DestinationId> destinations = new ArrayList<>();
    final Map<String, String> names = new HashMap<>();

    Places(Bench bench) throws SQLException {
      bench.profileSync(destination(bench));
      for (AudienceId audience : AUDIENCES) {
        bench.audienceSync(destination(bench), "rows", audience);
        bench.audienceSync(destination(bench), "contacts", audience);
      }
      bench.modelSync(
          destination(bench),
          new ModelId("mdl_1"),
          new SyncSource.PersonLink("who", Identifier.EMAIL));
    }

    private DestinationId destination(Bench bench) throws SQLException {
      DestinationId id = bench.destination();
      destinations.add(id);
      return id;
    }
  }

  /** One person who turns out to be two. */
  private static final class Case {
    private final Bench bench;
    private final Places places;
    private final Random random;
    private final long seed;
    private final ProfileId pia;
    private final ProfileId gone;
    private final ProfileId nora;
    private final Map<String, Long> sequences = new HashMap<>();

    Case(Bench bench, Places places, long seed) {
      this.bench = bench;
      this.places = places;
      this.random = new Random(seed);
      this.seed = seed;
      this.pia = new ProfileId("prf_%d_1".formatted(seed));
      this.gone = new ProfileId("prf_%d_2".formatted(seed));
      this.nora = new ProfileId("prf_%d_3".formatted(seed));
    }

    void play(Map<String, Integer> met) throws Exception {
      String noras = (random.nextBoolean() ? "a" : "z") + address();
      String pias = "m" + address();
      boolean piaHasAddress = random.nextInt(4) > 0;
      List<String> both = piaHasAddress ? List.of(noras, pias) : List.of(noras);
      tell(
          bench.updated(state(pia, 1, "Both", both.stream().sorted().toList())),
          bench.row(
              new ModelId("mdl_1"),
              noras,
              RowChange.Change.ADDED,
              Map.of("id", TextNode.valueOf(noras), "who", TextNode.valueOf(noras))));
      for (AudienceId audience : AUDIENCES) {
        if (random.nextBoolean()) {
          tell(member(audience, pia, true, 1));
        }
      }
      awaitQuiet();

      Side stays =
          new Side(
              state(pia, 2, name("Pia"), piaHasAddress ? List.of(pias) : List.of()), List.of());
      Side leaves =
          new Side(state(UnmergePlan.NEW_PROFILE, 1, name("Nora"), List.of(noras)), List.of(gone));
      Set<AudienceId> stayerIn = some();
      Set<AudienceId> leaverIn = some();
      Outlook outlook = preview(new UnmergePlanWithAudiences(stays, leaves, stayerIn, leaverIn));
      Set<String> previewed = previewed(outlook, met);
      Map<String, String> before = held();

      takeApart(stays.state(), leaves.state(), stayerIn, leaverIn);
      assertThat(previewed)
          .as("seed %d, in %s and %s", seed, stayerIn, leaverIn)
          .isEqualTo(differences(before, held()));
      assertThat(kept(outlook))
          .as("kept, seed %d, in %s and %s", seed, stayerIn, leaverIn)
          .isEqualTo(unchanged(before, held(), outlook));
      met.merge("kept", outlook.kept().size(), Integer::sum);
    }

    /** The records that would not change, each with the profile that would have it. */
    private Set<String> kept(Outlook outlook) {
      Set<String> kept = new TreeSet<>();
      for (Kept each : outlook.kept()) {
        kept.add(place(each.delivery()) + " of " + (each.ofWhoLeaves() ? nora : pia));
      }
      return kept;
    }

    /**
     * The records that did not change, apart from those whose change is withheld, and those of
     * rows.
     */
    private Set<String> unchanged(
        Map<String, String> before, Map<String, String> after, Outlook outlook)
        throws SQLException {
      Map<String, String> same = new TreeMap<>(before);
      same.entrySet().retainAll(after.entrySet());
      same.keySet().removeIf(key -> key.contains(" list "));
      same.keySet().removeIf(key -> key.startsWith(places.destinations.getLast() + " "));
      outlook.expected().forEach(each -> same.remove(place(each.delivery())));
      Set<String> unchanged = new TreeSet<>();
      for (String key : same.keySet()) {
        int space = key.indexOf(' ');
        String owner =
            bench.text(
                "select owner from delivery where destination = '%s' and delivered_as = '%s'"
                    .formatted(key.substring(0, space), key.substring(space + 1)));
        unchanged.add(key + " of " + owner);
      }
      return unchanged;
    }

    private static String place(Delivery record) {
      return record.key().destination() + " " + record.deliveredAs();
    }

    private String address() {
      return "-%d@example.org".formatted(seed);
    }

    private String name(String alone) {
      return random.nextInt(3) > 0 ? alone : "Both";
    }

    private Set<AudienceId> some() {
      Set<AudienceId> some = new TreeSet<>(AUDIENCES);
      some.removeIf(_ -> random.nextBoolean());
      return some;
    }

    private ProfileState state(
        ProfileId profile, long version, String name, List<String> addresses) {
      return ProfileStateBuilder.builder()
          .workspace(Bench.WORKSPACE)
          .profile(profile)
          .version(version)
          .identifiers(
              addresses.stream().map(each -> new Identifier(Identifier.EMAIL, each)).toList())
          .traits(Map.of("name", TextNode.valueOf(name)))
          .consent(
              Map.of(
                  Bench.PURPOSE,
                  random.nextInt(4) > 0 ? ConsentState.GRANTED : ConsentState.DENIED))
          .subscriptions(Map.of())
          .lastGroup(null)
          .firstSeen(Instant.EPOCH)
          .lastSeen(Instant.EPOCH)
          .build();
    }

    private Message member(AudienceId audience, ProfileId profile, boolean enters, long version) {
      long sequence = sequences.merge(audience + " " + profile, 1L, Long::sum);
      return bench.member(audience, profile, enters, sequence, version);
    }

    private void takeApart(
        ProfileState stays, ProfileState leaves, Set<AudienceId> stayerIn, Set<AudienceId> leaverIn)
        throws Exception {
      ProfileState left = ProfileStateBuilder.builder(leaves).profile(nora).lastGroup(null).build();
      List<Deque<Message>> partitions = new ArrayList<>();
      partitions.add(queue(bench.unmerged(pia, 2, nora, List.of(gone)), bench.updated(stays)));
      partitions.add(queue(bench.separated(left, pia, 2)));
      Deque<Message> pias = queue();
      Deque<Message> noras = queue();
      for (AudienceId audience : AUDIENCES) {
        boolean was = sequences.containsKey(audience + " " + pia);
        if (was != stayerIn.contains(audience)) {
          pias.add(member(audience, pia, !was, 2));
        }
        if (leaverIn.contains(audience)) {
          noras.add(member(audience, nora, true, 1));
        }
      }
      pias.add(bench.decided(pia, 2));
      noras.add(bench.decided(nora, 1));
      partitions.add(pias);
      partitions.add(noras);
      while (!partitions.isEmpty()) {
        Deque<Message> next = partitions.get(random.nextInt(partitions.size()));
        tell(next.removeFirst());
        partitions.removeIf(Deque::isEmpty);
        if (random.nextInt(4) == 0) {
          awaitQuiet();
        }
      }
      awaitQuiet();
      assertThat(bench.number("select count(*) from separation where not complete")).isZero();
    }

    private static Deque<Message> queue(Message... messages) {
      return new ArrayDeque<>(List.of(messages));
    }

    private void tell(Message... messages) throws SQLException {
      bench.apply(messages);
    }

    private void awaitQuiet() {
      await().atMost(BOUND).pollInterval(Duration.ofMillis(10)).until(() -> bench.busy() == 0);
    }

    private Outlook preview(UnmergePlanWithAudiences unmerge) throws SQLException {
      return new DeliveryPreview(bench.requests, bench.types)
          .compute(
              Bench.WORKSPACE,
              unmerge,
              List.copyOf(bench.catalogue().syncs().values()),
              _ -> false);
    }

    private static Set<String> previewed(Outlook outlook, Map<String, Integer> met) {
      Set<String> previewed = new TreeSet<>();
      for (Expected each : outlook.expected()) {
        String kind = each.change() + (each.delivery().parent() == null ? "" : " list");
        met.merge(each.withheldFor() == null ? kind : "withheld", 1, Integer::sum);
        if (each.withheldFor() == null) {
          add(each, previewed);
        }
      }
      return previewed;
    }

    private static void add(Expected each, Set<String> previewed) {
      Delivery row = each.delivery();
      String place = row.key().destination() + (row.parent() == null ? "" : " list") + " ";
      String name = each.member().key().value();
      String before = row.parent() == null ? row.deliveredAs() : name;
      if (each.change() == Change.UPDATE && !name.equals(before)) {
        previewed.add("REMOVE " + place + before);
        previewed.add("CREATE " + place + name);
      } else {
        String of = each.change() == Change.REMOVE && before != null ? before : name;
        previewed.add(each.change() + " " + place + of);
      }
    }

    private static Set<String> differences(Map<String, String> before, Map<String, String> after) {
      Set<String> differences = new TreeSet<>();
      after.forEach((key, content) -> {
        String was = before.get(key);
        if (was == null) {
          differences.add("CREATE " + key);
        } else if (!was.equals(content)) {
          differences.add("UPDATE " + key);
        }
      });
      before.keySet().stream()
          .filter(key -> !after.containsKey(key))
          .forEach(key -> differences.add("REMOVE " + key));
      return differences;
    }

    /** What destinations hold of these people, lists by the names of their members. */
    private Map<String, String> held() throws SQLException {
      Map<String, String> held = new TreeMap<>();
      for (DestinationId destination : places.destinations) {
        for (Map.Entry<String, String> each : bench.fake.store(destination).records.entrySet()) {
          String key = each.getKey();
          int member = key.indexOf("dlv_");
          String name =
              member < 0 ? key.substring(key.indexOf('/') + 1) : knownAs(key.substring(member));
          if (name.endsWith(address())) {
            held.put(destination + (member < 0 ? " " : " list ") + name, each.getValue());
          }
        }
      }
      return held;
    }

    /** Of other cases it does not matter whether it has changed since. */
    private String knownAs(String delivery) throws SQLException {
      String known = places.names.get(delivery);
      if (known == null || known.endsWith(address())) {
        known = bench.text("select record_key from delivery where id = '%s'".formatted(delivery));
        places.names.put(delivery, known);
      }
      return known;
    }
  }
}
