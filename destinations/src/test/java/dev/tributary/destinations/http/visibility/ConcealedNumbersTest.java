package dev.tributary.destinations.http.visibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.Filing;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.delivery.DeliveryCounts.Sender;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.CountNoise;
import dev.tributary.testkit.lane.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A caller without the right to personal data asks about the members of an audience in all ways,
 * and computes with the answers: subtracts what the caller may see exactly, adds parts, and
 * compares answers about the same number. The result is never more than the one answer about the
 * members.
 */
@Tag("soak-models")
class ConcealedNumbersTest {
  private static final int CASES = Lane.size("concealed.cases", 300, 20_000);
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");
  private static final DestinationId CRM = new DestinationId("dst_crm");
  private static final SyncId MEMBERS = new SyncId("syn_members");
  private static final SyncId EVERYONE = new SyncId("syn_everyone");
  private static final SyncSource AUDIENCE = new SyncSource.Audience(new AudienceId("aud_1"));

  private final Random random = new Random(Lane.seed());

  /** With the same noise, their average is not closer to the exact number than one of them. */
  @Test
  void allAnswersAboutTheSameNumberAreTheSame() {
    for (int i = 0; i < CASES; i++) {
      long members = random.nextLong(1_000);
      MemberVisibility visibility = visibility();
      Approximate ofCause = visibility.parts(MEMBERS, List.of(members)).getFirst();
      assertThat(
              List.of(
                  visibility.people(AUDIENCE).of(members),
                  visibility.approximate(MEMBERS, members).orElseThrow(),
                  visibility.sum(Map.of(MEMBERS, (int) members), List.of(ofCause))))
          .as("%d members", members)
          .containsOnly(ofCause);
      assertThat(
              visibility.counts(MEMBERS, Map.of("rejected", members)).getOrDefault("rejected", 0L))
          .isEqualTo(visibility.number(MEMBERS, members));
    }
  }

  @Test
  void aSumWithoutItsVisiblePartIsTheAnswerAboutTheConcealedPart() {
    for (int i = 0; i < CASES; i++) {
      long members = random.nextLong(i % 2 == 0 ? 50 : 1_000);
      long everyone = 1 + random.nextLong(100_000);
      MemberVisibility visibility = visibility();
      List<Approximate> concealed = visibility.parts(MEMBERS, List.of(members));
      assertThat(
              visibility
                      .sum(Map.of(MEMBERS, (int) members, EVERYONE, (int) everyone), concealed)
                      .number()
                  - everyone)
          .isEqualTo(concealed.getFirst().number());

      String hour = "hour " + i;
      Sender audience = new Sender(CRM, MEMBERS);
      long both =
          visibility.deliveries(
              Map.of(audience, members, new Sender(CRM, EVERYONE), everyone),
              hour,
              Long::longValue);
      assertThat(both - everyone)
          .isEqualTo(visibility.deliveries(Map.of(audience, members), hour, Long::longValue));
    }
  }

  /** They differ only by their rounding. */
  @Test
  void theSumOfPartsHasTheNoiseOfTheWhole() {
    for (int i = 0; i < CASES; i++) {
      List<Long> parts = new ArrayList<>();
      for (int part = 0; part < 1 + random.nextInt(4); part++) {
        // Two figures: rounded to tens. The largest part stays above 50 with the noise of the rest.
        parts.add(part == 0 ? 300 : 70 + random.nextLong(100));
      }
      MemberVisibility visibility = visibility();
      long whole = parts.stream().mapToLong(Long::longValue).sum();
      long sum = visibility.parts(MEMBERS, parts).stream().mapToLong(Approximate::number).sum();
      assertThat(sum)
          .as("%s", parts)
          .isCloseTo(visibility.number(MEMBERS, whole), within(5L * (parts.size() + 1)));
    }
  }

  @Test
  void theNoiseOfOneNumberVariesFromAudienceToAudience() {
    Map<Long, Integer> answers = new TreeMap<>();
    for (int i = 0; i < CASES; i++) {
      answers.merge(visibility().number(MEMBERS, 205), 1, Integer::sum);
    }
    assertThat(answers.keySet()).contains(200L, 210L).allMatch(each -> each >= 190 && each <= 220);
    assertThat(answers).hasSizeGreaterThan(2);
  }

  /** The audience has another version each time, so other noise. */
  private MemberVisibility visibility() {
    long version = random.nextLong();
    return new MemberVisibility(
        false,
        SHOP,
        List.of(sync(MEMBERS, AUDIENCE), sync(EVERYONE, new SyncSource.Profiles())),
        Set.of(),
        () -> Set.of(CRM),
        _ -> version,
        new CountNoise(new KeyHash(new byte[16])));
  }

  private static StoredDefinition<SyncSpec> sync(SyncId id, SyncSource from) {
    SyncSpec spec =
        new SyncSpec(
            CRM,
            from,
            "profile",
            null,
            List.of(),
            Mode.UPSERT,
            JsonNodeFactory.instance.objectNode(),
            Filing.NONE);
    return new StoredDefinition<>(
        SHOP, id.value(), id.value(), id.value(), 1, Instant.EPOCH, Instant.EPOCH, spec);
  }
}
