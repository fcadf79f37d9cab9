package dev.tributary.destinations.connectors.workday;

import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Protocol.Matches;
import dev.tributary.destinations.connector.Target;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes accounting journals. A journal is searched for by its reference ID, then created, or
 * changed by a reference to it: then Workday replaces all of its lines. A request has one journal.
 */
public final class WorkdayConnector implements Connector {
  /** Of Workday Web Services; a part of the address and of each request. */
  static final String VERSION = "v45.2";

  private static final String ADDRESS = "https://%s.workday.com";
  private static final String HOST = "host";
  private static final String TENANT = "tenant";
  private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern TENANT_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

  /** A creation without an answer can still be running. */
  private static final Duration FINDABLE_AFTER = Duration.ofSeconds(120);

  private static final String EXISTS =
      ". Workday has a journal with this ID. An earlier attempt without an answer may have made it:"
          + " compare the journal before you send the row under another ID";

  /** The test of a destination asks for a journal with this ID, which no journal has. */
  private static final String UNKNOWN_ID = "tributary-test-of-the-destination";

  private final Manifest manifest;

  public WorkdayConnector(Manifest manifest) {
    this.manifest = manifest;
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public Authentication authentication() {
    return new Authentication.OAuth(
        new Authentication.Grant.JwtBearer("clientId", "user", "wd", "privateKey", null, List.of()),
        "https://{host}.workday.com/ccx/oauth2/{tenant}/token");
  }

  @Override
  public List<Manifest.Fault> faults(Target target) {
    List<Manifest.Fault> faults = new ArrayList<>();
    if (target.baseUrl() == null && !LABEL.matcher(target.setting(HOST, "")).matches()) {
      faults.add(
          new Manifest.Fault(
              "/settings/host", "Must be the part before .workday.com, in lower case"));
    }
    if (!TENANT_NAME.matcher(target.setting(TENANT, "")).matches()) {
      faults.add(new Manifest.Fault("/settings/tenant", "Must have letters, digits, - and _ only"));
    }
    return faults;
  }

  @Override
  public Protocol protocol(Batch batch) {
    Map<String, Outcome> decided = new HashMap<>();
    if (batch.operation() == Operation.REMOVE) {
      Outcome refused = new Outcome.Rejected(null, "Workday removes no accounting journal");
      batch.items().forEach(item -> decided.put(item.delivery(), refused));
      return new Protocol.DirectCalls(List.of(), decided);
    }
    for (Item item : batch.items()) {
      try {
        Journal.of(item, batch.syncSettings());
      } catch (UnfitJournal unfit) {
        decided.put(item.delivery(), new Outcome.Rejected(unfit.field(), unfit.words()));
      }
    }
    return new Protocol.FindThenWrite(
        items -> lookup(batch, items.getFirst()),
        items -> write(batch, items.getFirst().whole(), false),
        items -> write(batch, items.getFirst().whole(), true),
        FINDABLE_AFTER,
        decided);
  }

  private static Protocol.Lookup lookup(Batch batch, Item item) {
    return new Protocol.Lookup(
        request(batch.target(), Envelopes.search(item.matchValue())),
        (answer, now) -> {
          SoapAnswer read = SoapAnswer.of(answer);
          if (read.isUnknownId()) {
            return new Matches.Found(Map.of(), Map.of());
          }
          return read.isResponse("Get_Journals_Response")
              ? found(batch, item, FoundJournal.of(answer))
              : new Matches.Failed(withoutEffect(read.failure(now)));
        });
  }

  /**
   * A posted journal with the content of the item is the item: an earlier attempt without an answer
   * has made it, and Workday would refuse its change.
   */
  private static Matches found(Batch batch, Item item, List<FoundJournal> journals) {
    if (journals.isEmpty()) {
      return new Matches.Found(Map.of(), Map.of());
    }
    String id = item.matchValue();
    if (journals.stream().noneMatch(each -> each.hasId(id))) {
      return new Matches.Failed(
          new Outcome.Transient("The answer to the search names other journals only", null));
    }
    Journal wanted = Journal.of(item, batch.syncSettings());
    return journals.stream().anyMatch(each -> each.hasId(id) && each.isPostedAs(wanted))
        ? new Matches.Found(Map.of(), Map.of(item.delivery(), new Outcome.Delivered(id)))
        : new Matches.Found(Map.of(item.delivery(), id), Map.of());
  }

  /** A search changes nothing, so an answer that cannot be read had no effect. */
  private static Outcome withoutEffect(Outcome outcome) {
    return outcome instanceof Outcome.Ambiguous(String words, var notBefore)
        ? new Outcome.Transient(words, notBefore)
        : outcome;
  }

  private static Call write(Batch batch, Item item, boolean changes) {
    Journal journal = Journal.of(item, batch.syncSettings());
    byte[] body = Envelopes.submission(journal, changes ? item.vendorId() : null);
    return new Call(
        request(batch.target(), body),
        List.of(item),
        (answer, now) -> {
          SoapAnswer read = SoapAnswer.of(answer);
          if (read.isResponse("Submit_Accounting_Journal_Response")) {
            return List.of(new Outcome.Delivered(journal.id()));
          }
          if (changes && read.isUnknownId() && read.isAbout("Accounting_Journal_Reference")) {
            return List.of(new Outcome.Missing(read.words()));
          }
          Outcome failure = read.failure(now);
          return List.of(changes && isUnconfirmed(batch, item) ? withOrigin(failure) : failure);
        });
  }

  /** Whether a search has found the journal, and no delivery of the item has confirmed it. */
  private static boolean isUnconfirmed(Batch batch, Item item) {
    return batch.items().stream()
        .anyMatch(each -> each.delivery().equals(item.delivery()) && each.vendorId() == null);
  }

  /** A refusal must not lead to a second journal under another ID. */
  private static Outcome withOrigin(Outcome outcome) {
    return outcome instanceof Outcome.Rejected(var field, String words)
        ? new Outcome.Rejected(field, words + EXISTS)
        : outcome;
  }

  /**
   * A search for a journal that does not exist: it needs the credentials and the right to read
   * journals. A missing right to write journals shows in the first delivery.
   */
  @Override
  public Probe probe(Target target) {
    return new Probe.OfRequest(
        request(target, Envelopes.search(UNKNOWN_ID)),
        (answer, now) -> {
          SoapAnswer read = SoapAnswer.of(answer);
          return read.isUnknownId() || read.isResponse("Get_Journals_Response")
              ? new Outcome.Delivered(null)
              : read.failure(now);
        });
  }

  private static Egress.Request request(Target target, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "text/xml; charset=utf-8");
    headers.put("user-agent", "Tributary");
    // With a base URL, the host is not used and can be empty.
    String host = target.baseUrl() == null ? target.setting(HOST, "") : "unused";
    String path =
        "/ccx/service/%s/Financial_Management/%s".formatted(target.setting(TENANT, ""), VERSION);
    URI address = target.at(URI.create(ADDRESS.formatted(host)), path);
    return new Egress.Request("POST", address, headers, body);
  }
}
