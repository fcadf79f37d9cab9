package dev.tributary.destinations.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Discovery.Field;
import dev.tributary.destinations.connector.Discovery.Option;
import dev.tributary.destinations.connector.Discovery.Options;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.schema.FieldList.State;
import dev.tributary.destinations.schema.VendorFields.Delay;
import dev.tributary.destinations.schema.VendorFields.Listed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two instances that share what one of them has read. */
class VendorFieldsTest {
  private static final ObjectNode NO_SETTINGS = Json.MAPPER.createObjectNode();
  private static final Target TARGET =
      new Target(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), NO_SETTINGS, Map.of(), null);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-30T10:00:00Z"));
  private final InstantSource time = now::get;
  private final Clock clock = time.withZone(ZoneOffset.UTC);
  private final MemoryFields store = new MemoryFields();
  private final VendorFields first = new VendorFields(clock, store);
  private final VendorFields second = new VendorFields(clock, store);
  private final Crm crm = new Crm();

  /** A vendor that tells the fields of its contacts, and the connector for it. */
  private static final class Crm implements Connector, VendorFields.Sending {
    private final Manifest manifest = InstalledConnectors.load().require("hubspot").manifest();
    private final List<Duration> asked = new ArrayList<>();
    private List<Field> fields = List.of(Field.named("email"));
    private int status = 200;
    private @Nullable EgressFailure failure;
    private Runnable whileAsked = () -> {};
    private Discovery.Compared compared = Discovery.Compared.FIELDS;

    /** The answers to the second and the further request; null without such a request. */
    private @Nullable Integer second;

    private boolean secondReplacesOnly;
    private int pages = 3;
    private List<Field> further = List.of();

    @Override
    public Manifest manifest() {
      return manifest;
    }

    @Override
    public @Nullable Discovery discovery(Target target, String object, ObjectNode syncSettings) {
      URI uri = URI.create("https://crm.example/fields/" + syncSettings.path("type").asText());
      List<Discovery.Step> steps = new ArrayList<>();
      steps.add(step(uri, () -> fields, false));
      if (second != null) {
        steps.add(step(uri.resolve("second"), List::of, secondReplacesOnly));
      }
      List<Discovery.Step> others =
          further.isEmpty()
              ? List.of()
              : List.of(step(uri.resolve("further"), () -> further, false));
      return object.equals("contacts")
          ? new Discovery(steps, others, Set.of("standard"), compared)
          : null;
    }

    private static Discovery.Step step(
        URI uri, Supplier<List<Field>> fields, boolean replacesOnly) {
      return new Discovery.Step(
          new Egress.Request("GET", uri, Map.of(), null),
          (answer, _) ->
              answer.successful()
                  ? new Discovery.Read.Fields(fields.get(), true)
                  : new Discovery.Read.Failed(new Outcome.Transient("No", null)),
          replacesOnly);
    }

    @Override
    public @Nullable Discovery choices(Target target, String object, String setting) {
      Discovery.Step step =
          setting.equals("pages")
              ? page(0)
              : step(
                  URI.create("https://crm.example/types"),
                  () -> List.of(Field.named("Invoice")),
                  false);
      return setting.equals("other")
          ? null
          : new Discovery(List.of(step), List.of(), Set.of(), Discovery.Compared.NOTHING);
    }

    private Discovery.Step page(int number) {
      return new Discovery.Step(
          new Egress.Request("GET", URI.create("https://crm.example/" + number), Map.of(), null),
          (answer, _) ->
              answer.successful()
                  ? new Discovery.Read.Fields(
                      List.of(Field.named("v" + number)),
                      true,
                      number + 1 < pages ? page(number + 1) : null)
                  : new Discovery.Read.Failed(new Outcome.Transient("No", null)),
          false);
    }

    @Override
    public Egress.Answer send(Egress.Request request, Duration time) throws EgressFailure {
      asked.add(time);
      whileAsked.run();
      if (failure != null) {
        throw failure;
      }
      int answered = second != null && request.uri().getPath().endsWith("second") ? second : status;
      return new Egress.Answer(answered, Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Protocol protocol(Batch batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Probe probe(Target target) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void aRestartDoesNotAskAgain() {
    assertThat(refused(first, "email")).isEmpty();
    assertThat(refused(new VendorFields(clock, store), "email")).isEmpty();
    assertThat(crm.asked).hasSize(1);
    now.set(now.get().plus(VendorFields.MAXIMUM_AGE));
    assertThat(refused(second, "email")).isEmpty();
    assertThat(refused(first, "email")).isEmpty();
    assertThat(crm.asked).hasSize(2);
  }

  @Test
  void anotherAccountAndAnotherObjectOfASettingAreOtherLists() {
    listed(first, "contacts", NO_SETTINGS, "account", false);
    listed(first, "contacts", NO_SETTINGS, "other account", false);
    listed(first, "contacts", settings("Invoice"), "account", false);
    listed(second, "contacts", settings("Invoice"), "account", false);
    assertThat(crm.asked).hasSize(3);
  }

  @Test
  void aBatchWaitsForTheReaderOfAnotherInstance() {
    List<Outcome> others = new ArrayList<>();
    crm.whileAsked = () -> others.addAll(refused(second, "email").values());
    assertThat(refused(first, "email")).isEmpty();
    assertThat(others)
        .containsExactly(
            new Outcome.HeldBack(
                now.get().plusSeconds(1), "Another batch reads the fields of the destination"));
    assertThat(crm.asked).hasSize(1);
    assertThat(store.claims).isEmpty();
  }

  @Test
  void aUserSeesThatAnotherReaderIsAtWork() {
    List<Listed> others = new ArrayList<>();
    crm.whileAsked = () -> others.add(listed(second, false));
    listed(first, false);
    assertThat(others)
        .singleElement()
        .isInstanceOfSatisfying(
            Listed.Later.class,
            later -> {
              assertThat(later.delay()).isEqualTo(Delay.READING);
              assertThat(later.list()).isNull();
            });
  }

  @Test
  void aRefreshAsksAfterHalfAMinuteOnly() {
    listed(first, false);
    crm.fields = List.of(Field.named("email"), Field.named("colour"));
    now.set(now.get().plus(VendorFields.TRUSTED_AGE).minusMillis(1));
    assertThat(names(listed(second, true))).containsExactly("email");
    now.set(now.get().plusMillis(1));
    assertThat(names(listed(second, false))).containsExactly("email");
    assertThat(names(listed(second, true))).containsExactlyInAnyOrder("colour", "email");
    assertThat(crm.asked).hasSize(2);
  }

  /** The first instance still has the old list in memory. */
  @Test
  void aBatchUsesWhatAUserHasReadMeanwhile() {
    refused(first, "email");
    crm.fields = List.of(Field.named("email"), Field.named("colour"));
    now.set(now.get().plus(VendorFields.TRUSTED_AGE));
    listed(second, true);
    assertThat(refused(first, "colour")).isEmpty();
    assertThat(crm.asked).hasSize(2);
  }

  @Test
  void aRefusalIsKeptForAllInstances() {
    crm.status = 403;
    assertThat(refused(first, "colour")).isEmpty();
    now.set(now.get().plus(VendorFields.MAXIMUM_AGE).minusMillis(1));
    assertThat(refused(second, "colour")).isEmpty();
    assertThat(listed(second, false))
        .isInstanceOfSatisfying(
            Listed.ReadList.class,
            known -> assertThat(known.list().state()).isEqualTo(State.FORBIDDEN));
    assertThat(crm.asked).hasSize(1);
  }

  @Test
  void aLimitKeepsTheOldListAndSaysUntilWhen() {
    listed(first, false);
    now.set(now.get().plus(VendorFields.MAXIMUM_AGE));
    crm.status = 429;
    assertThat(listed(second, false))
        .isInstanceOfSatisfying(
            Listed.Later.class,
            later -> {
              assertThat(later.delay()).isEqualTo(Delay.LIMIT);
              assertThat(later.list()).isNotNull();
              assertThat(later.outcome())
                  .isEqualTo(
                      new Outcome.RateLimited(
                          now.get().plusSeconds(10),
                          "Too many requests when the fields were read"));
            });
    assertThat(store.claims).isEmpty();
  }

  @Test
  void aBatchSpendsFiveSecondsAtMost() {
    crm.failure = new EgressFailure(EgressFailure.Reach.MAYBE_ARRIVED, "no answer");
    assertThat(refused(first, "email").values())
        .containsExactly(
            new Outcome.HeldBack(now.get(), "The request for the fields had no answer"));
    assertThat(crm.asked).containsExactly(Duration.ofSeconds(5));
    assertThat(refused(second, "email")).isEmpty();
    assertThat(crm.asked).hasSize(1);
  }

  @Test
  void fieldsBesidesTheListAreNotMissing() {
    assertThat(refused(first, "standard")).isEmpty();
    assertThat(refused(first, "colour").values())
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
  }

  @Test
  void aListWithoutTheAnswerToALaterRequestIsNotComplete() {
    crm.second = 403;
    assertThat(refused(first, "colour")).isEmpty();
    assertThat(((Listed.ReadList) listed(first, false)).list().further())
        .isEqualTo(FieldList.Further.FAILED);
  }

  @Test
  void aLaterRequestThatOnlyReplacesLeavesTheListComplete() {
    crm.second = 403;
    crm.secondReplacesOnly = true;
    assertThat(refused(first, "colour")).isNotEmpty();
  }

  /** A vendor can ignore such a field, or take it although the list lacks it. */
  @Test
  void aSyncIsNotStoppedByAListOfOptions() {
    crm.compared = Discovery.Compared.OPTIONS;
    Field readOnly = new Field("created", null, null, false, false, true, Options.NONE, null);
    crm.fields = List.of(Field.named("email"), readOnly, picklist("level", true));
    assertThat(refused(first, "colour")).isEmpty();
    assertThat(refused(first, "created")).isEmpty();
    assertThat(refused(first, "level").values()).hasOnlyElementsOfType(Outcome.Rejected.class);
  }

  @Test
  void aBatchReadsNoListThatRefusesNothing() {
    crm.compared = Discovery.Compared.NOTHING;
    assertThat(refused(first, "colour")).isEmpty();
    assertThat(crm.asked).isEmpty();
    assertThat(names(listed(first, false))).containsExactly("email");
  }

  /** The first instance still has the list without the further fields in memory. */
  @Test
  void aClaimEndsAlthoughAnotherInstanceHasANewerList() {
    crm.further = List.of(Field.named("secret"));
    refused(first, "email");
    now.set(now.get().plus(VendorFields.TRUSTED_AGE));
    listed(second, true);
    int asked = crm.asked.size();
    assertThat(refused(first, "secret")).isEmpty();
    assertThat(crm.asked).hasSize(asked);
    assertThat(store.claims).isEmpty();
  }

  @Test
  void aReadingThatFailsKeepsTheListWithItsAge() {
    FieldList good = ((Listed.ReadList) listed(first, false)).list();
    now.set(now.get().plus(VendorFields.TRUSTED_AGE));
    crm.status = 500;
    FieldList kept = ((Listed.ReadList) listed(first, true)).list();
    assertThat(kept.fields()).isEqualTo(good.fields());
    assertThat(kept.readAt()).isEqualTo(good.readAt());
    assertThat(kept.failure()).isEqualTo(new FieldList.Failure(State.FAILED, now.get()));
    assertThat(((Listed.ReadList) listed(second, false)).list()).isEqualTo(kept);
    assertThat(refused(second, "colour")).isEmpty();

    now.set(now.get().plus(VendorFields.TRUSTED_AGE));
    crm.failure = new EgressFailure(EgressFailure.Reach.MAYBE_ARRIVED, "no answer");
    assertThat(listed(first, true))
        .isInstanceOfSatisfying(
            Listed.Later.class, later -> assertThat(later.delay()).isEqualTo(Delay.NO_ANSWER));
    FieldList unanswered = ((Listed.ReadList) listed(second, false)).list();
    assertThat(unanswered.fields()).isEqualTo(good.fields());
    assertThat(unanswered.failure()).isEqualTo(new FieldList.Failure(State.NO_ANSWER, now.get()));

    now.set(now.get().plus(VendorFields.TRUSTED_AGE));
    crm.failure = null;
    crm.status = 200;
    assertThat(refused(second, "colour")).isNotEmpty();
    assertThat(store.claims).isEmpty();
  }

  @Test
  void aRequestThatWasNotSentChangesNoList() {
    crm.failure = new EgressFailure(EgressFailure.Reach.NOT_SENT, "refused");
    assertThat(refused(first, "email")).isEmpty();
    assertThat(listed(first, false))
        .isInstanceOfSatisfying(
            Listed.Later.class, later -> assertThat(later.delay()).isEqualTo(Delay.NOT_SENT));
    assertThat(store.lists).isEmpty();
    assertThat(store.claims).isEmpty();
  }

  @Test
  void usersAskAVendorTenTimesAMinuteWhateverTheirSettingsAre() {
    for (int i = 0; i < UserReadings.MOST_PER_MINUTE; i++) {
      listed(first, "contacts", settings("t" + i), "account", false);
    }
    assertThat(listed(first, "contacts", settings("other"), "account", false))
        .isInstanceOfSatisfying(
            Listed.Later.class,
            later -> {
              assertThat(later.delay()).isEqualTo(Delay.LIMIT);
              assertThat(later.outcome())
                  .isEqualTo(
                      new Outcome.HeldBack(
                          now.get().plusSeconds(60),
                          "Users have read the fields of the destination too often"));
            });
    assertThat(crm.asked).hasSize(UserReadings.MOST_PER_MINUTE);
    assertThat(store.claims).isEmpty();
    now.set(now.get().plusSeconds(60));
    assertThat(listed(first, "contacts", settings("other"), "account", false))
        .isInstanceOf(Listed.ReadList.class);
  }

  @Test
  void theMemoryForListsIsBounded() {
    KnownLists known = new KnownLists();
    for (int i = 0; i <= KnownLists.MOST_LISTS; i++) {
      known.keep(key(i), list(1), now.get());
    }
    assertThat(known.find(key(0))).isNull();
    assertThat(known.find(key(1))).isNotNull();
    known.keep(key(1_000), list(KnownLists.MOST_PARTS), now.get());
    assertThat(known.find(key(KnownLists.MOST_LISTS))).isNull();
    assertThat(known.find(key(1_000))).isNotNull();
  }

  private static FieldKey key(int basis) {
    return new FieldKey(TARGET.workspace(), TARGET.destination(), "contacts", "b" + basis);
  }

  private FieldList list(int fields) {
    Map<String, Field> named =
        IntStream.range(0, fields)
            .mapToObj(i -> Field.named("f" + i))
            .collect(Collectors.toMap(Field::name, Function.identity()));
    return new FieldList(
        State.READ,
        named,
        FieldList.Further.COMPLETE,
        now.get(),
        now.get().plus(VendorFields.MAXIMUM_AGE));
  }

  /** No field was created by a user yet. */
  @Test
  void anEmptyListIsAnAnswer() {
    crm.fields = List.of();
    assertThat(refused(first, "standard")).isEmpty();
    assertThat(refused(first, "colour")).isNotEmpty();
  }

  @Test
  void optionsThatAreNotClosedRefuseNothing() {
    crm.fields = List.of(picklist("level", false));
    assertThat(refused(first, "level")).isEmpty();
    now.set(now.get().plus(VendorFields.MAXIMUM_AGE));
    crm.fields = List.of(picklist("level", true));
    assertThat(refused(first, "level").values()).hasOnlyElementsOfType(Outcome.Rejected.class);
  }

  @Test
  void aHugeListIsCutAndRefusesNothingThatItLeavesOut() {
    List<Option> many =
        IntStream.range(0, 1_001).mapToObj(i -> new Option("o" + i, "x".repeat(300))).toList();
    List<Field> fields = new ArrayList<>();
    fields.add(
        new Field("a", null, null, false, false, false, new Options(many, true, false), null));
    IntStream.range(0, 3_000).mapToObj(i -> Field.named("f" + i)).forEach(fields::add);
    crm.fields = fields;
    FieldList list = ((Listed.ReadList) listed(first, false)).list();
    assertThat(list.fields()).hasSize(3_000);
    assertThat(list.further()).isEqualTo(FieldList.Further.FAILED);
    Options options = list.fields().get("a").options();
    assertThat(options.listed()).hasSize(1_000);
    assertThat(options.closed()).isFalse();
    assertThat(options.listed().getFirst().label()).hasSize(201);
    assertThat(refused(first, "f2999")).isEmpty();
  }

  @Test
  void theValuesOfASettingAreAListOfTheirOwnThatAllInstancesShare() {
    listed(first, false);
    assertThat(names(choices(first, "type", false))).containsExactly("Invoice");
    assertThat(names(choices(second, "type", false))).containsExactly("Invoice");
    assertThat(crm.asked).as("the fields, and the values").hasSize(2);
    assertThat(names(listed(second, false))).containsExactly("email");
    assertThat(choices(second, "other", false)).isEqualTo(new Listed.Unsupported());
    now.set(now.get().plus(VendorFields.TRUSTED_AGE));
    choices(second, "type", false);
    assertThat(crm.asked).hasSize(2);
    choices(second, "type", true);
    assertThat(crm.asked).hasSize(3);
    now.set(now.get().plus(VendorFields.MAXIMUM_AGE));
    choices(first, "type", false);
    assertThat(crm.asked).hasSize(4);
  }

  @Test
  void thePagesOfAListAreReadUpToALimit() {
    FieldList whole = ((Listed.ReadList) choices(first, "pages", false)).list();
    assertThat(whole.fields().keySet()).containsExactlyInAnyOrder("v0", "v1", "v2");
    assertThat(whole.further()).isEqualTo(FieldList.Further.COMPLETE);
    now.set(now.get().plus(VendorFields.MAXIMUM_AGE));
    crm.pages = 20;
    FieldList part = ((Listed.ReadList) choices(first, "pages", false)).list();
    assertThat(part.fields()).hasSize(11).containsKey("v10");
    assertThat(part.further()).isEqualTo(FieldList.Further.FAILED);
  }

  @Test
  void aPageThatFailsLeavesTheListIncomplete() {
    crm.whileAsked = () -> crm.status = crm.asked.size() > 1 ? 403 : 200;
    FieldList part = ((Listed.ReadList) choices(first, "pages", false)).list();
    assertThat(part.fields().keySet()).containsExactly("v0");
    assertThat(part.state()).isEqualTo(State.READ);
    assertThat(part.further()).isEqualTo(FieldList.Further.FAILED);
  }

  @Test
  void aRefusalOfTheValuesKeepsTheLastOnes() {
    choices(first, "type", false);
    now.set(now.get().plus(VendorFields.MAXIMUM_AGE));
    crm.status = 403;
    Listed listed = choices(first, "type", false);
    assertThat(names(listed)).containsExactly("Invoice");
    assertThat(((Listed.ReadList) listed).list().failure())
        .isEqualTo(new FieldList.Failure(State.FORBIDDEN, now.get()));
  }

  private Listed choices(VendorFields fields, String setting, boolean refresh) {
    return fields.listed(
        crm, TARGET, ListQuestion.choices("contacts", setting, refresh), "account", crm);
  }

  private static Field picklist(String name, boolean closed) {
    Options options = new Options(List.of(new Option("gold", "Gold")), closed, false);
    return new Field(name, null, null, false, false, false, options, null);
  }

  private static ObjectNode settings(String type) {
    return Json.MAPPER.createObjectNode().put("type", type);
  }

  private Listed listed(VendorFields fields, boolean refresh) {
    return listed(fields, "contacts", NO_SETTINGS, "account", refresh);
  }

  private Listed listed(
      VendorFields fields, String object, ObjectNode settings, String account, boolean refresh) {
    return fields.listed(crm, TARGET, ListQuestion.fields(object, settings, refresh), account, crm);
  }

  private static Set<String> names(Listed listed) {
    return ((Listed.ReadList) listed).list().fields().keySet();
  }

  private Map<String, Outcome> refused(VendorFields fields, String field) {
    Batch batch =
        new Batch(
            TARGET,
            "msg_1",
            new SyncId("syn_1"),
            "contacts",
            null,
            Batch.Operation.WRITE,
            NO_SETTINGS,
            List.of(item(field)));
    return fields.refused(crm, batch, "account", crm);
  }

  private static Item item(String field) {
    return ItemBuilder.builder()
        .delivery("dlv_1")
        .matchField(null)
        .matchValue("1")
        .deliveredAs(null)
        .vendorId(null)
        .parentVendorId(null)
        .content(null)
        .formerMatchValues(List.of())
        .fields(Json.MAPPER.createObjectNode().put(field, "value"))
        .version(1)
        .hash("h")
        .since(Instant.EPOCH)
        .position(null)
        .uncertain(false)
        .build();
  }
}
