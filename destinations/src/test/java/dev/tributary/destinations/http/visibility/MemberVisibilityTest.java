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
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.delivery.DeliveryCounts.Sender;
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
            Mode.UPSERT,
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
  void aSumOfSyncsIsTheSumOfTheNumbersThatTheCallerMaySee() {
    sync(CRM, new SyncSource.Profiles());
    sync(MAIL, new SyncSource.Profiles());
    sync(CRM, new SyncSource.Audience(new AudienceId("aud_1")));
    Map<Sender, Long> deliveries =
        Map.of(sender(CRM, 0), 30L, sender(MAIL, 1), 60L, sender(CRM, 2), 30L);
    assertThat(sum(visibility(false), deliveries, "at 9")).isEqualTo(90);
    assertThat(sum(visibility(true), deliveries, "at 9")).isEqualTo(120);
  }

  /** Versions before counted the syncs of a destination together. */
  @Test
  void hoursOfAllSyncsAreRoundedIfOneIsConcealed() {
    sync(CRM, new SyncSource.Profiles());
    Map<Sender, Long> deliveries = Map.of(new Sender(CRM, null), 40L);
    assertThat(sum(visibility(false), deliveries, "at 9")).isEqualTo(40);
    sync(CRM, new SyncSource.Audience(new AudienceId("aud_1")));
    assertThat(sum(visibility(false), deliveries, "at 9")).isZero();
    assertThat(sum(visibility(true), deliveries, "at 9")).isEqualTo(40);
  }

  @Test
  void anotherVersionOfAnAudienceHasOtherPeople() {
    SyncSource audience = new SyncSource.Audience(new AudienceId("aud_1"));
    List<Long> before = numbers(audience);
    List<Long> everyone = numbers(new SyncSource.Profiles());
    version = 2;
    assertThat(numbers(audience)).isNotEqualTo(before);
    assertThat(numbers(new SyncSource.Profiles())).isEqualTo(everyone);
  }

  @Test
  void eachHourOfAConcealedSyncIsRounded() {
    sync(CRM, new SyncSource.Audience(new AudienceId("aud_1")));
    sync(MAIL, new SyncSource.Profiles());
    List<Long> few = hours(visibility(false), sender(CRM, 0), 7);
    assertThat(few).hasSize(336).containsOnly(0L);
    assertThat(hours(visibility(false), sender(CRM, 0), 123_457))
        .as("rounded")
        .doesNotContain(123_457L);
    assertThat(hours(visibility(false), sender(MAIL, 1), 7)).containsOnly(7L);
    assertThat(hours(visibility(true), sender(CRM, 0), 7)).containsOnly(7L);
  }

  /** The deliveries of a deleted sync remain. */
  @Test
  void theHoursOfASyncStayRoundedAfterItIsDeleted() {
    sync(CRM, new SyncSource.Audience(new AudienceId("aud_1")));
    List<Long> before = hours(visibility(false), sender(CRM, 0), 123_457);
    syncs.clear();
    assertThat(hours(visibility(false), sender(CRM, 0), 123_457))
        .as("with the same noise")
        .isEqualTo(before)
        .doesNotContain(123_457L);
    assertThat(hours(visibility(false), sender(MAIL, 0), 7))
        .as("of a destination that received no audience")
        .containsOnly(7L);
    assertThat(visibility(false).concealsAny(null, CRM)).isTrue();
    assertThat(visibility(false).concealsAny(null, null)).isTrue();
    assertThat(visibility(false).concealsAny(null, MAIL)).isFalse();
    assertThat(hours(visibility(true), sender(CRM, 0), 123_457)).containsOnly(123_457L);
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

  private static Sender sender(DestinationId destination, int sync) {
    return new Sender(destination, new SyncId("syn_" + sync));
  }

  private List<Long> numbers(SyncSource source) {
    return IntStream.range(100, 336)
        .mapToObj(people -> visibility(false).people(source).of(people).number())
        .toList();
  }

  private static List<Long> hours(MemberVisibility visibility, Sender sender, long deliveries) {
    return IntStream.range(0, 336)
        .mapToObj(hour -> sum(visibility, Map.of(sender, deliveries), "hour " + hour))
        .toList();
  }

  private static long sum(MemberVisibility visibility, Map<Sender, Long> deliveries, String part) {
    return visibility.deliveries(deliveries, part, Long::longValue);
  }
}
