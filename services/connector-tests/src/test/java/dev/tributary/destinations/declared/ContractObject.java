package dev.tributary.destinations.declared;

import dev.tributary.destinations.connector.ContractVendor;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.WriteFailure;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.sandbox.http.LocalSandbox;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An object of a connector under the contract: good and bad items of it, and where its effects are
 * in the stand-in. In values and fields, {@code #} is the number of the item, {@code $now} the time
 * of the vendor, and {@code $id} the result of the preparation. It does not change after its
 * declaration.
 */
final class ContractObject {
  final Account account;
  final String object;

  /** Null for events. */
  final @Nullable String matchField;

  /** Of an event, its id. */
  final String matchValue;

  /** Of a membership: the object of its members. */
  final @Nullable ContractObject parent;

  String syncSettings = "{}";
  Mode mode = Mode.UPSERT;

  /** Of a good item. */
  String fields = "{}";

  /** Of an item that is refused; null for those of a good item. */
  @Nullable String badFields;

  /** The match value of an item that is refused; null for that of a good item. */
  @Nullable String badValue;

  /** A field that takes any text, which the stand-in shows; null if there is none. */
  @Nullable String textField;

  Function<ConnectedStandIn, String> preparation = vendor -> "";

  /** A part of the paths of the requests that write. */
  String writePath = "";

  /** The effects in the stand-in, as texts. */
  Function<ConnectedStandIn, List<String>> effects = vendor -> List.of();

  /** Whether match values that differ only by case name one record. */
  boolean ignoresCase;

  /** The path of the records in the control API that the vendor can merge; null for none. */
  @Nullable String merged;

  /** Whether the vendor confirms writes, and says of a removal only that it was received. */
  boolean removedLater;

  /** A part of an effect that counts as removed; null if removed effects are absent. */
  @Nullable String removedMark;

  /**
   * The part of the JSON of an effect that only the item with this number has; null for the id of
   * the member.
   */
  @Nullable IntFunction<String> marker;

  /** The time until a request has its effect. */
  Duration later = Duration.ZERO;

  /** The parts of the contract that the object cannot have, with the reasons. */
  final Map<ContractCase, String> lackedCases = new EnumMap<>(ContractCase.class);

  /** The failures that no request of the object can meet, with the reasons. */
  final Map<WriteFailure, String> lackedFailures = new EnumMap<>(WriteFailure.class);

  /** The number of items of a full batch; 0 for the number that the manifest declares. */
  int fullBatch;

  private ContractObject(
      Account account,
      String object,
      @Nullable String matchField,
      String matchValue,
      @Nullable ContractObject parent) {
    this.account = account;
    this.object = object;
    this.matchField = matchField;
    this.matchValue = matchValue;
    this.parent = parent;
    this.marker = parent == null ? number -> quoted(numbered(matchValue, number)) : null;
  }

  /** The object with what its manifest says: match field, mode, fields and sample values. */
  static ContractObject declared(Account account, String object) {
    return ManifestSamples.of(
        account,
        InstalledConnectors.load()
            .require(account.connector())
            .manifest()
            .object(object)
            .orElseThrow());
  }

  static ContractObject record(Account account, String object, String key, String value) {
    return new ContractObject(account, object, key, value, null);
  }

  static ContractObject event(Account account, String object) {
    ContractObject event = new ContractObject(account, object, null, "evt_#", null);
    event.mode = Mode.APPEND;
    return event;
  }

  /** The membership of records of the parent in a list. */
  static ContractObject membership(ContractObject parent, String object) {
    String reason = "A membership has no content but the id of its member";
    return new ContractObject(parent.account, object, parent.matchField, parent.matchValue, parent)
        .without(ContractCase.BAD_ITEM, reason)
        .without(ContractCase.TEXT, reason);
  }

  ContractObject sync(String settings) {
    syncSettings = settings;
    return this;
  }

  ContractObject in(Mode wanted) {
    mode = wanted;
    return this;
  }

  ContractObject with(String good) {
    fields = good;
    return this;
  }

  ContractObject bad(String wrong) {
    badFields = wrong;
    return this;
  }

  ContractObject badValue(String wrong) {
    badValue = wrong;
    return this;
  }

  ContractObject text(String field) {
    textField = field;
    return this;
  }

  ContractObject prepared(Function<ConnectedStandIn, String> first) {
    preparation = first;
    return this;
  }

  ContractObject writes(String path) {
    writePath = path;
    return this;
  }

  /** The effects are where the control API has them, below the path of the stand-in. */
  ContractObject stored(String path) {
    return shown(vendor -> vendor.contents(path));
  }

  ContractObject stored(Function<ConnectedStandIn, String> path) {
    return shown(vendor -> vendor.contents(path.apply(vendor)));
  }

  /** The effects are records that the vendor can merge. */
  ContractObject merged(String records) {
    merged = records;
    return stored(records);
  }

  /** Neither an event nor a membership, which has the id of its member. */
  boolean isRecord() {
    return matchField != null && parent == null;
  }

  ContractObject removedLater() {
    removedLater = true;
    return this;
  }

  ContractObject shown(Function<ConnectedStandIn, List<String>> shown) {
    effects = shown;
    return this;
  }

  /** The object cannot have a part of the contract, for this reason. */
  ContractObject without(ContractCase part, String reason) {
    lackedCases.put(part, reason);
    return this;
  }

  /** No request of the object can meet a failure, for this reason. */
  ContractObject without(WriteFailure failure, String reason) {
    lackedFailures.put(failure, reason);
    return this;
  }

  ContractObject ignoringCase() {
    ignoresCase = true;
    return this;
  }

  ContractObject removed(String mark) {
    removedMark = mark;
    return this;
  }

  ContractObject marked(String text) {
    return marked(number -> quoted(numbered(text, number)));
  }

  ContractObject marked(IntFunction<String> text) {
    marker = text;
    return this;
  }

  ContractObject after(Duration time) {
    later = time;
    return this;
  }

  ContractObject full(int items) {
    fullBatch = items;
    return this;
  }

  static String quoted(String text) {
    return '"' + text + '"';
  }

  static String numbered(String text, int number) {
    return text.replace("#", "" + number);
  }

  String name() {
    return account.connector() + "/" + object;
  }

  @Override
  public String toString() {
    return name();
  }

  /** An account of a vendor for the contract. */
  interface Account {
    String connector();

    /** The texts that no log may have. */
    Collection<String> secretValues();

    /** The vendor, without any effect of before. */
    ContractVendor open(ContractObject object, LocalSandbox sandbox, ShiftedClock clock);
  }
}
