package dev.tributary.destinations.declared;

import dev.tributary.destinations.connector.Mode;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
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

  /** Where the control API has the effects, below the path of the stand-in. */
  Function<ConnectedStandIn, String> contents = vendor -> "";

  /** A part of an effect that counts as removed; null if removed effects are absent. */
  @Nullable String removedMark;

  /**
   * The part of the JSON of an effect that only the item with this number has; null for the id of
   * the member.
   */
  @Nullable IntFunction<String> marker;

  /** The time until a request has its effect. */
  Duration later = Duration.ZERO;

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
    return new ContractObject(parent.account, object, parent.matchField, parent.matchValue, parent);
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

  ContractObject stored(String path) {
    return stored(vendor -> path);
  }

  ContractObject stored(Function<ConnectedStandIn, String> path) {
    contents = path;
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

  boolean refusesItems() {
    return badFields != null || badValue != null;
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

  /**
   * An account of a vendor for the contract.
   *
   * @param vendor the name of its stand-in
   * @param settings of a destination, as JSON
   * @param signIn what the account needs before the first request
   */
  record Account(
      String connector,
      String vendor,
      String settings,
      Map<String, String> secrets,
      Consumer<ConnectedStandIn> signIn) {

    /** A connector that signs in by itself, with a stand-in of the same name. */
    static Account of(String connector, String settings, Map<String, String> secrets) {
      return new Account(connector, connector, settings, secrets, vendor -> {});
    }

    Account at(String standIn) {
      return new Account(connector, standIn, settings, secrets, signIn);
    }

    Account signedIn(Consumer<ConnectedStandIn> by) {
      return new Account(connector, vendor, settings, secrets, by);
    }
  }
}
