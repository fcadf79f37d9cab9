package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Deduplication;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Listing;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes to HubSpot. {@link Objects} has the requests that write records, {@link UniqueRecords} and
 * {@link Companies} find records, {@link Properties} has their fields, {@link Associations} has
 * associations, {@link Lists} has memberships, and {@link Events} has events.
 */
public final class HubSpotConnector implements Connector {
  private static final String TOKEN = "accessToken";
  private static final String CUSTOM_PROPERTIES = "customProperties";
  private static final String CONTACTS = "contacts";
  private static final String COMPANIES = "companies";
  private static final String LIST_MEMBERSHIPS = "list-memberships";
  private static final String EVENTS = "events";
  private static final int FORBIDDEN = 403;

  private final Manifest manifest;

  public HubSpotConnector(Manifest manifest) {
    this.manifest = manifest;
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public Authentication authentication() {
    return new Authentication.Bearer(TOKEN);
  }

  @Override
  public Set<String> furtherFields(ObjectNode settings) {
    Set<String> names = new TreeSet<>();
    settings.path(CUSTOM_PROPERTIES).forEach(name -> names.add(name.asText()));
    return names;
  }

  @Override
  public @Nullable Place place(Batch batch) {
    return ofLists(batch) ? Lists.place(batch) : null;
  }

  @Override
  public Protocol protocol(Batch batch) {
    if (ofLists(batch)) {
      return Lists.protocol(batch);
    }
    if (batch.object().equals(EVENTS)) {
      return Events.protocol(batch, deduplication());
    }
    Optional<ObjectType> associations = associations(batch.object());
    if (associations.isPresent()) {
      return Associations.protocol(batch, associations.get());
    }
    String field = batch.items().getFirst().matchField();
    if (field == null) {
      throw new IllegalArgumentException("A record of HubSpot has no match field");
    }
    if (batch.operation() == Operation.REMOVE) {
      return batch.object().equals(COMPANIES) && !field.equals(Properties.OWN_ID)
          ? Companies.archive(batch, field)
          : UniqueRecords.archive(batch, field);
    }
    return writing(batch, field);
  }

  private Protocol writing(Batch batch, String field) {
    if (!unique(batch.object(), field)) {
      return Companies.protocol(batch, field);
    }
    if (!batch.furtherMatches().isEmpty()) {
      return UniqueRecords.write(batch, field);
    }
    return batch.mode() == Mode.UPDATE_ONLY && field.equals(UniqueRecords.EMAIL)
        ? UniqueRecords.updateByEmail(batch)
        : Objects.write(batch);
  }

  @Override
  public List<Place> requirements(Batch batch) {
    boolean needed =
        hasProperties(batch.object())
            && batch.operation() == Operation.WRITE
            && batch.items().stream().anyMatch(item -> item.uses(Properties.OWN_ID));
    return needed ? List.of(Properties.ownId(batch.target(), batch.object())) : List.of();
  }

  @Override
  public @Nullable Discovery discovery(Target target, String object, ObjectNode syncSettings) {
    return hasProperties(object) ? Properties.discovery(target, object) : null;
  }

  /** HubSpot erases contacts only. It archives other records, and deletes them 90 days later. */
  @Override
  public @Nullable Protocol forget(Batch batch) {
    if (ofLists(batch) || batch.object().equals(EVENTS)) {
      return null;
    }
    String field = batch.items().getFirst().matchField();
    if (!batch.object().equals(CONTACTS) || field == null) {
      return protocol(batch);
    }
    return field.equals(UniqueRecords.EMAIL)
        ? Objects.eraseByAddress(batch)
        : UniqueRecords.erase(batch, field);
  }

  /**
   * Whether at most one record has a value. HubSpot's own properties of companies are not unique; a
   * property of the customer that names a record is.
   */
  private boolean unique(String object, String field) {
    return !object.equals(COMPANIES)
        || field.equals(Properties.OWN_ID)
        || manifest.object(object).orElseThrow().fields().stream()
            .noneMatch(known -> known.name().equals(field));
  }

  /** The object, if its items are associations of the records that they name. */
  private Optional<ObjectType> associations(String object) {
    return manifest.object(object).filter(known -> !known.links().isEmpty());
  }

  private static boolean ofLists(Batch batch) {
    return batch.object().equals(LIST_MEMBERSHIPS);
  }

  /** Memberships, events and associations have none. */
  private boolean hasProperties(String object) {
    return !object.equals(LIST_MEMBERSHIPS)
        && !object.equals(EVENTS)
        && associations(object).isEmpty();
  }

  private Deduplication deduplication() {
    Deduplication deduplication = manifest.object(EVENTS).orElseThrow().deduplication();
    if (deduplication == null) {
      throw new IllegalStateException("The manifest names no key of events");
    }
    return deduplication;
  }

  @Override
  public boolean lists(String object) {
    return manifest
        .object(object)
        .filter(known -> known.kind() == ObjectType.Kind.RECORD && known.links().isEmpty())
        .isPresent();
  }

  @Override
  public Listing listing(Listing.Scope scope) {
    return ObjectPages.page(scope);
  }

  private static Probe.Result probed(Answer answer, Instant now) {
    if (answer.status() == FORBIDDEN
        && HubSpotApi.json(answer).path("category").asText().equals("MISSING_SCOPES")) {
      // HubSpot refuses an unknown token with 401. This one only lacks the right to the account.
      return Probe.Result.withheld(HubSpotApi.failure(answer, now).words());
    }
    if (!answer.successful()) {
      return Probe.Result.of(HubSpotApi.failure(answer, now));
    }
    if (!HubSpotApi.readable(answer)) {
      return Probe.Result.of(new Outcome.Transient("HubSpot's answer cannot be read", null));
    }
    JsonNode details = HubSpotApi.json(answer);
    String portal = details.path("portalId").asText("");
    String domain = details.path("uiDomain").asText("");
    return new Probe.Result(
        new Outcome.Delivered(null),
        portal.isEmpty()
            ? null
            : new Probe.Account(portal, domain.isEmpty() ? portal : portal + " at " + domain));
  }

  /** Reads the account. The request needs the token and returns no personal data. */
  @Override
  public Probe probe(Target target) {
    return new Probe.OfAccount(
        HubSpotApi.get(target, "/account-info/v3/details"), HubSpotConnector::probed);
  }
}
