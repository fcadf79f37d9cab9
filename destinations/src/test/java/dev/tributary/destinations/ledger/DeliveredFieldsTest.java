package dev.tributary.destinations.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.ledger.DeliveredFields.Selection;
import dev.tributary.destinations.ledger.DesiredRecord.Intent;
import dev.tributary.destinations.ledger.DesiredRecord.OnDenial;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveredFieldsTest {
  private static final SyncId SYNC = new SyncId("syn_1");
  private static final String VALUE = "ann@example.org";

  @Test
  void onlyChangedFieldsAreSent() {
    DeliveredFields delivered = deliveredOf("{'name':'Ann','city':'Bonn'}");
    assertThat(
            delivered.toSend(
                json("{'name':'Ann','city':'Ulm','age':7}"),
                Selection.DIFFER_FROM_CONFIRMED,
                Set.of()))
        .isEqualTo(json("{'city':'Ulm','age':7}"));
  }

  @Test
  void aFieldThatIsNoLongerMappedIsSentAsNull() {
    Content before = content("{'name':'Ann','city':'Bonn'}");
    ObjectNode now = before.with(SYNC, json("{'name':'Ann'}")).fields();
    assertThat(
            deliveredOf("{'name':'Ann','city':'Bonn'}")
                .toSend(now, Selection.DIFFER_FROM_CONFIRMED, Set.of()))
        .isEqualTo(json("{'city':null}"));
  }

  @Test
  void allFieldsAreSentOfAnObjectThatTakesNoChanges() {
    ObjectNode all = json("{'name':'Ann','city':'Ulm'}");
    assertThat(deliveredOf("{'name':'Ann','city':'Bonn'}").toSend(all, Selection.ALL, Set.of()))
        .isEqualTo(all);
  }

  @Test
  void aRecordWithoutAChangeIsSentWhole() {
    ObjectNode all = json("{'name':'Ann'}");
    assertThat(deliveredOf("{'name':'Ann'}").toSend(all, Selection.DIFFER_FROM_CONFIRMED, Set.of()))
        .isEqualTo(all);
  }

  @Test
  void aFieldThatIsSetOnceIsSentUntilTheDestinationHasAValue() {
    ObjectNode all = json("{'name':'Ann','source':'ad'}");
    assertThat(
            deliveredOf("{'name':'Al','source':'mail'}")
                .toSend(all, Selection.ALL, Set.of("source")))
        .isEqualTo(json("{'name':'Ann'}"));
    assertThat(
            deliveredOf("{'name':'Al','source':null}").toSend(all, Selection.ALL, Set.of("source")))
        .isEqualTo(all);
  }

  @Test
  void anUnknownContentKeepsWhatIsSetOnce() {
    Content before = content("{'name':'Ann','source':'ad'}");
    FieldHashes stored = FieldHashes.of(before, before.hash(VALUE));
    Content now = content("{'name':'Al','source':'ad'}");
    DeliveredFields delivered =
        DeliveredFields.of(Content.UNKNOWN, true, stored, now.hash(VALUE), now);
    assertThat(delivered.toSend(now.fields(), Selection.DIFFER_FROM_CONFIRMED, Set.of("source")))
        .isEqualTo(json("{'name':'Al'}"));
    assertThat(delivered.toSend(now.fields(), Selection.DIFFER_FROM_CONFIRMED, Set.of()))
        .isEqualTo(now.fields());
  }

  @Test
  void aReceivedContentKeepsWhatIsSetOnceAndItsOtherFieldsAreSentAgain() {
    Content received = content("{'name':'Ann','city':'Bonn','source':'ad'}");
    FieldHashes stored = FieldHashes.of(received, received.hash(VALUE));
    Content now = content("{'name':'Ann','city':'Ulm','source':'ad'}");
    assertThat(
            DeliveredFields.of(received.hash(VALUE), false, stored, now.hash(VALUE), now)
                .toSend(now.fields(), Selection.DIFFER_FROM_CONFIRMED, Set.of("source")))
        .isEqualTo(json("{'name':'Ann','city':'Ulm'}"));
  }

  @Test
  void aReceivedFieldIsLeftOutWhereReceivedFieldsCountAsKnown() {
    Content received = content("{'name':'Ann','city':'Bonn'}");
    FieldHashes stored = FieldHashes.of(received, received.hash(VALUE));
    Content now = content("{'name':'Ann','city':'Ulm'}");
    assertThat(
            DeliveredFields.of(received.hash(VALUE), false, stored, now.hash(VALUE), now)
                .toSend(now.fields(), Selection.DIFFER_FROM_RECEIVED, Set.of()))
        .isEqualTo(json("{'city':'Ulm'}"));
    assertThat(
            DeliveredFields.of(Content.UNKNOWN, false, stored, now.hash(VALUE), now)
                .toSend(now.fields(), Selection.DIFFER_FROM_RECEIVED, Set.of()))
        .as("after an attempt without an answer")
        .isEqualTo(now.fields());
  }

  /** The version before delivers without a word about fields. */
  @Test
  void hashesOfAnEarlierContentDoNotSayWhatTheValuesAre() {
    Content earlier = content("{'name':'Ann'}");
    Content delivered = content("{'name':'Al'}");
    FieldHashes stored = FieldHashes.of(earlier, earlier.hash(VALUE));
    assertThat(
            DeliveredFields.of(delivered.hash(VALUE), true, stored, earlier.hash(VALUE), earlier)
                .toSend(earlier.fields(), Selection.DIFFER_FROM_CONFIRMED, Set.of()))
        .isEqualTo(earlier.fields());
  }

  @Test
  void theStoredFormIsReadAgain() {
    Content content = content("{'name':'Ann','list':[1,{'a':null}],'none':null}");
    FieldHashes hashes = FieldHashes.of(content, content.hash(VALUE));
    assertThat(FieldHashes.of(FieldHashes.stored(hashes))).isEqualTo(hashes);
    assertThat(FieldHashes.stored(hashes)).hasSize(8 + 3 * 16);
    assertThat(FieldHashes.of(FieldHashes.stored(FieldHashes.NOTHING)))
        .isEqualTo(FieldHashes.NOTHING);
    assertThat(FieldHashes.of((byte[]) null)).isNull();
  }

  @Test
  void theFieldsOfTheDeliveredContentAreKeptUntilItsNextDelivery() {
    Delivery delivered = row("{'name':'Ann'}", State.DELIVERED);
    Delivery changed = changed(delivered, "{'name':'Al'}", Set.of());
    assertThat(changed.deliveredFields())
        .isEqualTo(FieldHashes.of(delivered.content(), delivered.hash()));
    assertThat(changed(changed, "{'name':'Bo'}", Set.of()).deliveredFields())
        .isEqualTo(changed.deliveredFields());
    assertThat(changed(changed, "{'name':'Ann'}", Set.of()).deliveredFields()).isNull();
  }

  @Test
  void theFieldsThatAreUnderwayAreKeptAtTheFirstChangeOnly() {
    Delivery sent = row("{'name':'Ann'}", State.IN_FLIGHT);
    Delivery changed = changed(sent, "{'name':'Al'}", Set.of());
    assertThat(changed.sentFields()).isEqualTo(FieldHashes.of(sent.content(), sent.hash()));
    assertThat(changed(changed, "{'name':'Bo'}", Set.of()).sentFields())
        .isEqualTo(changed.sentFields());
  }

  /** The request that is underway may end without an answer. */
  @Test
  void theFieldsOfTheDeliveredContentStayKnownWhileAnotherContentIsUnderway() {
    Delivery delivered = row("{'name':'Ann','source':'ad'}", State.DELIVERED);
    Delivery changed = changed(delivered, "{'name':'Al','source':'ad'}", Set.of("source"));
    for (State underway : List.of(State.IN_FLIGHT, State.SUBMITTED)) {
      Delivery sent = DeliveryBuilder.builder(changed).state(underway).build();
      Delivery back = changed(sent, "{'name':'Ann','source':'ad'}", Set.of("source"));
      Delivery unanswered =
          DeliveryBuilder.builder(back).deliveredHash(Content.UNKNOWN).sentFields(null).build();
      assertThat(unanswered.delivered().hasValue("source")).isTrue();
      assertThat(decide(unanswered, "{'name':'Ann','source':'mail'}", Set.of("source")))
          .isEqualTo(new LedgerTransition.Decision.Unchanged());
    }
  }

  /** After the confirmation, the content is all that says that the destination has a value. */
  @Test
  void aFieldThatIsSetOnceIsNotClearedWhileItsFirstValueIsUnderway() {
    Delivery sent = row("{'name':'Ann','source':'ad'}", State.IN_FLIGHT);
    assertThat(changed(sent, "{'name':'Al'}", Set.of("source")).content().fields())
        .isEqualTo(json("{'name':'Al','source':'ad'}"));
    Delivery second = changed(sent, "{'name':'Ann','source':'mail'}", Set.of("source"));
    assertThat(second.content().fields()).isEqualTo(json("{'name':'Ann','source':'mail'}"));
    assertThat(changed(second, "{'name':'Al'}", Set.of("source")).content().fields())
        .isEqualTo(json("{'name':'Al','source':'mail'}"));
    Delivery without = row("{'name':'Ann'}", State.IN_FLIGHT);
    Delivery added = changed(without, "{'name':'Ann','source':'ad'}", Set.of("source"));
    assertThat(changed(added, "{'name':'Al'}", Set.of("source")).content().fields())
        .as("the value that was never sent")
        .isEqualTo(json("{'name':'Al','source':null}"));
  }

  @Test
  void aRecordThatIsGivenToAnotherOwnerKeepsTheMatchValueThatMayHaveArrived() {
    Delivery delivered =
        DeliveryBuilder.builder(row("{'name':'Ann'}", State.DELIVERED)).deliveredAs(VALUE).build();
    Delivery renamed =
        DeliveryBuilder.builder(renamed(delivered, "b@example.org"))
            .state(State.RETRYING)
            .deliveredHash(Content.UNKNOWN)
            .build();
    LedgerBatch batch = new LedgerBatch(List.of(renamed), () -> "dlv_2");
    batch.give(delivered.key(), Set.of("prf_1"), "prf_2");
    Delivery given = batch.updated().getFirst();
    assertThat(given.key()).isEqualTo(delivered.key());
    assertThat(given.formerKeys()).containsExactly("b@example.org");
  }

  @Test
  void aDeliveredFieldThatIsSetOnceChangesNothing() {
    Delivery delivered = row("{'name':'Ann','source':'ad'}", State.DELIVERED);
    assertThat(decide(delivered, "{'name':'Ann','source':'mail'}", Set.of("source")))
        .isEqualTo(new LedgerTransition.Decision.Unchanged());
    assertThat(decide(delivered, "{'name':'Ann'}", Set.of("source")))
        .isEqualTo(new LedgerTransition.Decision.Unchanged());
    assertThat(changed(delivered, "{'name':'Ann','source':'mail'}", Set.of()).content().fields())
        .isEqualTo(json("{'name':'Ann','source':'mail'}"));
  }

  @Test
  void aMatchValueIsAFormerOneIfARequestWithItHadNoAnswer() {
    Delivery sent = row("{'name':'Ann'}", State.RETRYING);
    Delivery renamed = renamed(sent, "b@example.org");
    assertThat(renamed.formerKeys()).containsExactly(VALUE);
    Delivery never = renamed(renamed, "c@example.org");
    assertThat(never.formerKeys())
        .as("without the value that was never sent")
        .containsExactly(VALUE);
    assertThat(renamed(never, VALUE).formerKeys()).isEmpty();
    assertThat(renamed(row("{'name':'Ann'}", State.DELIVERED), "b@example.org").formerKeys())
        .as("deliveredAs has the confirmed one")
        .isEmpty();
  }

  private static Delivery renamed(Delivery row, String value) {
    DesiredRecord desired =
        DesiredRecordBuilder.builder(desired("{'name':'Ann'}", Set.of()))
            .key(new RecordKey(row.key().workspace(), row.key().destination(), "rows", value))
            .build();
    return ((LedgerTransition.Decision.Changed) LedgerTransition.decide(row, desired, "dlv_2"))
        .row();
  }

  private static DeliveredFields deliveredOf(String fields) {
    Content content = content(fields);
    String hash = content.hash(VALUE);
    return DeliveredFields.of(hash, true, FieldHashes.of(content, hash), "another", Content.NONE);
  }

  private static Delivery changed(Delivery row, String fields, Set<String> setOnce) {
    LedgerTransition.Decision decision = decide(row, fields, setOnce);
    assertThat(decision).isInstanceOf(LedgerTransition.Decision.Changed.class);
    return ((LedgerTransition.Decision.Changed) decision).row();
  }

  private static LedgerTransition.Decision decide(
      Delivery row, String fields, Set<String> setOnce) {
    return LedgerTransition.decide(row, desired(fields, setOnce), "dlv_2");
  }

  private static Delivery row(String fields, State state) {
    LedgerTransition.Decision created =
        LedgerTransition.decide(null, desired(fields, Set.of()), "dlv_1");
    Delivery row = ((LedgerTransition.Decision.Changed) created).row();
    return DeliveryBuilder.builder(row)
        .state(state)
        .deliveredHash(state == State.DELIVERED ? row.hash() : null)
        .build();
  }

  private static DesiredRecord desired(String fields, Set<String> setOnce) {
    return DesiredRecordBuilder.builder()
        .key(new RecordKey(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), "rows", VALUE))
        .sync(SYNC)
        .object("rows")
        .intent(new Intent.Present(json(fields), List.of(), setOnce, OnDenial.ALLOWED))
        .owner("prf_1")
        .personRef(null)
        .parent(null)
        .lane(Priority.LIVE)
        .position(0)
        .origin(new DesiredRecord.Origin("evt_1", Instant.EPOCH, null))
        .build();
  }

  private static Content content(String fields) {
    return Content.NONE.with(SYNC, json(fields));
  }

  private static ObjectNode json(String text) {
    return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), ObjectNode.class);
  }
}
