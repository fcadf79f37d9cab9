package dev.tributary.sandbox.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Operation;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.Vendor;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.ApiKey;
import dev.tributary.sandbox.kit.credential.BasicCredentials;
import dev.tributary.sandbox.kit.credential.Credentials;
import dev.tributary.sandbox.kit.document.VendorDocument;
import dev.tributary.sandbox.kit.job.ItemResult;
import dev.tributary.sandbox.kit.job.Job;
import dev.tributary.sandbox.kit.job.JobPace;
import dev.tributary.sandbox.kit.job.JobPhase;
import dev.tributary.sandbox.kit.job.Jobs;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.Limit.Scope;
import dev.tributary.sandbox.kit.limit.Limit.Unit;
import dev.tributary.sandbox.kit.limit.Window;
import dev.tributary.sandbox.kit.record.StoredRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One account of Zendesk. Operations for many records are jobs, whose results are read by index.
 */
public final class Zendesk implements Vendor {
  private static final ZendeskWords WORDS = new ZendeskWords();
  private static final int MAXIMUM_ITEMS = 100;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final JobPace PACE =
      new JobPace(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofHours(1), 30);
  private static final Map<String, List<Limit>> LIMITS =
      Map.of(
          "all", List.of(Limit.perAccount("account", Window.Fixed.of(MINUTE), 400)),
          "ticket-update",
              List.of(
                  Limit.perAccount("updates", Window.Fixed.of(MINUTE), 100),
                  new Limit(
                      "ticket", Unit.REQUESTS, Scope.SUBJECT, Window.Rolling.of(TEN_MINUTES), 30)),
          "permanent-deletion",
              List.of(Limit.perAccount("deletions", Window.Rolling.of(TEN_MINUTES), 700)));

  private final Parts parts;
  private final CustomFields fields;
  private final Users users;
  private final Organizations organizations;
  private final Tickets tickets;
  private final Jobs<JsonNode> jobs;
  private boolean manyUsersAllowed;

  public Zendesk(Clock clock) {
    parts =
        new Parts(
            "zendesk",
            clock,
            Credentials.anyOf(
                List.of(new BasicCredentials(), new ApiKey("authorization", "Bearer ", ""))),
            LIMITS,
            VendorDocument.of(Zendesk.class));
    fields = new CustomFields(parts);
    users = new Users(parts, fields);
    organizations = new Organizations(parts, fields);
    tickets = new Tickets(parts, users, fields);
    jobs = parts.jobs("jobs", PACE, () -> "%032x".formatted(parts.nextNumber()), this::perform);
  }

  @Override
  public Parts parts() {
    return parts;
  }

  @Override
  public VendorWords words() {
    return WORDS;
  }

  @Override
  public void reset() {
    manyUsersAllowed = false;
    tickets.reset();
  }

  @Override
  public List<Operation> operations() {
    var user = "/api/v2/users/{user_id}";
    return List.of(
        of("GET", "/api/v2/users/me", call -> Answer.of(200, Map.of("user", Users.AGENT))),
        of("GET", "/api/v2/users", call -> pageByCursor(call, "users", users.active())),
        of("POST", "/api/v2/users", this::createUser),
        of("GET", "/api/v2/users/search", this::searchUsers),
        of("POST", "/api/v2/users/create_or_update", this::writeUser),
        of("POST", "/api/v2/users/create_or_update_many", this::writeUsers),
        of("DELETE", "/api/v2/users/destroy_many", this::deleteUsers),
        of("GET", user, call -> Answer.of(200, Map.of("user", users.view(user(call))))),
        of("PUT", user, this::updateUser),
        of("DELETE", user, call -> Answer.of(200, Map.of("user", users.delete(user(call))))),
        of("GET", user + "/identities", call -> page("identities", users.identities(user(call)))),
        of("POST", user + "/identities", this::addIdentity),
        Operation.of(
            "DELETE", "/api/v2/deleted_users/{user_id}", "permanent-deletion", this::erase),
        of("POST", "/api/v2/organizations/create_or_update", this::writeOrganization),
        of("POST", "/api/v2/organizations/create_many", call -> many(call, "organizations")),
        of(
            "GET",
            "/api/v2/organizations",
            call -> pageByCursor(call, "organizations", organizations.visible())),
        of("GET", "/api/v2/organizations/search", this::searchOrganizations),
        of("PUT", "/api/v2/organizations/{organization_id}", this::updateOrganization),
        of("DELETE", "/api/v2/organizations/{organization_id}", this::deleteOrganization),
        of("GET", "/api/v2/tickets", tickets::list),
        of("POST", "/api/v2/tickets", tickets::create),
        of("POST", "/api/v2/tickets/create_many", call -> many(call, "tickets")),
        Operation.of("PUT", "/api/v2/tickets/{ticket_id}", "ticket-update", tickets::update)
            .about(call -> call.path()),
        of("DELETE", "/api/v2/tickets/{ticket_id}", tickets::delete),
        of("GET", "/api/v2/ticket_fields", call -> page("ticket_fields", fields.ofTickets())),
        of("POST", "/api/v2/ticket_fields", call -> fields.create("ticket", call)),
        of("GET", "/api/v2/user_fields", call -> page("user_fields", fields.of("user"))),
        of("POST", "/api/v2/user_fields", call -> fields.create("user", call)),
        of(
            "GET",
            "/api/v2/user_fields/{user_field_id}",
            call -> fields.show("user", call.parameter("user_field_id"))),
        of(
            "GET",
            "/api/v2/organization_fields",
            call -> page("organization_fields", fields.of("organization"))),
        of("POST", "/api/v2/organization_fields", call -> fields.create("organization", call)),
        of(
            "GET",
            "/api/v2/organization_fields/{organization_field_id}",
            call -> fields.show("organization", call.parameter("organization_field_id"))),
        of("GET", "/api/v2/job_statuses/{job_status_id}", this::job));
  }

  private static Operation of(String method, String path, Function<Call, Answer> work) {
    return Operation.of(method, path, "all", work);
  }

  @Override
  public List<Operation> control() {
    return List.of(
        Operation.of(
            "PUT",
            "/many-users/{switch}",
            "",
            call -> {
              manyUsersAllowed = call.parameter("switch").equals("on");
              return Answer.of(200, Map.of("allowed", manyUsersAllowed));
            }));
  }

  private Answer searchUsers(Call call) {
    var externalId = call.query("external_id");
    var query = call.query("query").orElse("");
    return page(
        "users",
        (externalId.isPresent()
                ? users.byExternalId(externalId.get()).stream()
                : users.search(query))
            .map(users::view)
            .toList());
  }

  private Answer writeUser(Call call) {
    var written = users.write((ObjectNode) Json.tree(call).path("user"));
    return Answer.of(written.created() ? 201 : 200, Map.of("user", users.view(written.user())));
  }

  private Answer createUser(Call call) {
    var created = users.create((ObjectNode) Json.tree(call).path("user"));
    return Answer.of(201, Map.of("user", users.view(created)));
  }

  private Answer updateUser(Call call) {
    var given = (ObjectNode) Json.tree(call).path("user");
    return Answer.of(200, Map.of("user", users.view(users.update(user(call), given))));
  }

  private Answer writeUsers(Call call) {
    if (!manyUsersAllowed) {
      throw ZendeskWords.forbidden();
    }
    return many(call, "users");
  }

  private Answer deleteUsers(Call call) {
    var ids = Stream.of(call.query("ids").orElse("").split(",")).filter(id -> !id.isEmpty());
    var externalIds =
        Stream.of(call.query("external_ids").orElse("").split(","))
            .flatMap(id -> users.byExternalId(id).stream())
            .map(StoredRecord::id);
    List<JsonNode> items =
        Stream.concat(ids, externalIds)
            .<JsonNode>map(id -> Json.LENIENT.createObjectNode().put("id", id))
            .toList();
    return submit("deletion", items);
  }

  private Answer addIdentity(Call call) {
    return Answer.of(
        201, Map.of("identity", users.addIdentity(user(call), Json.tree(call).path("identity"))));
  }

  private Answer erase(Call call) {
    return Answer.of(200, Map.of("deleted_user", users.erase(call.parameter("user_id"))));
  }

  private Answer writeOrganization(Call call) {
    var written = organizations.write((ObjectNode) Json.tree(call).path("organization"));
    return Answer.of(
        written.created() ? 201 : 200,
        Map.of("organization", organizations.view(written.organization())));
  }

  private Answer updateOrganization(Call call) {
    var given = (ObjectNode) Json.tree(call).path("organization");
    var updated = organizations.update(call.parameter("organization_id"), given);
    return Answer.of(200, Map.of("organization", organizations.view(updated)));
  }

  private Answer searchOrganizations(Call call) {
    return page(
        "organizations", organizations.search(call.query("external_id"), call.query("name")));
  }

  private Answer deleteOrganization(Call call) {
    organizations.delete(call.parameter("organization_id"));
    return Answer.empty(204);
  }

  /** Queues a job for each record of the body. */
  private Answer many(Call call, String kind) {
    var items = new ArrayList<JsonNode>();
    Json.tree(call).path(kind).forEach(items::add);
    return submit(kind, items);
  }

  private Answer submit(String kind, List<JsonNode> items) {
    if (items.isEmpty() || items.size() > MAXIMUM_ITEMS) {
      throw new Refused(
          ZendeskWords.failure(400, "TooManyValues", "Between 1 and 100 records are allowed"));
    }
    return jobs.submit(kind, items)
        .map(job -> Answer.of(200, view(job)))
        .orElseThrow(() ->
            new Refused(
                ZendeskWords.failure(
                    429, "TooManyJobs", "You have reached the limit of 30 queued jobs")));
  }

  private ItemResult perform(String kind, JsonNode item) {
    try {
      return switch (kind) {
        case "users" -> {
          var written = users.write((ObjectNode) item);
          yield new ItemResult.Done(written.user().id(), written.created());
        }
        case "organizations" -> {
          var created = organizations.create((ObjectNode) item);
          yield new ItemResult.Done(created.id(), true);
        }
        case "tickets" -> new ItemResult.Done(tickets.create((ObjectNode) item).id(), true);
        default -> {
          users.delete(users.required(item.path("id").asText()));
          yield new ItemResult.Done(item.path("id").asText(), false);
        }
      };
    } catch (Refused refused) {
      var body = Json.LENIENT.valueToTree(refused.answer().body());
      var details = body.path("details").findValuesAsText("description");
      return new ItemResult.Refused(
          body.path("error").asText(),
          details.isEmpty() ? body.path("description").asText() : details.getFirst(),
          "");
    }
  }

  private Answer job(Call call) {
    return jobs.find(call.parameter("job_status_id"))
        .map(job -> Answer.of(200, view(job)))
        .orElseThrow(ZendeskWords::notFound);
  }

  private ObjectNode view(Job<JsonNode> job) {
    var body = Json.LENIENT.createObjectNode();
    var view =
        body.putObject("job_status")
            .put("id", job.id())
            .put("total", job.items().size())
            .put("progress", job.phase().ended() ? job.items().size() : 0)
            .put(
                "status",
                switch (job.phase()) {
                  case OPEN, QUEUED -> "queued";
                  case WORKING -> "working";
                  case COMPLETE -> "completed";
                  case FAILED, ABORTED -> "failed";
                });
    if (job.phase() == JobPhase.COMPLETE || job.phase() == JobPhase.FAILED) {
      var results = view.putArray("results");
      for (var each : jobs.results(job)) {
        result(job.subject(), each).ifPresent(results::add);
      }
    }
    return body;
  }

  /** The result of a record that failed has its index as its id. */
  private static Optional<ObjectNode> result(String kind, Job.Numbered<JsonNode> item) {
    var result = Json.LENIENT.createObjectNode().put("index", item.index());
    return switch (item.result()) {
      case ItemResult.Done(var id, var created) ->
          Optional.of(
              result
                  .put("id", Long.parseLong(id))
                  .put(
                      "status",
                      kind.equals("deletion") ? "Deleted" : created ? "Created" : "Updated"));
      case ItemResult.Refused(var code, var message, var place) ->
          Optional.of(
              result
                  .put("id", item.index())
                  .put("status", "Failed")
                  .put("error", code)
                  .put("details", message));
      case ItemResult.Unprocessed() -> Optional.empty();
    };
  }

  private StoredRecord user(Call call) {
    return users.required(call.parameter("user_id"));
  }

  /** In the order of the ids. The cursor is the id of the last record before the page. */
  private static Answer pageByCursor(Call call, String name, List<ObjectNode> all) {
    int size = call.query("page[size]").map(Integer::parseInt).orElse(MAXIMUM_ITEMS);
    long after = call.query("page[after]").map(Long::parseLong).orElse(0L);
    var rest =
        all.stream()
            .filter(each -> each.path("id").asLong() > after)
            .sorted(Comparator.comparingLong(each -> each.path("id").asLong()))
            .toList();
    var records = rest.subList(0, Math.min(size, rest.size()));
    var page = Json.LENIENT.createObjectNode();
    records.forEach(page.putArray(name)::add);
    var meta = page.putObject("meta").put("has_more", records.size() < rest.size());
    if (records.isEmpty()) {
      meta.putNull("after_cursor");
    } else {
      meta.put("after_cursor", records.getLast().path("id").asText());
    }
    return Answer.of(200, page);
  }

  private static Answer page(String name, List<ObjectNode> all) {
    var page = Json.LENIENT.createObjectNode().put("count", all.size());
    all.forEach(page.putArray(name)::add);
    return Answer.of(200, page.putNull("next_page").putNull("previous_page"));
  }
}
