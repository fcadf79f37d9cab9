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

  /** A deleted sync may have taken an audience. */
  @Test
  void eachHourOfTheWorkspaceIsRoundedAlsoIfNoSyncTakesAnAudience() {
    assertThat(hours(visibility(false).numbersOfWorkspace(), 7)).containsOnly(0L);
    sync(CRM, new SyncSource.Profiles());
    assertThat(hours(visibility(false).numbersOfWorkspace(), 7)).containsOnly(0L);
    assertThat(hours(visibility(true).numbersOfWorkspace(), 7)).containsOnly(7L);
  }

  @Test
  void theHoursOfTheOnlyDestinationAreTheHoursOfTheWorkspace() {
    long betweenTwoRoundNumbers = 125_000;
    sync(CRM, new SyncSource.Audience(new AudienceId("aud_1")));
    sync(CRM, new SyncSource.Profiles());
    assertThat(hours(visibility(false).numbersOfWorkspace(), betweenTwoRoundNumbers))
        .isEqualTo(hours(visibility(false).numbersOf(CRM), betweenTwoRoundNumbers));
    sync(MAIL, new SyncSource.Profiles());
    assertThat(hours(visibility(false).numbersOfWorkspace(), betweenTwoRoundNumbers))
        .isNotEqualTo(hours(visibility(false).numbersOf(CRM), betweenTwoRoundNumbers));
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
    List<Long> few = hours(visibility(false).numbersOf(CRM), 7);
    assertThat(few).hasSize(336).containsOnly(0L);
    assertThat(hours(visibility(false).numbersOf(CRM), 123_457))
        .as("rounded")
        .doesNotContain(123_457L);
    assertThat(hours(visibility(false).numbersOf(MAIL), 7)).containsOnly(7L);
    assertThat(hours(visibility(true).numbersOf(CRM), 7)).containsOnly(7L);
  }

  /** The deliveries of a deleted sync remain. */
  @Test
  void theHoursOfADestinationStayRoundedAfterItsOnlySyncOfAnAudienceIsDeleted() {
    sync(CRM, new SyncSource.Audience(new AudienceId("aud_1")));
    List<Long> before = hours(visibility(false).numbersOf(CRM), 123_457);
    syncs.clear();
    assertThat(hours(visibility(false).numbersOf(CRM), 123_457))
        .as("with the same noise")
        .isEqualTo(before)
        .isEqualTo(hours(visibility(false).numbersOfWorkspace(), 123_457))
        .doesNotContain(123_457L);
    assertThat(visibility(false).approximateChoice(null, CRM, 7)).isPresent();
    assertThat(visibility(false).approximateChoice(null, null, 7)).isPresent();
    assertThat(visibility(false).approximateChoice(null, MAIL, 7)).isEmpty();
    assertThat(hours(visibility(true).numbersOf(CRM), 123_457)).containsOnly(123_457L);
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

  private static List<Long> hours(MemberVisibility.Numbers numbers, long deliveries) {
    return IntStream.range(0, 336)
        .mapToObj(hour -> numbers.of("hour " + hour, deliveries))
        .toList();
  }
}
