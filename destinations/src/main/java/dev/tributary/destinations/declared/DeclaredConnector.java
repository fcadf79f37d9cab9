package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Listing;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.declared.answer.Answers;
import dev.tributary.destinations.declared.answer.NamedAccount;
import dev.tributary.destinations.declared.api.VendorApis;
import dev.tributary.destinations.declared.template.Function;
import dev.tributary.destinations.declared.template.TextTemplate;
import dev.tributary.destinations.declared.template.UnfitValue;
import dev.tributary.destinations.declared.template.Values;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A connector that a manifest declares. */
final class DeclaredConnector implements Connector {
  private final Manifest manifest;
  private final VendorApis apis;
  private final Map<String, Set<String>> secrets;
  private final Predicate<Egress.Answer> refusal;
  private final Map<String, ObjectRequests> objects;
  private final Map<String, DiscoveryRequests> discoveries;
  private final Map<String, Map<String, DiscoveryRequests>> choices;
  private final RequestTemplate probe;
  private final Answers probed;
  private final @Nullable NamedAccount account;
  private final @Nullable UsageTemplate usage;

  /**
   * @param refusal which answers refuse an access token, besides those with 401
   * @param objects by the names of the objects; all of them
   * @param discoveries by the names of the objects whose fields the vendor tells
   * @param choices by the names of objects, and of the settings whose values the vendor lists
   * @param probed the meaning of the answers to the probe
   * @param account the account in these answers; null if they do not name it
   * @param usage null if the vendor cannot tell the use of a budget
   */
  DeclaredConnector(
      Manifest manifest,
      VendorApis apis,
      Map<String, Set<String>> secrets,
      Predicate<Egress.Answer> refusal,
      Map<String, ObjectRequests> objects,
      Map<String, DiscoveryRequests> discoveries,
      Map<String, Map<String, DiscoveryRequests>> choices,
      RequestTemplate probe,
      Answers probed,
      @Nullable NamedAccount account,
      @Nullable UsageTemplate usage) {
    this.manifest = manifest;
    this.apis = apis;
    this.secrets = Map.copyOf(secrets);
    this.refusal = refusal;
    this.objects = Map.copyOf(objects);
    this.discoveries = Map.copyOf(discoveries);
    this.choices = Map.copyOf(choices);
    this.probe = probe;
    this.probed = probed;
    this.account = account;
    this.usage = usage;
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public Authentication authentication() {
    return apis.authentication();
  }

  @Override
  public Authentication authentication(Target target, Egress.Request request) {
    return apis.authentication(target, request);
  }

  @Override
  public List<Authentication> authentications() {
    return apis.authentications();
  }

  @Override
  public Set<String> secrets(String object) {
    return secrets.getOrDefault(object, Set.of());
  }

  @Override
  public boolean refusesToken(Egress.Answer answer) {
    return Connector.super.refusesToken(answer) || refusal.test(answer);
  }

  @Override
  public List<Manifest.Fault> faults(Target target) {
    return target.baseUrl() == null ? apis.faults(target.settings()) : List.of();
  }

  /** Records that the object places by settings of the sync have a space for each place. */
  @Override
  public String space(String object, ObjectNode syncSettings) {
    ObjectRequests requests = objects.get(object);
    return requests == null
        ? object
        : Stream.concat(
                Stream.of(object),
                requests.within().stream()
                    .map(name -> Function.urlEncoded(TextTemplate.text(syncSettings.get(name)))))
            .collect(Collectors.joining("/"));
  }

  @Override
  public @Nullable Place place(Batch batch) {
    ObjectRequests.PlaceRequests place = requests(batch).place();
    return place == null ? null : place.place(batch);
  }

  /** Without a setting that a request needs, the sync fails for it later. */
  @Override
  public List<Place> requirements(Batch batch) {
    try {
      return requests(batch).requirements(batch);
    } catch (UnfitValue unfit) {
      return List.of();
    }
  }

  /** Without a setting that a request needs, nothing can be read. The sync fails for it later. */
  @Override
  public @Nullable Discovery discovery(Target target, String object, ObjectNode syncSettings) {
    return discovery(discoveries.get(object), target, syncSettings);
  }

  /** Without a setting of the destination that a request needs, nothing can be read. */
  @Override
  public @Nullable Discovery choices(Target target, String object, String setting) {
    DiscoveryRequests requests = choices.getOrDefault(object, Map.of()).get(setting);
    return discovery(requests, target, Json.MAPPER.createObjectNode());
  }

  private static @Nullable Discovery discovery(
      @Nullable DiscoveryRequests requests, Target target, ObjectNode syncSettings) {
    try {
      return requests == null ? null : requests.discovery(target, syncSettings);
    } catch (UnfitValue unfit) {
      return null;
    }
  }

  /** Settings that cannot be in a request, such as an unknown region, are the fault of the sync. */
  @Override
  public Protocol protocol(Batch batch) {
    try {
      return requests(batch).protocol(batch);
    } catch (UnfitValue unfit) {
      return misconfigured(batch, unfit);
    }
  }

  @Override
  public Protocol.Job job(Batch batch) {
    JobRequests job = requests(batch).job();
    if (job == null) {
      throw new UnsupportedOperationException("The object has no jobs: " + batch.object());
    }
    return job.steps(batch, Set.of());
  }

  @Override
  public Call question(Batch batch, String job) {
    ObjectRequests.ResultQuestion result = requests(batch).result();
    return result == null ? Connector.super.question(batch, job) : result.call(batch, job);
  }

  @Override
  public boolean readsIdsIfNeeded(String object) {
    ObjectRequests requests = objects.get(object);
    JobRequests job = requests == null ? null : requests.job();
    return job != null && job.readsIdsIfNeeded();
  }

  @Override
  public int mostItems(Batch batch) {
    JobRequests job = requests(batch).job();
    return job == null ? Connector.super.mostItems(batch) : job.mostItems(batch);
  }

  @Override
  public int jobFrom(ObjectNode settings, String object, Mode mode) {
    ObjectRequests requests = objects.get(object);
    JobRequests job = requests == null ? null : requests.job();
    return job == null || !job.use().isPossible(settings, mode) ? 0 : job.from();
  }

  @Override
  public @Nullable Protocol forget(Batch batch) {
    try {
      return requests(batch).erasure(batch);
    } catch (UnfitValue unfit) {
      return misconfigured(batch, unfit);
    }
  }

  @Override
  public boolean lists(String object) {
    ListRequests reads = reads(object);
    return reads != null && reads.list() != null;
  }

  @Override
  public Listing listing(Listing.Scope scope) {
    ListRequests reads = reads(scope.object());
    ListRequests.Pages pages = reads == null ? null : reads.list();
    if (reads == null || pages == null) {
      throw new UnsupportedOperationException("The object has no list: " + scope.object());
    }
    return reads.page(pages, scope);
  }

  @Override
  public boolean idsChange(String object) {
    ListRequests reads = reads(object);
    return reads != null && reads.records().idsChange();
  }

  @Override
  public boolean searchesFirst(String object) {
    ObjectRequests requests = objects.get(object);
    return requests != null && requests.found() != null;
  }

  @Override
  public Listing.@Nullable ByMatchValue findsByMatchValue(String object) {
    ObjectRequests requests = objects.get(object);
    ListRequests reads = reads(object);
    ListRequests.Lookup lookup = reads == null ? null : reads.lookup();
    return requests == null || reads == null || lookup == null
        ? null
        : new Listing.ByMatchValue(
            lookup.certainAfter(), requests.updatesById(), reads.records().lowerCase());
  }

  @Override
  public Listing find(Listing.Scope scope, String matchValue) {
    ListRequests reads = reads(scope.object());
    ListRequests.Lookup lookup = lookup(scope.object());
    if (reads == null || lookup == null) {
      throw new UnsupportedOperationException("The object has no lookup: " + scope.object());
    }
    return reads.find(lookup, scope, matchValue);
  }

  private @Nullable ListRequests reads(String object) {
    ObjectRequests requests = objects.get(object);
    return requests == null ? null : requests.reads();
  }

  private ListRequests.@Nullable Lookup lookup(String object) {
    ListRequests reads = reads(object);
    return reads == null ? null : reads.lookup();
  }

  private static Protocol misconfigured(Batch batch, UnfitValue unfit) {
    Map<String, Outcome> decided = new HashMap<>();
    Outcome outcome = new Outcome.Misconfigured(unfit.words());
    batch.items().forEach(item -> decided.put(item.delivery(), outcome));
    return new Protocol.DirectCalls(List.of(), decided);
  }

  private ObjectRequests requests(Batch batch) {
    ObjectRequests requests = objects.get(batch.object());
    if (requests == null) {
      throw new IllegalArgumentException("No object " + batch.object());
    }
    return requests;
  }

  @Override
  public @Nullable Usage usage(Target target) {
    return usage == null ? null : usage.usage(target);
  }

  private Probe.Result named(NamedAccount place, Egress.Answer answer, Instant now) {
    Outcome outcome = probed.outcome(answer, now);
    return new Probe.Result(
        outcome, outcome instanceof Outcome.Delivered ? place.account(answer) : null);
  }

  @Override
  public Probe probe(Target target) {
    try {
      Egress.Request request = probe.request(target, Values.of(target.settings()));
      return account == null
          ? new Probe.OfRequest(request, probed::outcome)
          : new Probe.OfAccount(request, (answer, now) -> named(account, answer, now));
    } catch (UnfitValue unfit) {
      Outcome outcome = new Outcome.Misconfigured(unfit.words());
      return new Probe.OfConnection((withSecrets, egress) -> outcome);
    }
  }
}
