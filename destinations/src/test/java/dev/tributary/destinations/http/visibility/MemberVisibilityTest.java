package dev.tributary.destinations.http.visibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.Filing;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.tenancy.CountNoise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a request may show of the numbers of a destination. */
class MemberVisibilityTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");
  private static final DestinationId CRM = new DestinationId("dst_crm");
  private static final DestinationId MAIL = new DestinationId("dst_mail");

  private final List<StoredDefinition<SyncSpec>> syncs = new ArrayList<>();

  private void sync(DestinationId destination, SyncSource from) {
    SyncSpec spec =
        new SyncSpec(
            destination,
            from,
            "profile",
            null,
            List.of(),
            SyncSpec.Mode.UPSERT,
            JsonNodeFactory.instance.objectNode(),
            Filing.NONE);
    if (from.revealsMembership()) {
      ofAudiences.add(destination);
    }
    String id = new SyncId("syn_" + syncs.size()).value();
    syncs.add(new StoredDefinition<>(SHOP, id, id, id, 1, Instant.EPOCH, Instant.EPOCH, spec));
  }

  private Set<SyncId> sharing = Set.of();

  /** The destinations of the syncs of audiences that were created, also of those deleted since. */
  private final Set<DestinationId> ofAudiences = new HashSet<>();

  private MemberVisibility visibility(boolean personalData) {
    return new MemberVisibility(
        personalData,
        SHOP,
        syncs,
        sharing,
        () -> ofAudiences,
        _ -> version,
        new CountNoise(new KeyHash(new byte[16])));
  }

  private long version = 1;

  @Test
  void aSumOfDestinationsIsTheSumOfTheNumbersThatTheCallerMaySee() {
    sync(CRM, new SyncSource.Profiles());
    sync(MAIL, new SyncSource.Profiles());
    Map<DestinationId, Long> deliveries = Map.of(CRM, 40L, MAIL, 60L);
    assertThat(sum(visibility(false), deliveries, "at 9")).isEqualTo(100);
    sync(CRM, new SyncSource.Audience(new AudienceId("aud_1")));
    assertThat(sum(visibility(false), deliveries, "at 9")).isEqualTo(60);
    assertThat(sum(visibility(true), deliveries, "at 9")).isEqualTo(100);
  }

  @Test
  void theSumWithoutTheOtherDestinationsRevealsNoMore() {
    sync(CRM, new SyncSource.Audience(new AudienceId("aud_1")));
    sync(MAIL, new SyncSource.Profiles());
    MemberVisibility visibility = visibility(false);
    for (long members : new long[] {40, 125_000}) {
      for (int hour = 0; hour < 336; hour++) {
        String part = "hour " + hour;
        long sum = sum(visibility, Map.of(CRM, members, MAIL, 60L), part);
        assertThat(sum - sum(visibility, Map.of(MAIL, 60L), part))
            .isEqualTo(sum(visibility, Map.of(CRM, members), part));
      }
    }
  }

  @Test
  void anotherVersionOfAnAudienceHasOtherPeople() {
    SyncSource audience = new SyncSource.Audience(new AudienceId("aud_1"));
    String before = visibility(false).people(audience);
    String everyone = visibility(false).people(new SyncSource.Profiles());
    version = 2;
    assertThat(visibility(false).people(audience)).isNotEqualTo(before);
    assertThat(visibility(false).people(new SyncSource.Profiles())).isEqualTo(everyone);
  }

  @Test
  void eachHourIsRoundedIfTheDestinationHasAConcealedSync() {
    sync(CRM, new SyncSource.Audience(new AudienceId("aud_1")));
    sync(MAIL, new SyncSource.Profiles());
    List<Long> few = hours(visibility(false), CRM, 7);
    assertThat(few).hasSize(336).containsOnly(0L);
    assertThat(hours(visibility(false), CRM, 123_457)).as("rounded").doesNotContain(123_457L);
    assertThat(hours(visibility(false), MAIL, 7)).containsOnly(7L);
    assertThat(hours(visibility(true), CRM, 7)).containsOnly(7L);
  }

  /** The deliveries of a deleted sync remain. */
  @Test
  void theHoursOfADestinationStayRoundedAfterItsOnlySyncOfAnAudienceIsDeleted() {
    sync(CRM, new SyncSource.Audience(new AudienceId("aud_1")));
    List<Long> before = hours(visibility(false), CRM, 123_457);
    syncs.clear();
    assertThat(hours(visibility(false), CRM, 123_457))
        .as("with the same noise")
        .isEqualTo(before)
        .doesNotContain(123_457L);
    assertThat(visibility(false).approximateChoice(null, CRM, 7)).isPresent();
    assertThat(visibility(false).approximateChoice(null, null, 7)).isPresent();
    assertThat(visibility(false).approximateChoice(null, MAIL, 7)).isEmpty();
    assertThat(hours(visibility(true), CRM, 123_457)).containsOnly(123_457L);
  }

  @Test
  void aSyncThatSharesRecordsWithOneOfAnAudienceIsAnsweredAsThatOne() {
    sync(CRM, new SyncSource.Audience(new AudienceId("aud_1")));
    sync(CRM, new SyncSource.Model(new ModelId("mdl_1"), null));
    sync(MAIL, new SyncSource.Profiles());
    SyncId shares = new SyncId("syn_1");
    SyncId apart = new SyncId("syn_2");
    assertThat(visibility(false).visibleSyncs()).containsExactly(shares, apart);

    sharing = Set.of(shares);
    assertThat(visibility(false).visibleSyncs()).containsExactly(apart);
    assertThat(visibility(false).conceals(shares)).isTrue();
    assertThatThrownBy(() -> visibility(false).requireVisible(shares))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("personal-data:read");
    assertThat(visibility(true).visibleSyncs()).isNull();
    assertThat(visibility(true).conceals(shares)).isFalse();
  }

  private static List<Long> hours(
      MemberVisibility visibility, DestinationId destination, long deliveries) {
    return IntStream.range(0, 336)
        .mapToObj(hour -> sum(visibility, Map.of(destination, deliveries), "hour " + hour))
        .toList();
  }

  private static long sum(
      MemberVisibility visibility, Map<DestinationId, Long> deliveries, String part) {
    return visibility.deliveries(deliveries, part, Long::longValue);
  }
}
