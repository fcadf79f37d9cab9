package dev.tributary.sandbox.mailchimp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Operation;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.Vendor;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.ApiKey;
import dev.tributary.sandbox.kit.credential.BasicCredentials;
import dev.tributary.sandbox.kit.credential.Credentials;
import dev.tributary.sandbox.kit.document.VendorDocument;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.Window;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.EventLog;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.Members;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One account of Mailchimp. Its audiences are called lists. */
public final class Mailchimp implements Vendor {
  private static final int MAXIMUM_ITEMS = 500;
  private static final List<Limit> CONNECTIONS =
      List.of(Limit.perAccount("connections", new Window.Running(), 10));

  private final Parts parts;
  private final RecordStore lists;
  private final RecordStore segments;
  private final Members tagged;
  private final EventLog events;
  private final Subscribers subscribers;
  private final MergeFields mergeFields;
  private int overload = 429;

  public Mailchimp(Clock clock) {
    parts =
        new Parts(
            "mailchimp",
            clock,
            Credentials.anyOf(
                List.of(new BasicCredentials(), new ApiKey("authorization", "Bearer ", ""))),
            Map.of("all", CONNECTIONS),
            VendorDocument.of(Mailchimp.class));
    lists = parts.store("lists", List.of(), MergedIds.GONE, () -> "list" + parts.nextNumber());
    segments =
        parts.store(
            "segments",
            List.of(KeyRule.exact("name")),
            MergedIds.GONE,
            () -> "" + parts.nextNumber());
    tagged = parts.members("segments");
    events = parts.events("events");
    mergeFields = new MergeFields(parts);
    subscribers = new Subscribers(parts, mergeFields);
  }

  @Override
  public Parts parts() {
    return parts;
  }

  @Override
  public VendorWords words() {
    return new MailchimpWords(() -> overload);
  }

  @Override
  public void reset() {
    overload = 429;
  }

  @Override
  public List<Operation> operations() {
    var list = "/3.0/lists/{list_id}";
    var member = list + "/members/{subscriber_hash}";
    var segment = list + "/segments/{segment_id}";
    return List.of(
        of("GET", "/3.0", call -> account()),
        of("GET", "/3.0/ping", call -> Answer.of(200, Map.of("health_status", "Fine"))),
        of(
            "GET",
            "/3.0/lists",
            call -> page(call, "lists", lists.visible().stream().map(Mailchimp::view).toList())),
        of("POST", "/3.0/lists", this::createList),
        of("GET", list, call -> Answer.of(200, view(list(call)))),
        of("DELETE", list, this::deleteList),
        of("POST", list, this::batch),
        of("GET", list + "/members", call -> members(call, subscribers.of(list(call).id()))),
        of("GET", member, call -> Answer.of(200, Subscribers.view(member(call)))),
        of("PUT", member, this::put),
        of("DELETE", member, this::archive),
        of("POST", member + "/actions/delete-permanent", this::deletePermanently),
        of("POST", member + "/events", this::event),
        of("POST", member + "/tags", this::tag),
        of("GET", list + "/segments", this::listSegments),
        of("POST", list + "/segments", this::createSegment),
        of("POST", segment, this::changeSegment),
        of("DELETE", segment, this::deleteSegment),
        of("GET", segment + "/members", this::segmentMembers),
        of(
            "GET",
            list + "/merge-fields",
            call ->
                page(call, "merge_fields", mergeFields.of(list(call).id(), call.query("type")))),
        of("POST", list + "/merge-fields", call -> mergeFields.create(list(call).id(), call)));
  }

  private static Operation of(String method, String path, Function<Call, Answer> work) {
    return Operation.of(method, path, "all", work);
  }

  @Override
  public List<Operation> control() {
    return List.of(
        Operation.of(
            "PUT",
            "/overload/{status}",
            "",
            call -> {
              overload = Integer.parseInt(call.parameter("status"));
              return Answer.of(200, Map.of("status", overload));
            }));
  }

  private static Answer account() {
    return Answer.of(
        200,
        Map.of(
            "account_id", "sandbox", "account_name", "Sandbox", "email", "sandbox@shop.example"));
  }

  private Answer createList(Call call) {
    var change = new Change(Map.of(), (ObjectNode) Json.tree(call), Nulls.IGNORE);
    return Answer.of(200, view(lists.create(change).shown().orElseThrow()));
  }

  private static ObjectNode view(StoredRecord list) {
    var view = Json.LENIENT.createObjectNode().put("id", list.id());
    view.put("name", list.values().path("name").asText())
        .put("date_created", list.createdAt().toString())
        .put("double_optin", list.values().path("double_optin").asBoolean());
    return view;
  }

  private Answer deleteList(Call call) {
    var list = list(call).id();
    subscribers.of(list).forEach(subscribers::delete);
    lists.delete(list);
    return Answer.empty(204);
  }

  /** Takes all valid members; the answer names the others by their address. */
  private Answer batch(Call call) {
    var list = list(call).id();
    var body = Json.tree(call);
    var members = body.path("members");
    if (members.size() > MAXIMUM_ITEMS) {
      throw tooMany("members");
    }
    var answer = Json.LENIENT.createObjectNode();
    var created = answer.putArray("new_members");
    var updated = answer.putArray("updated_members");
    var errors = answer.putArray("errors");
    var seen = new HashSet<String>();
    for (var member : members) {
      var address = member.path("email_address").asText();
      try {
        if (!seen.add(address)) {
          throw new Invalid("Duplicate items found in the request.", "email_address", address);
        }
        boolean known = subscribers.find(list, address).isPresent();
        if (known && !body.path("update_existing").asBoolean()) {
          errors
              .addObject()
              .put("email_address", address)
              .put("error", address + " is already a list member, do you want to update?")
              .put("error_code", "ERROR_CONTACT_EXISTS");
          continue;
        }
        var written = subscribers.write(list, address, (ObjectNode) member, member.path("status"));
        member.path("tags").forEach(tag -> tagged.add(tagNamed(list, tag.asText()), written.id()));
        (known ? updated : created).add(Subscribers.view(written));
      } catch (Invalid invalid) {
        errors
            .addObject()
            .put("email_address", address)
            .put("error", invalid.message())
            .put("error_code", "ERROR_GENERIC")
            .put("field", invalid.field())
            .put("field_message", invalid.fieldMessage());
      }
    }
    answer
        .put("total_created", created.size())
        .put("total_updated", updated.size())
        .put("error_count", errors.size());
    return Answer.of(200, answer);
  }

  /** {@code status_if_new} is for a new member, {@code status} for every one. */
  private Answer put(Call call) {
    var list = list(call).id();
    var body = (ObjectNode) Json.tree(call);
    var known = subscribers.find(list, call.parameter("subscriber_hash"));
    var status = body.has("status") || known.isPresent() ? "status" : "status_if_new";
    try {
      return Answer.of(
          200,
          Subscribers.view(
              subscribers.write(list, call.parameter("subscriber_hash"), body, body.path(status))));
    } catch (Invalid invalid) {
      throw invalid.refused();
    }
  }

  private Answer archive(Call call) {
    var member = member(call);
    subscribers.archive(member);
    tagged.forget(member.id());
    return Answer.empty(204);
  }

  private Answer deletePermanently(Call call) {
    var member = member(call);
    tagged.forget(member.id());
    subscribers.erase(member);
    return Answer.empty(204);
  }

  private Answer event(Call call) {
    var member = member(call);
    var event = (ObjectNode) Json.tree(call);
    int length = event.path("name").asText().length();
    if (length < 2 || length > 30) {
      throw MailchimpWords.invalid(
          List.of(Map.of("field", "name", "message", "Between 2 and 30 characters")));
    }
    event.put("member", member.id());
    events.append(event.toString(), event);
    return Answer.empty(204);
  }

  private Answer tag(Call call) {
    var list = list(call).id();
    var member = member(call).id();
    for (var tag : Json.tree(call).path("tags")) {
      var segment = tagNamed(list, tag.path("name").asText());
      var unused =
          tag.path("status").asText().equals("active")
              ? tagged.add(segment, member)
              : tagged.remove(segment, member);
    }
    return Answer.empty(204);
  }

  /** A tag is a static segment, which is made when it is first used. */
  private String tagNamed(String list, String name) {
    return segments
        .findBy("name", list + "/" + name)
        .orElseGet(() -> segmentNamed(list, name))
        .id();
  }

  private StoredRecord segmentNamed(String list, String name) {
    var values = Json.LENIENT.createObjectNode().put("list_id", list).put("name", name);
    return segments
        .create(new Change(Map.of("name", list + "/" + name), values, Nulls.IGNORE))
        .shown()
        .orElseThrow(
            () -> MailchimpWords.refused(400, "Bad Request", "Sorry, that tag already exists."));
  }

  private Answer createSegment(Call call) {
    var list = list(call).id();
    var body = Json.tree(call);
    if (!body.path("static_segment").isArray()) {
      throw MailchimpWords.refused(400, "Bad Request", "This stand-in has static segments only.");
    }
    var segment = segmentNamed(list, body.path("name").asText());
    change(list, segment.id(), body.path("static_segment"), true);
    return Answer.of(200, view(list, segment));
  }

  private Answer listSegments(Call call) {
    var list = list(call).id();
    return page(
        call,
        "segments",
        segments.visible().stream()
            .filter(each -> each.values().path("list_id").asText().equals(list))
            .map(each -> view(list, each))
            .toList());
  }

  private ObjectNode view(String list, StoredRecord segment) {
    return Json.LENIENT
        .createObjectNode()
        .put("id", Integer.parseInt(segment.id()))
        .put("name", segment.values().path("name").asText())
        .put("type", "static")
        .put("list_id", list)
        .put("member_count", tagged.of(segment.id()).size());
  }

  /** Addresses that are not on the list are ignored in silence. */
  private Answer changeSegment(Call call) {
    var list = list(call).id();
    var segment = segment(call).id();
    var body = Json.tree(call);
    if (body.path("members_to_add").size() > MAXIMUM_ITEMS
        || body.path("members_to_remove").size() > MAXIMUM_ITEMS) {
      throw tooMany("members_to_add");
    }
    var answer = Json.LENIENT.createObjectNode();
    var added = change(list, segment, body.path("members_to_add"), true);
    var removed = change(list, segment, body.path("members_to_remove"), false);
    added.forEach(answer.putArray("members_added")::add);
    removed.forEach(answer.putArray("members_removed")::add);
    answer.putArray("errors");
    answer
        .put("total_added", added.size())
        .put("total_removed", removed.size())
        .put("error_count", 0);
    return Answer.of(200, answer);
  }

  private List<ObjectNode> change(String list, String segment, JsonNode addresses, boolean add) {
    var changed = new ArrayList<ObjectNode>();
    for (var address : addresses) {
      subscribers
          .find(list, address.asText())
          .filter(member ->
              add ? tagged.add(segment, member.id()) : tagged.remove(segment, member.id()))
          .map(Subscribers::view)
          .ifPresent(changed::add);
    }
    return changed;
  }

  private Answer deleteSegment(Call call) {
    var segment = segment(call).id();
    segments.delete(segment);
    tagged.drop(segment);
    return Answer.empty(204);
  }

  private Answer segmentMembers(Call call) {
    return members(
        call,
        tagged.of(segment(call).id()).stream()
            .map(subscribers::byId)
            .flatMap(Optional::stream)
            .toList());
  }

  private static Answer members(Call call, List<StoredRecord> members) {
    return page(call, "members", members.stream().map(Subscribers::view).toList());
  }

  private static Answer page(Call call, String name, List<ObjectNode> all) {
    long count = Math.min(1_000, call.query("count").map(Long::parseLong).orElse(10L));
    var page = Json.LENIENT.createObjectNode().put("total_items", all.size());
    all.stream()
        .skip(call.query("offset").map(Long::parseLong).orElse(0L))
        .limit(count)
        .forEach(page.putArray(name)::add);
    return Answer.of(200, page);
  }

  private StoredRecord list(Call call) {
    return lists.find(call.parameter("list_id")).orElseThrow(MailchimpWords::notFound);
  }

  private StoredRecord member(Call call) {
    return subscribers
        .find(list(call).id(), call.parameter("subscriber_hash"))
        .orElseThrow(MailchimpWords::notFound);
  }

  private StoredRecord segment(Call call) {
    return segments.find(call.parameter("segment_id")).orElseThrow(MailchimpWords::notFound);
  }

  private static RuntimeException tooMany(String field) {
    return MailchimpWords.invalid(
        List.of(Map.of("field", field, "message", "At most %d items".formatted(MAXIMUM_ITEMS))));
  }
}
