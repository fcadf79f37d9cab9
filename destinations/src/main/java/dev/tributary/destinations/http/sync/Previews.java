package dev.tributary.destinations.http.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.connector.Egress.Exchange;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.delivery.Batches;
import dev.tributary.destinations.delivery.ClaimedDelivery;
import dev.tributary.destinations.delivery.ClaimedDeliveryBuilder;
import dev.tributary.destinations.delivery.Targets;
import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.desired.DeclaredTypes;
import dev.tributary.destinations.desired.MappedFields;
import dev.tributary.destinations.desired.MappedValues;
import dev.tributary.destinations.desired.ReferencedProfiles;
import dev.tributary.destinations.desired.SampleStore;
import dev.tributary.destinations.desired.Subject;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.InvalidField;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.runtime.definition.WorkspaceTypes;
import dev.tributary.runtime.tenancy.Workspace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Computes what a sync would send, and sends nothing. */
public final class Previews {
  /** If none of so many records would be sent, no further record is looked at. */
  private static final int LOOKED_AT = 20;

  private final SampleStore samples;
  private final Targets targets;
  private final WorkspaceTypes<DeclaredTypes> types;
  private final Protocols protocols;

  public Previews(
      SampleStore samples,
      Targets targets,
      WorkspaceTypes<DeclaredTypes> types,
      Protocols protocols) {
    this.samples = samples;
    this.targets = targets;
    this.types = types;
    this.protocols = protocols;
  }

  /**
   * One record of a preview.
   *
   * @param record the match value
   * @param invalid the fields whose values cannot be made; a record that has some is not sent
   * @param withheldFor the purpose for which it would be withheld, or null
   * @param profile the profile of the record, or null for a record of the ledger
   */
  record Sample(
      String record,
      ObjectNode fields,
      List<InvalidField> invalid,
      @Nullable String withheldFor,
      @Nullable ProfileId profile) {}

  record Preview(List<Sample> records, List<Exchange> requests) {}

  /**
   * @param profile one person, or null for several
   */
  Preview of(Workspace workspace, Catalogue.Sync sync, @Nullable ProfileId profile, int limit) {
    List<Sample> found = samples(workspace, sync, profile, limit);
    List<ClaimedDelivery> rows =
        found.stream()
            .filter(sample -> sample.withheldFor() == null && sample.invalid().isEmpty())
            .map(sample -> row(sync, "dlv_preview", sample))
            .toList();
    if (rows.isEmpty()) {
      return new Preview(found, List.of());
    }
    Target target = targets.open(sync.destination());
    List<Exchange> requests =
        Stream.of(rows, memberships(sync, rows))
            .filter(batch -> !batch.isEmpty())
            .map(batch -> Batches.of(target.withoutSecrets(), sync, batch))
            .flatMap(
                batch -> protocols.preview(sync.destination().connector(), batch, target).stream())
            .toList();
    return new Preview(found, requests);
  }

  /**
   * The number of requests that so many records need if the destination has none of them, or all of
   * them if the sync only updates. All records are taken to be like the first one that would be
   * sent. No secret is opened.
   *
   * @return empty if no record would be sent
   */
  OptionalLong requests(Workspace workspace, Catalogue.Sync sync, long records) {
    return samples(workspace, sync, null, LOOKED_AT).stream()
        .filter(sample -> sample.withheldFor() == null && sample.invalid().isEmpty())
        .findFirst()
        .map(sample -> row(sync, "dlv_preview", sample))
        .map(row -> OptionalLong.of(needed(sync, row).of(records)))
        .orElseGet(OptionalLong::empty);
  }

  /** The requests of a number of equal records. Requests are counted without secrets. */
  private RequestsNeeded needed(Catalogue.Sync sync, ClaimedDelivery like) {
    return new RequestsNeeded(sync, like, protocols, targets.target(sync.destination(), Map.of()));
  }

  private record RequestsNeeded(
      Catalogue.Sync sync, ClaimedDelivery like, Protocols protocols, Target target) {
    long of(long records) {
      long requests = of(like, sync.object(), records);
      for (ClaimedDelivery membership : memberships(sync, List.of(like))) {
        requests += of(membership, Objects.requireNonNull(sync.memberships()), records);
      }
      return requests;
    }

    private long of(ClaimedDelivery row, ObjectType object, long records) {
      long size = object.batch().items();
      long fullBatches = records / size;
      long ofFull = fullBatches == 0 ? 0 : ofBatch(row, (int) size);
      int rest = (int) (records % size);
      return fullBatches * ofFull + (rest == 0 ? 0 : ofBatch(row, rest));
    }

    private int ofBatch(ClaimedDelivery row, int records) {
      List<ClaimedDelivery> rows =
          IntStream.range(0, records)
              .mapToObj(i -> ClaimedDeliveryBuilder.builder(row).id(row.id() + i).build())
              .toList();
      return protocols.requests(sync.destination().connector(), Batches.of(target, sync, rows));
    }
  }

  /**
   * The list memberships that follow the records of members. None if the audience does not become a
   * list.
   */
  private static List<ClaimedDelivery> memberships(
      Catalogue.Sync sync, List<ClaimedDelivery> records) {
    ObjectType memberships = sync.memberships();
    if (memberships == null) {
      return List.of();
    }
    Content content = Content.NONE.with(sync.id(), Json.MAPPER.createObjectNode());
    return records.stream()
        .map(record -> {
          RecordKey key =
              new RecordKey(
                  sync.workspace(),
                  sync.destination().id(),
                  sync.membershipSpace(),
                  sync.id() + "/" + record.id());
          return ClaimedDeliveryBuilder.builder(record)
              .key(key)
              .object(memberships.name())
              .content(content)
              .hash(content.hash(key.value()))
              .build();
        })
        .toList();
  }

  private List<Sample> samples(
      Workspace workspace, Catalogue.Sync sync, @Nullable ProfileId profile, int limit) {
    return switch (sync.spec().from()) {
      case SyncSource.Profiles() ->
          ofPeople(workspace, sync, samples.people(workspace.id(), profile, null, limit));
      case SyncSource.Audience(AudienceId audience) ->
          ofPeople(workspace, sync, samples.people(workspace.id(), profile, audience, limit));
      case SyncSource.Model model -> ofLedger(sync, limit);
      case SyncSource.Events events -> ofLedger(sync, limit);
    };
  }

  private List<Sample> ofPeople(
      Workspace workspace, Catalogue.Sync sync, List<ProfileState> people) {
    List<Sample> found = new ArrayList<>();
    for (ProfileState person : people) {
      Subject subject = new Subject.OfPerson(person, Set.of());
      Optional<String> match = MappedValues.match(sync.spec(), subject);
      Optional<String> withheld =
          sync.deletes()
              ? Optional.empty()
              : Consent.of(person.consent())
                  .withheldFor(
                      sync.destination().spec().purposes(),
                      purpose -> workspace.unknownAllows(purpose));
      MappedFields mapped =
          sync.deletes()
              ? new MappedFields(Json.MAPPER.createObjectNode(), List.of())
              : MappedValues.of(sync, subject, types.of(workspace.id()));
      match.ifPresent(value ->
          found.add(
              new Sample(
                  value,
                  mapped.fields(),
                  mapped.invalid(),
                  withheld.orElse(null),
                  person.profile())));
    }
    return found;
  }

  private List<Sample> ofLedger(Catalogue.Sync sync, int limit) {
    List<Sample> found = new ArrayList<>();
    for (SampleStore.KnownRecord known : samples.known(sync, limit)) {
      found.add(
          new Sample(
              known.record(),
              known.content().fields(),
              known.content().invalid(),
              known.withheldFor(),
              null));
    }
    return found;
  }

  /**
   * The purpose for which a record that a user entered by hand would be withheld. A removal is
   * never withheld.
   *
   * @param model the definition of the sync's model, or null if it is not known
   */
  Optional<String> withheld(
      Catalogue.Sync sync, @Nullable ModelBody model, String record, ObjectNode fields) {
    return sync.deletes()
        ? Optional.empty()
        : samples.withheld(
            sync, key(sync, record), ReferencedProfiles.of(sync, model, record, fields));
  }

  private static RecordKey key(Catalogue.Sync sync, String record) {
    boolean event = sync.spec().from() instanceof SyncSource.Events;
    return new RecordKey(
        sync.workspace(),
        sync.destination().id(),
        sync.space(),
        event && !record.contains("/") ? record + "/" + sync.id() : record);
  }

  /**
   * A sample in the form of a claimed row, for one use: a removal if the sync deletes.
   *
   * @param delivery the id under which a destination may store the delivery
   */
  static ClaimedDelivery row(Catalogue.Sync sync, String delivery, Sample sample) {
    return row(sync, delivery, sample.record(), sample.fields(), sample.invalid());
  }

  /**
   * A record in the form of a claimed row, for one use: a removal if the sync deletes.
   *
   * @param delivery the id under which a destination may store the delivery
   */
  static ClaimedDelivery row(Catalogue.Sync sync, String delivery, String record, JsonNode fields) {
    return row(sync, delivery, record, fields, List.of());
  }

  private static ClaimedDelivery row(
      Catalogue.Sync sync,
      String delivery,
      String record,
      JsonNode fields,
      List<InvalidField> invalid) {
    ObjectNode object = Json.MAPPER.createObjectNode();
    fields.properties().forEach(each -> object.set(each.getKey(), each.getValue()));
    Content content = sync.deletes() ? Content.NONE : Content.NONE.with(sync.id(), object, invalid);
    return ClaimedDeliveryBuilder.builder()
        .id(delivery)
        .fence(0)
        .key(key(sync, record))
        .event(sync.spec().from() instanceof SyncSource.Events)
        .sync(sync.id())
        .object(sync.object().name())
        .owner(null)
        .parentVendorId(null)
        .content(content)
        .version(1)
        .hash(content.hash(record))
        .deliveredHash(null)
        .confirmed(true)
        .deliveredFields(null)
        .setOnce(Set.of())
        .deliveredAs(null)
        .formerKeys(List.of())
        .vendorId(null)
        .attempt(1)
        .firstAttemptAt(Instant.EPOCH)
        .batch("")
        .repeated(false)
        .job(null)
        .jobItem(null)
        .submittedAt(null)
        .lane(Priority.LIVE)
        .desiredAt(Instant.now())
        .origin(new DesiredRecord.Origin("preview", Instant.now(), null))
        .build();
  }
}
